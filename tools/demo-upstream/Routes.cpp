// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Routes.h"

#include "tools/demo-upstream/Grpc.h"
#include "tools/demo-upstream/Handlers.h"

#include <array>

namespace hop::upstream {

namespace {

/// The first row stands for every path that has no row of its own.
constexpr std::array kRoutes{
    Route{"/", answerWhoAmI, BodyUse::Keep},
    Route{"/echo", answerEcho, BodyUse::Keep},
    Route{"/headers", answerHeaders},
    Route{"/trailer", answerTrailer},
    Route{"/stream", answerStream, BodyUse::Discard, Pace::Route},
    Route{"/events", answerEvents, BodyUse::Discard, Pace::Route},
    Route{"/demo.json", answerJson},
    Route{"/picture.svg", answerPicture},
    Route{"/httpversion", answerHttpVersion},
    Route{"/status/", answerStatus},
    Route{"/bytes/", answerBytes},
    Route{"/redirect", answerRedirect},
    Route{"/early", answerEarly, BodyUse::Leave},
    Route{"/hints", answerHints, BodyUse::Discard, Pace::Route},
    Route{"/cut", answerCut},
    Route{"/ws", answerWebSocket},
    Route{kSay, answerGrpc, BodyUse::Keep},
};

/// Over HTTP/1 it can be none.
bool isGrpcCall(const Request& request) {
  return request.major == 2 &&
         isGrpcType(request.field("Content-Type").value_or(""));
}

bool matches(const Route& route, std::string_view path) {
  const bool prefix = route.path.size() > 1 && route.path.ends_with('/');
  return prefix ? path.starts_with(route.path) : path == route.path;
}

}  // namespace

const Route& findRoute(const Request& request) {
  const std::string_view path = isGrpcCall(request) ? kSay : request.path;
  for (const Route& route : kRoutes) {
    if (matches(route, path)) return route;
  }
  return kRoutes.front();
}

}  // namespace hop::upstream
