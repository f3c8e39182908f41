// SPDX-License-Identifier: MIT
#include "tests/support/http2/Http2Peer.h"

#include "tests/support/Errors.h"
#include "tests/support/Octets.h"

#include <algorithm>

namespace hop::test {

namespace {

constexpr std::size_t kFrameHead = 9;
constexpr std::uint32_t kFirstWindow = 65'535;
/// Credit is given back in pieces of this size, so that small cases show no
/// WINDOW_UPDATE at all.
constexpr std::size_t kCreditPiece = 16'384;

}  // namespace

Http2Peer::Http2Peer(Connection connection, const View& view)
    : connection_(std::move(connection)), view_(view) {
  Lanes* lanes = &view.lanes;
  connection_.observe(
      [lanes, lane = view.sent](std::string_view octets) {
        lanes->add(lane, octets);
      },
      [lanes, lane = view.received](std::string_view octets) {
        lanes->add(lane, octets);
      });
  windows_[0] = kFirstWindow;
}

void Http2Peer::show(Lane lane, const std::string& line) const {
  view_.lanes.addFrame(lane, line);
}

bool Http2Peer::sendOctets(std::string_view octets,
                           const std::string& meaning) {
  show(view_.sent, meaning);
  return connection_.send(octets);
}

bool Http2Peer::send(const Frame& frame) {
  if (frame.is(FrameType::Data)) {
    const auto size = static_cast<std::int64_t>(frame.payload.size());
    windows_[frame.stream] = window(frame.stream) - size;
    windows_[0] -= size;
  }
  return sendOctets(octetsOf(frame), describe(frame));
}

bool Http2Peer::sendHeaders(std::uint32_t stream, const FieldList& fields,
                            bool end) {
  const std::string block = encoder_.encode(fields);
  Frame first = headersFrame(stream, block.substr(0, kUsualFrameSize), end);
  if (block.size() > kUsualFrameSize) first.flags &= ~kEndHeaders;
  bool sent =
      sendOctets(octetsOf(first), describe(first) + ": " + describe(fields));
  for (std::size_t at = kUsualFrameSize; at < block.size();
       at += kUsualFrameSize) {
    sent = sent &&
           send(continuationFrame(stream, block.substr(at, kUsualFrameSize),
                                  at + kUsualFrameSize >= block.size()));
  }
  return sent;
}

bool Http2Peer::sendData(std::uint32_t stream, const std::string& body,
                         bool end) {
  std::size_t at = 0;
  do {
    const auto piece = body.substr(at, kUsualFrameSize);
    at += piece.size();
    if (!send(dataFrame(stream, piece, end && at == body.size()))) return false;
  } while (at < body.size());
  return true;
}

std::size_t Http2Peer::sendWithinWindow(std::uint32_t stream,
                                        std::string_view body, bool end,
                                        std::chrono::milliseconds timeout) {
  std::size_t sent = 0;
  while (sent < body.size()) {
    const auto room = [&] { return std::min(window(stream), window(0)); };
    const auto mayGoOn = [&] {
      return room() > 0 || streams_[stream].reset.has_value();
    };
    if (!until(mayGoOn, timeout) || room() <= 0) break;
    const auto size = std::min({static_cast<std::size_t>(room()),
                                body.size() - sent, kUsualFrameSize});
    const bool last = end && sent + size == body.size();
    if (!send(dataFrame(stream, std::string(body.substr(sent, size)), last))) {
      break;
    }
    sent += size;
  }
  return sent;
}

std::optional<Frame> Http2Peer::readFrame(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  const auto left = [&] {
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::duration_cast<std::chrono::milliseconds>(
                        deadline - std::chrono::steady_clock::now()));
  };
  if (!connection_.await(kFrameHead, left())) return std::nullopt;
  const std::string_view head = connection_.unread();
  const std::size_t size = numberAt(head, 0, 3);
  if (!connection_.await(kFrameHead + size, left())) return std::nullopt;
  const std::string octets = connection_.readOctets(kFrameHead + size, left());
  return Frame{static_cast<std::uint8_t>(numberAt(octets, 3, 1)),
               static_cast<std::uint8_t>(numberAt(octets, 4, 1)),
               numberAt(octets, 5) & 0x7fffffffU, octets.substr(kFrameHead)};
}

bool Http2Peer::pump(std::chrono::milliseconds timeout) {
  const auto frame = readFrame(timeout);
  if (frame) {
    note(*frame);
    return true;
  }
  if (!closed_ && connection_.ended()) {
    closed_ = true;
    const std::string rest = readable(connection_.unread(), 200);
    show(view_.received, rest.empty() ? "(the end)" : "no frame: " + rest);
  }
  return false;
}

