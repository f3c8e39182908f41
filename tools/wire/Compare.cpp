// SPDX-License-Identifier: MIT
#include "tools/wire/Compare.h"

#include "tools/wire/Octets.h"

#include <algorithm>
#include <functional>

namespace hop::wire {

namespace {

using Kind = Piece::Kind;
using Mark = Piece::Mark;
using Pieces = std::vector<Piece*>;

Pieces piecesOf(Message& message, Kind kind) {
  Pieces pieces;
  for (Piece& piece : message.pieces) {
    if (piece.kind == kind) pieces.push_back(&piece);
  }
  return pieces;
}

void markAll(const Pieces& pieces, Mark mark) {
  for (Piece* piece : pieces) piece->mark = mark;
}

/// Takes out of both lists the pairs for which @p same holds.
void pairOff(Pieces& sent, Pieces& received, Mark mark,
             const std::function<bool(const Piece&, const Piece&)>& same) {
  for (auto one = sent.begin(); one != sent.end();) {
    const auto other =
        std::find_if(received.begin(), received.end(),
                     [&](const Piece* piece) { return same(**one, *piece); });
    if (other == received.end()) {
      ++one;
      continue;
    }
    (*one)->mark = mark;
    (*other)->mark = mark;
    received.erase(other);
    one = sent.erase(one);
  }
}

/// A pseudo-field's name begins with a colon.
std::string nameIn(const Piece& piece) {
  return lower(piece.octets.substr(0, piece.octets.find(':', 1)));
}

std::string withLowerName(const Piece& piece) {
  const auto colon = std::min(piece.octets.find(':', 1), piece.octets.size());
  return nameIn(piece) + piece.octets.substr(colon);
}

/// Equal lines belong together; then lines of the same name were rewritten.
/// Not so Connection: what one hop says with it ends there, and what the next
/// one says is new.
/// HTTP/2 has names in lower case only: between two versions that is the same.
void markFields(Message& sent, Message& received, Kind kind) {
  Pieces left = piecesOf(sent, kind);
  Pieces right = piecesOf(received, kind);
  const bool versions = sent.isHttp2() != received.isHttp2();
  pairOff(left, right, Mark::Same, [&](const Piece& a, const Piece& b) {
    return versions ? withLowerName(a) == withLowerName(b)
                    : a.octets == b.octets;
  });
  pairOff(left, right, Mark::Rewritten, [](const Piece& a, const Piece& b) {
    return nameIn(a) == nameIn(b) && nameIn(a) != "connection";
  });
  markAll(left, Mark::Removed);
  markAll(right, Mark::Added);
}

/// Start lines, chunk sizes, bodies: one thing that is the same or is not.
void markWhole(const Pieces& sent, const Pieces& received, bool same) {
  if (same) return;
  markAll(sent, received.empty() ? Mark::Removed : Mark::Rewritten);
  markAll(received, sent.empty() ? Mark::Added : Mark::Rewritten);
}

bool sameOctets(const Pieces& one, const Pieces& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](auto* a, auto* b) { return a->octets == b->octets; });
}

/// Takes the last chunk out: "0" ends the body, and is not a size like the
/// others. Who adds it says that the body was whole.
Pieces takeLastChunk(Pieces& chunks) {
  if (chunks.empty() || !chunks.back()->octets.starts_with('0')) return {};
  Pieces last{chunks.back()};
  chunks.pop_back();
  return last;
}

void markChunks(Message& sent, Message& received) {
  Pieces left = piecesOf(sent, Kind::ChunkSize);
  Pieces right = piecesOf(received, Kind::ChunkSize);
  const Pieces leftEnd = takeLastChunk(left);
  const Pieces rightEnd = takeLastChunk(right);
  markWhole(leftEnd, rightEnd, leftEnd.size() == rightEnd.size());
  markWhole(left, right, sameOctets(left, right));
}

void markMessage(Message& sent, Message& received) {
  const Pieces left = piecesOf(sent, Kind::Start);
  const Pieces right = piecesOf(received, Kind::Start);
  if (sent.isHttp2() && received.isHttp2()) {
    markFields(sent, received, Kind::Start);
  } else {
    markWhole(left, right, sameOctets(left, right));
  }
  markChunks(sent, received);
  markWhole(piecesOf(sent, Kind::Data), piecesOf(received, Kind::Data),
            sent.body() == received.body());
  markFields(sent, received, Kind::Field);
  markFields(sent, received, Kind::Trailer);
}

bool isInterim(const Message& message) {
  const int status = message.status();
  return status >= 100 && status < 200 && status != 101;
}

/// The n-th with the n-th, interim and final responses apart: a 103 that got
/// lost must not shift the others.
void markLane(Messages& sent, Messages& received, bool interim) {
  Message nothing;
  auto other = received.begin();
  const auto wanted = [interim](const Message& message) {
    return isInterim(message) == interim;
  };
  for (Message& message : sent) {
    if (!wanted(message)) continue;
    other = std::find_if(other, received.end(), wanted);
    if (other != received.end()) {
      // What is no response was not relayed: the proxy made its own.
      const bool related = (message.status() != 0) == (other->status() != 0);
      if (related) markMessage(message, *other);
      ++other;
    } else if (interim) {
      markMessage(message, nothing);
    }
  }
}

}  // namespace

Compared compare(const Lanes& lanes) {
  Compared result;
  Messages& asked = result.at(Place::ClientSent);
  Messages& passedOn = result.at(Place::UpstreamReceived);
  Messages& answered = result.at(Place::UpstreamSent);
  Messages& cameBack = result.at(Place::ClientReceived);
  asked = requestsIn(lanes.at(Place::ClientSent));
  passedOn = requestsIn(lanes.at(Place::UpstreamReceived));
  answered = responsesIn(lanes.at(Place::UpstreamSent), passedOn);
  cameBack = responsesIn(lanes.at(Place::ClientReceived), asked);
  markLane(asked, passedOn, false);
  markLane(answered, cameBack, true);
  markLane(answered, cameBack, false);
  return result;
}

}  // namespace hop::wire
