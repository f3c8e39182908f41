// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Handlers.h"
#include "tools/demo-upstream/Query.h"

namespace hop::upstream {

using namespace std::chrono_literals;

namespace {

std::string eventText(const std::string& number) {
  std::string text = "id: ";
  text += number;
  text += "\ndata: tick ";
  text += number;
  return text + "\n\n";
}

}  // namespace

void answerStream(const Exchange& exchange) {
  const auto wait = waitOf(exchange.request, 3s);
  Response& response = exchange.response;
  response.beginStream({200, {{"Content-Type", "text/plain"}}});
  if (!response.hasBody()) return;
  response.write("Begin\n");
  exchange.client.pause(wait);
  response.write("End\n");
  response.finish({});
}

void answerEvents(const Exchange& exchange) {
  const auto wait = waitOf(exchange.request, 1s);
  const auto count =
      parseNumber(parameter(exchange.request, "count").value_or("5"), 1,
                  1'000'000, "?count=");
  Response& response = exchange.response;
  response.beginStream(
      {200,
       {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}});
  for (std::uint64_t i = 1; i <= count && response.hasBody(); ++i) {
    if (i > 1) exchange.client.pause(wait);
    response.write(eventText(std::to_string(i)));
  }
  response.finish({});
}

void answerHints(const Exchange& exchange) {
  const auto wait = waitOf(exchange.request, 0ms);
  exchange.response.informational(
      103, {{"Link", "</style.css>; rel=preload; as=style"},
            {"Link", "</picture.svg>; rel=preload; as=image"}});
  exchange.client.pause(wait);
  exchange.response.send({200, {{"Content-Type", "text/plain"}}},
                         "The hints came before this response.\n");
}

}  // namespace hop::upstream
