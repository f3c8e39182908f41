// SPDX-License-Identifier: MIT
#include "tools/lab/Lab.h"

#include "common/server/ClientGone.h"
#include "common/server/ServerRequest.h"
#include "tools/lab/Answer.h"
#include "tools/lab/Catalogue.h"

#include <Poco/Exception.h>

#include <string_view>

namespace hop::lab {

namespace {

using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::string_view kRecordings = "/recordings";
/// More octets than this are shown when all of them are there: a snapshot of
/// a large body every few milliseconds would help nobody.
constexpr std::size_t kMostSnapshot = 65'536;

std::size_t octetsIn(const std::vector<wire::Exchange>& exchanges) {
  std::size_t octets = 0;
  for (const auto& exchange : exchanges) {
    for (const wire::Place place : wire::kPlaces) {
      for (const auto& event : exchange.lanes.at(place).events) {
        octets += event.octets.size();
      }
    }
  }
  return octets;
}

Refusal refusalFor(const std::exception& error) {
  const bool busy = dynamic_cast<const Busy*>(&error) != nullptr ||
                    dynamic_cast<const wire::Interrupted*>(&error) != nullptr;
  const auto* poco = dynamic_cast<const Poco::Exception*>(&error);
  return {busy ? HTTPResponse::HTTP_SERVICE_UNAVAILABLE
               : HTTPResponse::HTTP_INTERNAL_SERVER_ERROR,
          poco != nullptr ? poco->displayText() : error.what()};
}

}  // namespace

Lab::Lab(const Places& places)
    : manifest_(places.root),
      scenarios_(places.root),
      bin_(places.bin),
      page_(places.page()),
      recordings_(places.recordings()),
      runner_(places.bin) {}

bool Lab::serve(HTTPServerRequest& request, HTTPServerResponse& response,
                const std::string& path) {
  setSafety(response);
  try {
    return serveChecked(request, response, path);
  } catch (const Refusal& refusal) {
    sendRefusal(response, refusal);
  }
  return true;
}

bool Lab::serveChecked(HTTPServerRequest& request, HTTPServerResponse& response,
                       const std::string& path) {
  Guard::checkHost(request);
  if (path == "/api/run") {
    run(request, response);
    return true;
  }
  if (path == "/catalogue.json") {
    serveCatalogue(request, response);
    return true;
  }
  if (path.starts_with(std::string(kRecordings) + "/")) {
    return recordings_.serve(request, response,
                             path.substr(kRecordings.size()));
  }
  return page_.serve(request, response, path);
}

void Lab::serveCatalogue(const HTTPServerRequest& request,
                         HTTPServerResponse& response) const {
  if (request.getMethod() != HTTPRequest::HTTP_GET &&
      request.getMethod() != HTTPRequest::HTTP_HEAD) {
    throw Refusal{HTTPResponse::HTTP_METHOD_NOT_ALLOWED, "Use GET.",
                  "GET, HEAD"};
  }
  sendJson(response, *catalogueJson(manifest_, scenarios_, Mode::Live));
}

void Lab::run(HTTPServerRequest& request, HTTPServerResponse& response) {
  guard_.checkRun(request);
  const Order order =
      readOrder(readBody(request, kMostOrder), {manifest_, scenarios_, bin_});
  std::atomic<bool> gone{false};
  const auto watch =
      server::ServerRequest::of(request).onClientGone([&] { gone = true; });
  const auto cancelled = [&] { return gone || stopping_; };
  JsonLines lines(response);
  try {
    runner_.run(order, cancelled, [&](const auto& exchanges, bool done) {
      const bool shown = done || octetsIn(exchanges) <= kMostSnapshot;
      if (shown) lines.exchanges(exchanges, done);
    });
  } catch (const server::ClientGone&) {
    throw;
  } catch (const std::exception& error) {
    const Refusal refusal = refusalFor(error);
    if (!lines.begun()) throw Refusal(refusal);
    lines.refusal(refusal);
  }
}

}  // namespace hop::lab
