// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Handlers.h"
#include "tools/demo-upstream/HttpError.h"
#include "tools/demo-upstream/Query.h"
#include "tools/demo-upstream/ReasonPhrase.h"

#include <Poco/DigestEngine.h>
#include <Poco/SHA1Engine.h>

namespace hop::upstream {

namespace {

std::string sha1Of(const std::string& text) {
  Poco::SHA1Engine engine;
  engine.update(text);
  return Poco::DigestEngine::digestToHex(engine.digest());
}

/// The fields without which RFC 9110 section 15 does not allow the status.
Fields fieldsFor(int status) {
  Fields fields{{"Content-Type", "text/plain"}};
  if (status == 401) {
    fields.push_back({"WWW-Authenticate", "Basic realm=\"demo\""});
  }
  if (status == 405) fields.push_back({"Allow", "GET, HEAD"});
  if (status == 407) {
    fields.push_back({"Proxy-Authenticate", "Basic realm=\"demo\""});
  }
  if (status == 426) {
    fields.push_back({"Upgrade", "websocket"});
    fields.push_back({"Connection", "upgrade"});
  }
  return fields;
}

std::string statusText(int status) {
  return std::to_string(status) + " " + std::string(reasonPhrase(status)) +
         "\n";
}

}  // namespace

void answerWhoAmI(const Exchange& exchange) {
  const std::string text = "Name: " + exchange.name + "\nRemote address: " +
                           exchange.client.remoteAddress() + "\n\n" +
                           exchange.request.head + exchange.body.received;
  exchange.response.send({200, {{"Content-Type", "text/plain"}}}, text);
}

void answerHeaders(const Exchange& exchange) {
  // The comma in Expires is why two cookies cannot share a line (RFC 9110
  // section 5.3); the encoded word is text, and to decode it is a mistake.
  exchange.response.send(
      {200,
       {{"Content-Type", "text/plain"},
        {"Set-Cookie", "first=1; Path=/"},
        {"Set-Cookie", "second=2; Expires=Tue, 01 Jan 2036 00:00:00 GMT"},
        {"Link", "</style.css>; rel=preload; as=style"},
        {"Link", "</picture.svg>; rel=preload; as=image"},
        {"Vary", "Accept-Encoding"},
        {"Vary", "Accept-Language"},
        {"X-Encoded", "=?utf-8?q?caf=C3=A9?="}}},
      "Two Set-Cookie, two Link, two Vary.\n");
}

void answerTrailer(const Exchange& exchange) {
  const std::string first = "The checksum of this text\n";
  const std::string second = "is known when all of it is sent.\n";
  ResponseHead head{200, {{"Content-Type", "text/plain"}}};
  if (!exchange.request.isHttp10()) {
    head.fields.push_back({"Trailer", "X-Checksum"});
  }
  exchange.response.beginStream(head);
  exchange.response.write(first);
  exchange.response.write(second);
  exchange.response.finish({{"X-Checksum", "sha1=" + sha1Of(first + second)},
                            {"X-Unannounced", "nobody said I would come"}});
}

void answerStatus(const Exchange& exchange) {
  const auto status = static_cast<int>(parseNumber(
      std::string_view(exchange.request.path).substr(sizeof "/status/" - 1),
      100, 999, "NNN of /status/NNN"));
  if (status == 101) throw HttpError(400, "for 101 there is /ws");
  // A 1xx response is never the last one.
  if (status < 200) exchange.response.informational(status, {});
  const int last = status < 200 ? 200 : status;
  exchange.response.send({last, fieldsFor(last)}, statusText(status));
}

}  // namespace hop::upstream
