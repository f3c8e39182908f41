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

std::string MessageWriter::begin(std::string startLine,
                                 const Poco::Net::MessageHeader& fields,
                                 const Framing& framing) {
  if (!complete_) throw std::logic_error("a head inside a message");
  // A bodiless response keeps what it says about the body that it has not
  // (HEAD, 304); everything else is framed here.
  const bool keep = framing.kind == Framing::Kind::None;
  for (const auto& [name, value] : fields) {
    if (keep || !isFramingField(name)) appendField(startLine, name, value);
  }
  if (framing.kind == Framing::Kind::Length) {
    appendField(startLine, HTTPMessage::CONTENT_LENGTH,
                std::to_string(framing.length));
  } else if (framing.kind == Framing::Kind::Chunked) {
    appendField(startLine, HTTPMessage::TRANSFER_ENCODING, "chunked");
  }
  framing_ = framing;
  left_ = framing.length;
  complete_ = false;
  return startLine + "\r\n";
}

std::string MessageWriter::write(const http::RequestHead& head) {
  const auto& message = head.message;
  return begin(message.getMethod() + " " + message.getURI() + " " +
                   HTTPMessage::HTTP_1_1 + "\r\n",
               message, head.framing);
}

std::string MessageWriter::write(const http::ResponseHead& head) {
  const auto& message = head.message;
  const auto status = std::to_string(static_cast<int>(message.getStatus()));
  std::string text = begin(
      HTTPMessage::HTTP_1_1 + " " + status + " " + message.getReason() + "\r\n",
      message, head.framing);
  if (head.interim()) complete_ = true;
  return text;
}

std::string MessageWriter::write(const http::Data& data) {
  if (complete_) throw std::logic_error("data outside a message");
  if (data.octets.empty()) return "";
  switch (framing_.kind) {
    case Framing::Kind::Chunked:
      return hexadecimal(data.octets.size())
          .append("\r\n")
          .append(data.octets)
          .append("\r\n");
    case Framing::Kind::Length:
      if (data.octets.size() > left_) {
        throw std::logic_error("more data than Content-Length says");
      }
      left_ -= data.octets.size();
      return std::string(data.octets);
    case Framing::Kind::UntilClose:
      return std::string(data.octets);
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
