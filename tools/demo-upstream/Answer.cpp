// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Answer.h"

#include "tools/demo-upstream/Query.h"
#include "tools/demo-upstream/Routes.h"

#include <Poco/Logger.h>
#include <Poco/NumberFormatter.h>

namespace hop::upstream {

namespace {

/// Octets above ASCII are allowed in a target and not on a terminal.
std::string printable(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet < 0x7f) {
      out += c;
    } else {
      out += "\\x" + Poco::NumberFormatter::formatHex(octet);
    }
  }
  return out;
}

}  // namespace

void answer(const std::string& name, const Request& request, Response& response,
            Client& client) {
  const Route& route = findRoute(request);
  Body body;
  if (route.body != BodyUse::Leave) {
    body = client.readBody(route.body == BodyUse::Keep ? Keep::Everything
                                                       : Keep::Nothing);
  } else if (request.framing.hasBody()) {
    response.closeAfter();
  }
  if (route.pace == Pace::Session) client.pause(waitOf(request, {}));
  route.answer({name, request, body, response, client});
}

void refuse(Response& response, const HttpError& error) {
  response.closeAfter();
  if (response.begun()) return;
  response.send({error.status(), {{"Content-Type", "text/plain"}}},
                std::string(error.what()) + "\n");
}

void logRequest(const std::string& name, const Request& request, int status,
                const std::string& outcome, std::chrono::milliseconds time) {
  const bool known = !request.method.empty();
  Poco::Logger::get("hop").information(
      name + " " + (known ? request.method : "-") + " " +
      (known ? printable(request.target) : "-") + " " + std::to_string(status) +
      " " + outcome + (outcome.empty() ? "" : " ") +
      std::to_string(time.count()) + "ms");
}

}  // namespace hop::upstream
