// SPDX-License-Identifier: MIT
#include "common/http1/MessageWriter.h"

#include <Poco/Net/HTTPMessage.h>
#include <Poco/String.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace hop::http1 {

namespace {

using http::Framing;
using Poco::Net::HTTPMessage;

/// Octets of a head that needs no second piece of memory.
constexpr std::size_t kUsualHead = 512;

bool isFramingField(const std::string& name) {
  return Poco::icompare(name, HTTPMessage::CONTENT_LENGTH) == 0 ||
         Poco::icompare(name, HTTPMessage::TRANSFER_ENCODING) == 0;
}

void appendField(std::string& text, const std::string& name,
                 const std::string& value) {
  text.append(name).append(": ").append(value).append("\r\n");
}

std::string hexadecimal(std::size_t number) {
  std::array<char, 16> digits{};
  char* const first = digits.data();
  return {first, std::to_chars(first, first + digits.size(), number, 16).ptr};
}

}  // namespace

/// @param out begins with the start line.
void MessageWriter::begin(const Poco::Net::MessageHeader& fields,
                          const Framing& framing, std::string& out) {
  // A bodiless response keeps what it says about the body that it has not
  // (HEAD, 304); everything else is framed here.
  const bool keep = framing.kind == Framing::Kind::None;
  for (const auto& [name, value] : fields) {
    if (keep || !isFramingField(name)) appendField(out, name, value);
  }
  if (framing.kind == Framing::Kind::Length) {
    appendField(out, HTTPMessage::CONTENT_LENGTH,
                std::to_string(framing.length));
  } else if (framing.kind == Framing::Kind::Chunked) {
    appendField(out, HTTPMessage::TRANSFER_ENCODING, "chunked");
  }
  out += "\r\n";
  framing_ = framing;
  left_ = framing.length;
  complete_ = false;
}

void MessageWriter::write(const Poco::Net::HTTPRequest& message,
                          const Framing& framing, std::string& out) {
  if (!complete_) throw std::logic_error("a head inside a message");
  out.reserve(out.size() + kUsualHead);
  out.append(message.getMethod()).append(" ").append(message.getURI());
  out.append(" ").append(HTTPMessage::HTTP_1_1).append("\r\n");
  begin(message, framing, out);
}

void MessageWriter::write(const Poco::Net::HTTPResponse& message,
                          const Framing& framing, std::string& out) {
  if (!complete_) throw std::logic_error("a head inside a message");
  const int status = message.getStatus();
  out.reserve(out.size() + kUsualHead);
  out.append(HTTPMessage::HTTP_1_1).append(" ");
  out.append(std::to_string(status)).append(" ");
  out.append(message.getReason()).append("\r\n");
  begin(message, framing, out);
  const bool interim = status / 100 == 1 && status != 101;
  if (interim) complete_ = true;
}

std::string MessageWriter::write(const http::RequestHead& head) {
  std::string out;
  write(head.message, head.framing, out);
  return out;
}

std::string MessageWriter::write(const http::ResponseHead& head) {
  std::string out;
  write(head.message, head.framing, out);
  return out;
}

std::string MessageWriter::write(const http::Data& data) {
  std::string out;
  write(data, out);
  return out;
}

void MessageWriter::write(const http::Data& data, std::string& out) {
  if (complete_) throw std::logic_error("data outside a message");
  if (data.octets.empty()) return;
  switch (framing_.kind) {
    case Framing::Kind::Chunked:
      out.append(hexadecimal(data.octets.size())).append("\r\n");
      out.append(data.octets).append("\r\n");
      return;
    case Framing::Kind::Length:
      if (data.octets.size() > left_) {
        throw std::logic_error("more data than Content-Length says");
      }
      left_ -= data.octets.size();
      out.append(data.octets);
      return;
    case Framing::Kind::UntilClose:
      out.append(data.octets);
      return;
    case Framing::Kind::None:
      break;
  }
  throw std::logic_error("data in a message without a body");
}

std::string MessageWriter::write(const http::Trailers& trailers) {
  if (complete_ || framing_.kind != Framing::Kind::Chunked) {
    throw std::logic_error("trailers without chunks");
  }
  std::string text = "0\r\n";
  for (const auto& [name, value] : trailers.fields) {
    appendField(text, name, value);
  }
  complete_ = true;
  return text + "\r\n";
}

std::string MessageWriter::writeEnd(const Poco::Net::MessageHeader& trailers) {
  const bool room = chunked() && !trailers.empty();
  return room ? write(http::Trailers{trailers}) : write(http::End{});
}

std::string MessageWriter::write(const http::End&) {
  if (complete_) throw std::logic_error("a second end");
  if (framing_.kind == Framing::Kind::Length && left_ != 0) {
    throw std::logic_error("less data than Content-Length says");
  }
  complete_ = true;
  return framing_.kind == Framing::Kind::Chunked ? "0\r\n\r\n" : "";
}

}  // namespace hop::http1
