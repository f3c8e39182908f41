// SPDX-License-Identifier: MIT
#include "common/server/WebSocketHandshake.h"

#include <Poco/Base64Encoder.h>
#include <Poco/Net/NetException.h>
#include <Poco/RandomStream.h>
#include <Poco/SHA1Engine.h>

#include <array>
#include <sstream>
#include <string_view>

namespace hop::server {

namespace {

/// RFC 6455 section 1.3.
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

std::string inBase64(std::string_view octets) {
  std::ostringstream text;
  Poco::Base64Encoder encoder(text);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  encoder.close();
  return text.str();
}

std::string acceptFor(const std::string& key) {
  Poco::SHA1Engine sha1;
  sha1.update(key);
  sha1.update(kGuid.data(), kGuid.size());
  const auto& digest = sha1.digest();
  return inBase64(
      {reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace

std::string websocketKey() {
  std::array<char, 16> octets{};
  Poco::RandomInputStream random;
  random.read(octets.data(), octets.size());
  return inBase64({octets.data(), octets.size()});
}

Poco::Net::HTTPResponse connectedFrom(const Poco::Net::HTTPResponse& response,
                                      const std::string& key) {
  const char* const kAccept = "Sec-WebSocket-Accept";
  if (response.get(kAccept, "") != acceptFor(key)) {
    throw Poco::Net::MessageException("a wrong Sec-WebSocket-Accept");
  }
  Poco::Net::HTTPResponse connected(response);
  connected.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_OK);
  connected.erase(kAccept);
  return connected;
}

}  // namespace hop::server
