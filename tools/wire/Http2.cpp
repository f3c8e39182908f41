// SPDX-License-Identifier: MIT
#include "tools/wire/Http2.h"

#include "tools/wire/Inflater.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace hop::wire {

namespace {

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t kHead = 9;  // octets of a frame's head

constexpr std::array<std::string_view, 10> kTypes{
    "DATA",         "HEADERS", "PRIORITY", "RST_STREAM",    "SETTINGS",
    "PUSH_PROMISE", "PING",    "GOAWAY",   "WINDOW_UPDATE", "CONTINUATION"};

std::uint32_t number(std::string_view octets) {
  std::uint32_t value = 0;
  for (const char octet : octets) {
    value = value << 8U | static_cast<unsigned char>(octet);
  }
  return value;
}

std::vector<std::string> flagNames(unsigned type, unsigned flags) {
  std::vector<std::string> names;
  const auto add = [&](unsigned flag, const char* name) {
    if ((flags & flag) != 0) names.emplace_back(name);
  };
  const bool body = type == NGHTTP2_DATA || type == NGHTTP2_HEADERS;
  const bool block = type == NGHTTP2_HEADERS || type == NGHTTP2_CONTINUATION;
  if (type == NGHTTP2_SETTINGS || type == NGHTTP2_PING) {
    add(NGHTTP2_FLAG_ACK, "ACK");
  }
  if (body) add(NGHTTP2_FLAG_END_STREAM, "END_STREAM");
  if (block) add(NGHTTP2_FLAG_END_HEADERS, "END_HEADERS");
  if (body) add(NGHTTP2_FLAG_PADDED, "PADDED");
  if (type == NGHTTP2_HEADERS) add(NGHTTP2_FLAG_PRIORITY, "PRIORITY");
  return names;
}

/// The payload without padding and priority (RFC 9113 section 6.2).
std::string_view contentOf(const Frame& frame, std::string_view payload) {
  std::size_t padding = 0;
  if (frame.has("PADDED") && !payload.empty()) {
    padding = static_cast<unsigned char>(payload.front());
    payload.remove_prefix(1);
  }
  if (frame.has("PRIORITY")) {
    payload.remove_prefix(std::min<std::size_t>(5, payload.size()));
  }
  payload.remove_suffix(std::min(padding, payload.size()));
  return payload;
}

std::string settingsIn(std::string_view payload) {
  constexpr std::array<std::string_view, 7> names{"",
                                                  "HEADER_TABLE_SIZE",
                                                  "ENABLE_PUSH",
                                                  "MAX_CONCURRENT_STREAMS",
                                                  "INITIAL_WINDOW_SIZE",
                                                  "MAX_FRAME_SIZE",
                                                  "MAX_HEADER_LIST_SIZE"};
  std::string text;
  for (; payload.size() >= 6; payload.remove_prefix(6)) {
    const std::uint32_t id = number(payload.substr(0, 2));
    const bool known = id > 0 && id < names.size();
    text += (text.empty() ? "" : ", ") +
            (known ? std::string(names[id]) : "setting " + std::to_string(id)) +
            "=" + std::to_string(number(payload.substr(2, 4)));
  }
  return text;
}

std::string errorName(std::string_view octets) {
  return nghttp2_http2_strerror(number(octets));
}

std::string wordsFor(unsigned type, std::string_view payload) {
  switch (type) {
    case NGHTTP2_SETTINGS:
      return settingsIn(payload);
    case NGHTTP2_WINDOW_UPDATE:
      return "+" + std::to_string(number(payload.substr(0, 4)));
    case NGHTTP2_RST_STREAM:
      return errorName(payload.substr(0, 4));
    case NGHTTP2_GOAWAY:
      return payload.size() < 8 ? "" : errorName(payload.substr(4, 4));
    default:
      return {};
  }
}

/// Walks over the frames of one direction.
class FrameReader final {
 public:
  FrameReader(int connection, const Track& track)
      : connection_(connection), track_(track) {
    if (octets().starts_with(kPreface)) at_ = kPreface.size();
  }

  [[nodiscard]] bool atEnd() const {
    return octets().size() < at_ + kHead ||
           octets().size() - at_ - kHead < number(octets().substr(at_, 3));
  }

