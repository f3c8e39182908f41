// SPDX-License-Identifier: MIT
#include "tests/support/websocket/WebSocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace hop::test {

namespace {

const std::string kWebSocketFields =
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + kKey + "\r\n";

}  // namespace

std::string acceptFor(const std::string& key) {
  const std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       digest.data());
  std::array<unsigned char, 32> base64{};  // 28 characters and an end
  EVP_EncodeBlock(base64.data(), digest.data(), SHA_DIGEST_LENGTH);
  return reinterpret_cast<const char*>(base64.data());
}

std::string askFor(const std::string& protocols, const std::string& fields) {
  return "GET /up HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: " +
         protocols + "\r\n" + fields + "\r\n";
}

std::string handshake(const std::string& fields, const std::string& method) {
  return method +
         " /ws HTTP/1.1\r\nHost: t\r\n"
         "Connection: Upgrade\r\nUpgrade: websocket\r\n" +
         kWebSocketFields + fields + "\r\n";
}

std::string switchTo(const std::string& protocol, const std::string& fields) {
  return "HTTP/1.1 101 Switching Protocols\r\nConnection: "
         "Upgrade\r\nUpgrade: " +
         protocol + "\r\n" + fields + "\r\n";
}

std::string switchFor(const Message& request, const std::string& fields) {
  const std::string accept = acceptFor(request.value("Sec-WebSocket-Key"));
  return switchTo("websocket",
                  "Sec-WebSocket-Accept: " + accept + "\r\n" + fields);
}

FieldList h2Handshake(const FieldList& fields) {
  FieldList all{{":method", "CONNECT"}, {":protocol", "websocket"},
                {":scheme", "http"},    {":path", "/ws"},
                {":authority", "t"},    {"sec-websocket-version", "13"}};
  all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

}  // namespace hop::test
