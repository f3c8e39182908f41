// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/EchoMessage.h"

#include "tools/demo-upstream/Grpc.h"

#include <Poco/TextConverter.h>
#include <Poco/UTF8Encoding.h>

#include <cstddef>
#include <cstdint>

namespace hop::upstream {

namespace {

/// Number and kind of a field: number << 3 | kind.
constexpr std::uint64_t kText = 1 << 3 | 2;

enum class Kind { Varint = 0, EightOctets = 1, Length = 2, FourOctets = 5 };

[[noreturn]] void malformed(const std::string& sentence) {
  throw GrpcError(GrpcStatus::InvalidArgument, sentence);
}

/// Takes octets from the front of a message.
class Reader final {
 public:
  explicit Reader(std::string_view octets) : octets_(octets) {}

  [[nodiscard]] bool empty() const { return octets_.empty(); }

  /// Seven bits an octet, the lowest first; all octets but the last have the
  /// eighth set.
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto octet = static_cast<unsigned char>(take(1).front());
      value |= static_cast<std::uint64_t>(octet & 0x7f) << shift;
      if (octet < 0x80) return value;
    }
    malformed("a number in the message has no end");
  }

  std::string_view take(std::uint64_t count) {
    if (count > octets_.size()) malformed("the message ends early");
    const auto taken = octets_.substr(0, count);
    octets_.remove_prefix(taken.size());
    return taken;
  }

  void skip(std::uint64_t key) {
    switch (static_cast<Kind>(key & 7)) {
      case Kind::Varint:
        varint();
        break;
      case Kind::EightOctets:
        take(8);
        break;
      case Kind::Length:
        take(varint());
        break;
      case Kind::FourOctets:
        take(4);
        break;
      default:
        malformed("a field of the message is of no known kind");
    }
  }

 private:
  std::string_view octets_;
};

bool isUtf8(const std::string& text) {
  const Poco::UTF8Encoding utf8;
  std::string ignored;
  return Poco::TextConverter(utf8, utf8).convert(text, ignored) == 0;
}

}  // namespace

std::string encodeEcho(std::string_view text) {
  std::string message(1, static_cast<char>(kText));
  std::size_t length = text.size();
  for (; length >= 0x80; length >>= 7) {
    message += static_cast<char>(0x80 | (length & 0x7f));
  }
  message += static_cast<char>(length);
  return message.append(text);
}

std::string decodeEcho(std::string_view message) {
  Reader reader(message);
  std::string text;
  while (!reader.empty()) {
    const auto key = reader.varint();
    if (key == kText) {
      text = reader.take(reader.varint());
    } else {
      if (key >> 3 == 0) malformed("a field of the message has the number 0");
      reader.skip(key);
    }
  }
  if (!isUtf8(text)) malformed("the text is not UTF-8");
  return text;
}

}  // namespace hop::upstream