void Http2Peer::listen(std::chrono::milliseconds time) {
  (void)until([] { return false; }, time);
}

void Http2Peer::note(const Frame& frame) {
  frames_.push_back(frame);
  if (frame.is(FrameType::Data)) frames_.back().payload.clear();
  if (frame.is(FrameType::Headers) || frame.is(FrameType::Continuation)) {
    return noteBlock(frame);
  }
  show(view_.received, describe(frame));
  if (frame.is(FrameType::Data)) noteData(frame);
  if (frame.is(FrameType::Settings)) noteSettings(frame);
  if (frame.is(FrameType::WindowUpdate)) noteWindow(frame);
  if (frame.is(FrameType::RstStream)) {
    Http2Stream& stream = streams_[frame.stream];
    if (!stream.reset) stream.reset = numberAt(frame.payload, 0);
    stream.events += 'R';
  }
  if (frame.is(FrameType::Goaway)) {
    goaway_ = Goaway{numberAt(frame.payload, 0), numberAt(frame.payload, 4)};
  }
  if (frame.is(FrameType::Ping) && !frame.has(kAck)) {
    send(pingFrame(frame.payload, true));
  }
}

void Http2Peer::noteBlock(const Frame& frame) {
  if (frame.is(FrameType::Headers)) {
    open_ = frame;
    open_->payload = content(frame);
  } else if (open_) {
    open_->payload += frame.payload;
  }
  if (!frame.has(kEndHeaders) || !open_) {
    return show(view_.received, describe(frame));
  }
  const auto fields = decoder_.decode(open_->payload);
  require(
      fields.has_value(), "malformed-response",
      "a field block that HPACK cannot read: " + readable(open_->payload, 200));
  show(view_.received, describe(frame) + ": " + describe(*fields));
  Http2Stream& stream = streams_[frame.stream];
  stream.blocks.push_back(*fields);
  stream.events += 'H';
  if (open_->has(kEndStream)) {
    stream.ended = true;
    stream.events += '.';
  }
  open_.reset();
}

void Http2Peer::noteData(const Frame& frame) {
  Http2Stream& stream = streams_[frame.stream];
  stream.body += content(frame);
  stream.events += 'D';
  if (frame.has(kEndStream)) {
    stream.ended = true;
    stream.events += '.';
  }
  if (!givesCredit_) return;
  credit(0, frame.payload.size());
  if (!stream.over()) credit(frame.stream, frame.payload.size());
}

void Http2Peer::credit(std::uint32_t stream, std::size_t octets) {
  std::size_t& owed = owed_[stream];
  owed += octets;
  if (owed < kCreditPiece) return;
  send(windowUpdate(stream, static_cast<std::uint32_t>(owed)));
  owed = 0;
}

void Http2Peer::noteSettings(const Frame& frame) {
  if (frame.has(kAck)) {
    acknowledged_ = true;
    return;
  }
  const auto before = setting(kInitialWindowSize, kFirstWindow);
  for (std::size_t at = 0; at + 6 <= frame.payload.size(); at += 6) {
    const auto id = static_cast<std::uint16_t>(numberAt(frame.payload, at, 2));
    settings_[id] = numberAt(frame.payload, at + 2);
  }
  const auto grown = std::int64_t{setting(kInitialWindowSize, kFirstWindow)} -
                     std::int64_t{before};
  for (auto& [stream, octets] : windows_) {
    if (stream != 0) octets += grown;
  }
  if (settings_.count(kHeaderTableSize) != 0) {
    encoder_.tableSize(settings_[kHeaderTableSize]);
  }
  send(settingsAck());
}

void Http2Peer::noteWindow(const Frame& frame) {
  windows_[frame.stream] = window(frame.stream) + numberAt(frame.payload, 0);
}

std::int64_t Http2Peer::window(std::uint32_t stream) const {
  const auto found = windows_.find(stream);
  return found != windows_.end() ? found->second
                                 : setting(kInitialWindowSize, kFirstWindow);
}

std::uint32_t Http2Peer::setting(std::uint16_t id,
                                 std::uint32_t otherwise) const {
  const auto found = settings_.find(id);
  return found != settings_.end() ? found->second : otherwise;
}

std::size_t Http2Peer::count(FrameType type) const {
  return static_cast<std::size_t>(
      std::count_if(frames_.begin(), frames_.end(),
                    [type](const Frame& one) { return one.is(type); }));
}

}  // namespace hop::test
