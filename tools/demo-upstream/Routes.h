// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Body.h"
#include "tools/demo-upstream/Client.h"
#include "tools/demo-upstream/Request.h"
#include "tools/demo-upstream/Response.h"

#include <string>
#include <string_view>

namespace hop::upstream {

/// What a route has at hand to answer one request.
struct Exchange {
  const std::string& name;  ///< --name
  const Request& request;
  const Body& body;  ///< empty unless the route is to see it
  Response& response;
  Client& client;
};

/// What happens to the request's body before the route runs.
enum class BodyUse { Keep, Discard, Leave };

/// Who obeys "?wait=": the session, before the route runs, or the route.
enum class Pace { Session, Route };

/// One path and what answers it.
struct Route {
  std::string_view path;  ///< one that ends in "/" and is longer: a prefix
  void (*answer)(const Exchange& exchange);
  BodyUse body = BodyUse::Discard;
  Pace pace = Pace::Session;
};

/// The route of a request: that of its path. A path that nobody knows is
/// answered as "/": the upstream shows what arrived, and that is what it is
/// for. Every gRPC call goes to the one method that there is.
[[nodiscard]] const Route& findRoute(const Request& request);

}  // namespace hop::upstream