  Frame next() {
    const auto head = octets().substr(at_, kHead);
    const unsigned type = number(head.substr(3, 1));
    Frame frame;
    frame.type = type < kTypes.size() ? std::string(kTypes[type])
                                      : "type " + std::to_string(type);
    frame.flags = flagNames(type, number(head.substr(4, 1)));
    frame.stream = number(head.substr(5, 4)) & 0x7fffffffU;
    frame.length = number(head.substr(0, 3));
    frame.connection = connection_;
    frame.at = track_.timeOf(at_);
    frame.offset = at_;
    const auto payload = octets().substr(at_ + kHead, frame.length);
    frame.payload = contentOf(frame, payload);
    frame.says = wordsFor(type, payload);
    at_ += kHead + frame.length;
    decode(frame);
    return frame;
  }

 private:
  /// A head may be spread over CONTINUATION; it is decoded where it ends.
  void decode(Frame& frame) {
    if (frame.type != "HEADERS" && frame.type != "CONTINUATION") return;
    block_ += frame.payload;
    if (!frame.has("END_HEADERS")) return;
    frame.fields = inflater_.fieldsIn(block_);
    block_.clear();
  }

  [[nodiscard]] std::string_view octets() const { return track_.octets; }

  int connection_;
  const Track& track_;
  std::size_t at_ = 0;
  Inflater inflater_;
  std::string block_;
};

std::string noteFor(const Frame& frame) {
  std::string note = "stream " + std::to_string(*frame.stream);
  if (frame.type == "DATA") {
    note += ", " + std::to_string(frame.length) +
            (frame.length == 1 ? " octet" : " octets");
  }
  for (const std::string& flag : frame.flags) {
    if (flag != "END_HEADERS") note += ", " + flag;
  }
  return note + (frame.says.empty() ? "" : ", " + frame.says);
}

/// Puts the frames of each stream together.
class MessageBuilder final {
 public:
  explicit MessageBuilder(int connection) : connection_(connection) {}

  void take(const Frame& frame) {
    const bool carries = frame.type == "HEADERS" || frame.type == "DATA" ||
                         frame.type == "CONTINUATION" ||
                         frame.type == "RST_STREAM";
    if (frame.stream == 0U || !carries) return;
    Message& message = messageFor(frame);
    message.pieces.push_back({Piece::Kind::Frame, frame.type, frame.at,
                              Piece::Mark::Same, noteFor(frame)});
    for (const std::string& field : frame.fields) append(message, field, frame);
    if (frame.type == "DATA" && !frame.payload.empty()) {
      message.pieces.push_back({Piece::Kind::Data, frame.payload, frame.at});
    }
    if (frame.has("END_STREAM")) message.complete = true;
  }

  Messages take() { return std::move(messages_); }

 private:
  Message& messageFor(const Frame& frame) {
    const auto open = std::find_if(
        messages_.rbegin(), messages_.rend(),
        [&](auto& message) { return message.stream == *frame.stream; });
    // After an interim response (1xx) the next head begins another message.
    const bool interim = open != messages_.rend() && open->status() >= 100 &&
                         open->status() < 200;
    if (open != messages_.rend() && !interim) return *open;
    if (interim) open->complete = true;
    messages_.push_back({});
    messages_.back().connection = connection_;
    messages_.back().stream = *frame.stream;
    return messages_.back();
  }

  static void append(Message& message, const std::string& field,
                     const Frame& frame) {
    const bool late = std::any_of(
        message.pieces.begin(), message.pieces.end() - 1,
        [](const Piece& each) {
          return each.kind == Piece::Kind::Frame && each.octets == "DATA";
        });
    const auto kind = field.starts_with(':') ? Piece::Kind::Start
                      : late                 ? Piece::Kind::Trailer
                                             : Piece::Kind::Field;
    message.pieces.push_back({kind, field, frame.at});
  }

  int connection_;
  Messages messages_;
};

}  // namespace

bool isHttp2(const Track& track) {
  const std::string_view octets = track.octets;
  if (octets.starts_with(kPreface)) return true;
  return octets.size() >= kHead && number(octets.substr(3, 1)) == 4 &&
         number(octets.substr(5, 4)) == 0;
}

Frames http2Frames(int connection, const Track& track) {
  FrameReader reader(connection, track);
  Frames frames;
  while (!reader.atEnd()) frames.push_back(reader.next());
  return frames;
}

Messages http2Messages(int connection, const Track& track) {
  MessageBuilder builder(connection);
  for (const Frame& frame : http2Frames(connection, track)) builder.take(frame);
  return builder.take();
}

}  // namespace hop::wire
