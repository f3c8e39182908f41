// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Grpc.h"

#include <Poco/NumberFormatter.h>
#include <Poco/String.h>

#include <cstddef>
#include <cstdint>

namespace hop::upstream {

namespace {

constexpr std::size_t kPrefix = 5;

}  // namespace

bool isGrpcType(std::string_view contentType) {
  const std::string type = Poco::trim(
      Poco::toLower(std::string(contentType.substr(0, contentType.find(';')))));
  return type == "application/grpc" || type == "application/grpc+proto";
}

std::string grpcFrame(std::string_view message) {
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame += static_cast<char>(message.size() >> shift & 0xff);
  }
  return frame.append(message);
}

std::string_view grpcMessageIn(std::string_view body) {
  if (body.size() < kPrefix) {
    throw GrpcError(GrpcStatus::InvalidArgument,
                    "a message begins with five octets: flag and length");
  }
  std::uint64_t length = 0;
  for (const char c : body.substr(1, kPrefix - 1)) {
    length = length << 8 | static_cast<unsigned char>(c);
  }
  if (body[0] == 1) {
    throw GrpcError(GrpcStatus::Unimplemented, "no compression is spoken here");
  }
  if (body[0] != 0 || length != body.size() - kPrefix) {
    throw GrpcError(GrpcStatus::InvalidArgument,
                    "flag and length do not fit to one message");
  }
  return body.substr(kPrefix);
}

std::string grpcMessageText(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (c >= ' ' && c <= '~' && c != '%') {
      encoded += c;
    } else {
      encoded += "%" + Poco::NumberFormatter::formatHex(
                           static_cast<unsigned char>(c), 2);
    }
  }
  return encoded;
}

}  // namespace hop::upstream
