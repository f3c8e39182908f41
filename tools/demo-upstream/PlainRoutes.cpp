// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Handlers.h"
#include "tools/demo-upstream/Picture.h"
#include "tools/demo-upstream/Query.h"

#include <algorithm>
#include <limits>

namespace hop::upstream {

namespace {

constexpr std::string_view kDocument = R"({
  "project": "Hop by Hop",
  "parties": ["client", "proxy", "upstream"],
  "contentTypeMatters": true
}
)";

/// "a" to "z" over and over: octet i is 'a' + i % 26. Its length is a multiple
/// of 26, so that every block begins with "a".
const std::string& alphabetBlock() {
  static const std::string block = [] {
    std::string text;
    while (text.size() < 65'520) text += "abcdefghijklmnopqrstuvwxyz";
    return text;
  }();
  return block;
}

}  // namespace

void answerEcho(const Exchange& exchange) {
  const Request& request = exchange.request;
  ResponseHead head;
  head.fields = {
      {"Content-Type",
       request.field("Content-Type").value_or("application/octet-stream")}};
  // The octets are coded as they were; without this the type would be a lie.
  if (const auto coding = request.field("Content-Encoding")) {
    head.fields.push_back({"Content-Encoding", *coding});
  }
  exchange.response.send(head, exchange.body.content);
}

void answerJson(const Exchange& exchange) {
  exchange.response.send({200, {{"Content-Type", "application/json"}}},
                         kDocument);
}

void answerPicture(const Exchange& exchange) {
  exchange.response.send({200, {{"Content-Type", "image/svg+xml"}}}, kPicture);
}

void answerHttpVersion(const Exchange& exchange) {
  exchange.response.send({200, {{"Content-Type", "text/plain"}}},
                         exchange.request.version() + "\n");
}

void answerRedirect(const Exchange& exchange) {
  exchange.response.send(
      {302, {{"Location", "/"}, {"Content-Type", "text/plain"}}},
      "This way: /\n");
}

void answerBytes(const Exchange& exchange) {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  auto left = parseNumber(
      std::string_view(exchange.request.path).substr(sizeof "/bytes/" - 1), 0,
      static_cast<std::uint64_t>(kMost), "N of /bytes/N");
  Response& response = exchange.response;
  response.beginLength({200, {{"Content-Type", "application/octet-stream"}}},
                       left);
  const std::string_view block = alphabetBlock();
  while (left > 0 && response.hasBody()) {
    const auto size = std::min<std::uint64_t>(left, block.size());
    response.write(block.substr(0, size));
    left -= size;
  }
}

}  // namespace hop::upstream
