// SPDX-License-Identifier: MIT
#include "tools/wire/LaneLines.h"

#include "tools/wire/Octets.h"

#include <algorithm>
#include <cstdlib>

namespace hop::wire {

namespace {

using Kind = Piece::Kind;
using Mark = Piece::Mark;

constexpr std::size_t kMostBodyLines = 10;
constexpr std::size_t kWorthFolding = 3;
constexpr std::size_t kKnownBodyLines = 2;
constexpr std::size_t kLongestLine = 160;
constexpr double kSameMoment = 20;  // milliseconds

/// Pieces of a body that came together are one, wherever the reads were cut.
std::vector<Piece> joined(const std::vector<Piece>& pieces) {
  std::vector<Piece> result;
  double before = 0;
  for (const Piece& piece : pieces) {
    const bool continues = piece.kind == Kind::Data && !result.empty() &&
                           result.back().kind == Kind::Data &&
                           piece.at - before < kSameMoment;
    before = piece.at;
    if (continues) {
      result.back().octets += piece.octets;
    } else {
      result.push_back(piece);
    }
  }
  return result;
}

std::string shortened(const std::string& octets, Detail detail) {
  if (detail == Detail::Full || octets.size() <= kLongestLine) {
    return escaped(octets);
  }
  return escaped(octets.substr(0, kLongestLine)) + "...";
}

std::string noteFor(const Piece& piece) {
  if (piece.kind == Kind::Frame) return piece.note;
  if (piece.kind == Kind::Trailer) return "trailer";
  if (piece.kind != Kind::ChunkSize) return {};
  const auto size = std::strtoull(piece.octets.c_str(), nullptr, 16);
  return size == 0 ? "last chunk" : "chunk of " + octetCount(size);
}

/// What has a NUL in it is no text, and its line feeds end no lines.
std::vector<std::string> textLines(const std::string& octets) {
  if (octets.find('\0') != octets.npos) return {octets};
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < octets.size();) {
    const auto end = std::min(octets.find('\n', at), octets.size());
    std::string line = octets.substr(at, end - at);
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// Draws one message, and counts the lines of its body.
class MessageLines final {
 public:
  MessageLines(const Folding& folding, std::vector<Line>& lines)
      : folding_(folding), lines_(lines) {}

  void append(const Message& message) {
    const auto pieces = joined(message.pieces);
    most_ = mayFold(pieces) ? 0 : kMostBodyLines;
    if (folding_.detail == Detail::Full) most_ = std::string::npos;
    for (const Piece& piece : pieces) {
      if (piece.kind == Kind::Data) {
        appendData(piece);
      } else {
        lines_.push_back({piece.kind, piece.mark,
                          shortened(piece.octets, folding_.detail),
                          noteFor(piece), piece.at});
      }
    }
    appendEnd(message);
  }

 private:
  /// A longer body in one piece that was drawn in the lane before.
  [[nodiscard]] bool mayFold(const std::vector<Piece>& pieces) const {
    const auto isData = [](const Piece& piece) {
      return piece.kind == Kind::Data;
    };
    const auto data = std::find_if(pieces.begin(), pieces.end(), isData);
    return folding_.bodyIsKnown && data != pieces.end() &&
           std::count_if(pieces.begin(), pieces.end(), isData) == 1 &&
           data->mark == Mark::Same &&
           textLines(data->octets).size() > kKnownBodyLines;
  }

  void appendData(const Piece& piece) {
    const auto texts = textLines(piece.octets);
    const std::size_t room = most_ > used_ ? most_ - used_ : 0;
    const bool nearlyFits = room > 0 && texts.size() <= room + kWorthFolding;
    const std::size_t drawn = nearlyFits ? texts.size() : room;
    for (std::size_t i = 0; i < std::min(drawn, texts.size()); ++i) {
      lines_.push_back({Kind::Data,
                        piece.mark,
                        shortened(texts[i], folding_.detail),
                        {},
                        piece.at});
    }
    used_ += std::min(drawn, texts.size());
    if (texts.size() > drawn) appendFold(piece, texts.size() - drawn);
  }

  void appendFold(const Piece& piece, std::size_t lines) {
    const std::string count = octetCount(piece.octets.size());
    const std::string text =
        most_ == 0
            ? "the same " + count
            : std::to_string(lines) + " more lines, " + count + " in all";
    lines_.push_back(remarkLine(text, piece.at));
  }

  /// The message ended too early: say so where it ends.
  void appendEnd(const Message& message) {
    if (message.complete || lines_.empty() || !folding_.isWhole) return;
    const std::string missing =
        message.missing == 0
            ? ""
            : ", " + octetCount(message.missing) + " are missing";
    lines_.push_back(remarkLine(
        "cut off: this message is not complete" + missing, lines_.back().at));
  }

  const Folding& folding_;
  std::vector<Line>& lines_;
  std::size_t most_ = kMostBodyLines;
  std::size_t used_ = 0;
};

bool isInterim(const Message& message) {
  return message.status() >= 100 && message.status() < 200;
}

/// Octets that nobody asked for are no message.
bool hasHead(const Message& message) {
  return std::any_of(
      message.pieces.begin(), message.pieces.end(),
      [](const Piece& piece) { return piece.kind == Kind::HeadEnd; });
}

/// What octets do not tell: which connection brought the next message. Nothing
/// within one exchange, and in HTTP/2, whose streams have names.
std::string connectionNote(const Message& before, const Message& message) {
  if (!hasHead(message) || before.isHttp2() || isInterim(before)) return "";
  return message.connection == before.connection
             ? "on the same connection"
             : "on connection " + std::to_string(message.connection);
}

/// Between two messages: which connection, or an empty line.
void appendBetween(const Message& before, const Message& message,
                   std::vector<Line>& lines) {
  const std::string note = connectionNote(before, message);
  if (!note.empty()) {
    lines.push_back(remarkLine(note, message.pieces.front().at));
  } else if (!lines.empty() && !isBlank(lines.back())) {
    lines.push_back(remarkLine("", lines.back().at));
  }
}

}  // namespace

std::string octetCount(std::size_t number) {
  return std::to_string(number) + (number == 1 ? " octet" : " octets");
}

Line remarkLine(const std::string& text, double at) {
  return {Kind::End, Mark::Same, {}, text, at};
}

bool isBlank(const Line& line) {
  return line.text.empty() && line.note.empty();
}

std::vector<Line> linesOf(const Messages& messages, const Folding& folding) {
  std::vector<Line> lines;
  const Message* before = nullptr;
  for (const Message& message : messages) {
    if (before != nullptr) appendBetween(*before, message, lines);
    MessageLines(folding, lines).append(message);
    before = &message;
  }
  return lines;
}

}  // namespace hop::wire
