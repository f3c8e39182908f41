// SPDX-License-Identifier: MIT
#include "tests/support/websocket/Frames.h"

#include "tests/support/Octets.h"
#include "tests/support/http2/Frame.h"

namespace hop::test {

namespace {

using Octets = std::vector<std::string>;

constexpr std::string_view kMask = "\x37\xfa\x21\x3d";

std::string lengthOf(const WsFrame& frame) {
  const std::size_t size = frame.payload.size();
  const std::uint8_t bit = frame.masked ? 0x80 : 0;
  const auto first = [bit](std::size_t value) {
    return bigEndian(value + bit, 1);
  };
  if (frame.lengthSize == 8 || size > 0xffff) {
    return first(127) + bigEndian(size, 8);
  }
  if (frame.lengthSize == 2 || size > 125) {
    return first(126) + bigEndian(size, 2);
  }
  return first(size);
}

/// A code and a reason (RFC 6455 section 5.5.1).
std::string closing(unsigned code, const std::string& reason = "") {
  return octetsOf(WsFrame{WsFrame::Close, bigEndian(code, 2) + reason});
}

void addLengths(Octets& all) {
  for (const std::size_t size :
       {0U, 1U, 125U, 126U, 127U, 128U, 65'535U, 65'536U}) {
    all.push_back(octetsOf(WsFrame{WsFrame::Binary, pattern(size)}));
    all.push_back(octetsOf(
        WsFrame{WsFrame::Text, std::string(size, 't'), true, 0, false}));
  }
  // The shortest form is a duty (section 5.2), but not ours.
  all.push_back(octetsOf({WsFrame::Text, "hello", true, 0, true, 2}));
  all.push_back(octetsOf({WsFrame::Text, "hello", true, 0, true, 8}));
}

void addOpcodes(Octets& all) {
  for (std::uint8_t opcode = 0; opcode < 16; ++opcode) {
    all.push_back(octetsOf(WsFrame{opcode, "opcode"}));
  }
  for (std::uint8_t bits = 1; bits < 8; ++bits) {
    all.push_back(octetsOf(WsFrame{WsFrame::Text, "bits", true, bits}));
    all.push_back(octetsOf(WsFrame{WsFrame::Ping, "bits", true, bits}));
  }
  for (const auto opcode : {WsFrame::Ping, WsFrame::Pong}) {
    for (const std::size_t size : {0U, 1U, 125U, 126U}) {
      all.push_back(octetsOf(WsFrame{opcode, pattern(size, 5)}));
    }
  }
}

void addFragments(Octets& all) {
  const auto part = [&all](std::uint8_t opcode, const std::string& payload,
                           bool last) {
    all.push_back(octetsOf(WsFrame{opcode, payload, last}));
  };
  part(WsFrame::Text, "one, ", false);
  part(WsFrame::Ping, "between", true);
  part(WsFrame::Continuation, "two, ", false);
  part(WsFrame::Continuation, "", false);
  part(WsFrame::Continuation, "three", true);
  part(WsFrame::Continuation, "of nothing", true);
  part(WsFrame::Text, "begun", false);
  part(WsFrame::Binary, "and another one", true);
  part(WsFrame::Ping, "a part of a ping", false);
  part(WsFrame::Continuation, "its end", true);
  part(WsFrame::Close, "", false);
}

/// Text that is no UTF-8, in one piece and cut inside a character.
void addText(Octets& all) {
  for (const std::string text :
       {"caf\xc3\xa9", "caf\xe9", "\xc0\xaf", "\xed\xa0\x80",
        "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xef\xbf\xbf", "\xc3"}) {
    all.push_back(octetsOf(WsFrame{WsFrame::Text, text}));
  }
  all.push_back(octetsOf(WsFrame{WsFrame::Text, "caf\xc3", false}));
  all.push_back(octetsOf(WsFrame{WsFrame::Continuation, "\xa9"}));
}

void addCloses(Octets& all) {
  all.push_back(octetsOf(WsFrame{WsFrame::Close, ""}));
  all.push_back(octetsOf(WsFrame{WsFrame::Close, "\x03"}));
  for (const unsigned code :
       {0U, 999U, 1000U, 1001U, 1004U, 1005U, 1006U, 1016U, 1100U, 2000U, 2999U,
        3000U, 4999U, 5000U, 65'535U}) {
    all.push_back(closing(code));
  }
  all.push_back(closing(1000, std::string(123, 'r')));
  all.push_back(closing(1000, std::string(124, 'r')));
  all.push_back(closing(1000, "\xff\xfe"));
  all.push_back(octetsOf(WsFrame{WsFrame::Text, "behind the close"}));
  all.push_back(octetsOf(WsFrame{WsFrame::Ping, "behind the close"}));
}

/// What only looks like a frame, or like something else.
void addOthers(Octets& all) {
  all.push_back("\x82\x7f" + bigEndian(0x8000000000000001ULL, 8));
  all.push_back("GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n");
  all.push_back("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  all.push_back("0\r\n\r\n");
}

}  // namespace

std::string octetsOf(const WsFrame& frame) {
  const unsigned first = (frame.last ? 0x80U : 0U) |
                         static_cast<unsigned>(frame.reserved << 4) |
                         frame.opcode;
  std::string octets = bigEndian(first, 1) + lengthOf(frame);
  if (!frame.masked) return octets + frame.payload;
  octets += kMask;
  for (std::size_t i = 0; i < frame.payload.size(); ++i) {
    octets += static_cast<char>(frame.payload[i] ^ kMask[i % kMask.size()]);
  }
  return octets;
}

std::vector<std::string> framesOfEveryKind() {
  Octets all;
  addLengths(all);
  addOpcodes(all);
  addFragments(all);
  addText(all);
  addCloses(all);
  addOthers(all);
  return all;
}

}  // namespace hop::test
