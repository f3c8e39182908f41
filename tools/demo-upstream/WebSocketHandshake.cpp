// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Handlers.h"
#include "tools/demo-upstream/HttpError.h"
#include "tools/demo-upstream/WebSocketEcho.h"

#include <Poco/Base64Encoder.h>
#include <Poco/DigestEngine.h>
#include <Poco/SHA1Engine.h>

#include <sstream>

namespace hop::upstream {

namespace {

/// RFC 6455 section 4.2.2: proves that we read the key, nothing else.
std::string acceptFor(const std::string& key) {
  Poco::SHA1Engine engine;
  engine.update(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  const Poco::DigestEngine::Digest& digest = engine.digest();
  std::ostringstream text;
  Poco::Base64Encoder encoder(text);
  encoder.write(reinterpret_cast<const char*>(digest.data()),
                static_cast<std::streamsize>(digest.size()));
  encoder.close();
  return text.str();
}

/// Sixteen octets in base64: 22 characters that count, and "==".
bool isKey(const std::string& text) {
  constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return text.size() == 24 && text.find_first_not_of(kBase64) == 22 &&
         text.ends_with("==");
}

bool asksForWebSocket(const Request& request) {
  return request.method == "GET" && !request.isHttp10() &&
         request.lists("Connection", "upgrade") &&
         request.lists("Upgrade", "websocket") &&
         request.field("Sec-WebSocket-Version") == "13";
}

void refuse(Response& response) {
  response.send({426,
                 {{"Content-Type", "text/plain"},
                  {"Upgrade", "websocket"},
                  {"Connection", "upgrade"},
                  {"Sec-WebSocket-Version", "13"}}},
                "This is a WebSocket: come with Upgrade, version 13.\n");
}

}  // namespace

void answerWebSocket(const Exchange& exchange) {
  const Request& request = exchange.request;
  Connection* const connection = exchange.client.connection();
  if (connection == nullptr) {
    throw HttpError(501, "WebSocket is spoken here over HTTP/1.1 only");
  }
  if (!asksForWebSocket(request)) return refuse(exchange.response);
  const std::string key = request.field("Sec-WebSocket-Key").value_or("");
  if (!isKey(key)) throw HttpError(400, "Sec-WebSocket-Key is not a key");
  exchange.response.closeAfter();
  exchange.response.informational(101,
                                  {{"Upgrade", "websocket"},
                                   {"Connection", "Upgrade"},
                                   {"Sec-WebSocket-Accept", acceptFor(key)}});
  WebSocketEcho(*connection).run();
}

}  // namespace hop::upstream
