// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/EchoMessage.h"
#include "tools/demo-upstream/Grpc.h"
#include "tools/demo-upstream/Handlers.h"
#include "tools/demo-upstream/HttpError.h"

namespace hop::upstream {

namespace {

/// So that one sees that the message was read and not just returned.
constexpr std::string_view kGreeting = "hi, ";

const Field kType{"Content-Type", "application/grpc"};

std::string number(GrpcStatus status) {
  return std::to_string(static_cast<int>(status));
}

/// What is wrong with it as HTTP is answered as HTTP.
void checkHttp(const Request& request) {
  if (request.major != 2) {
    throw HttpError(505, "gRPC needs HTTP/2, all the way to here");
  }
  if (!isGrpcType(request.field("Content-Type").value_or(""))) {
    throw HttpError(415, "this is a gRPC method: send application/grpc");
  }
}

/// @return the octets of the reply.
std::string say(const Exchange& exchange) {
  const Request& request = exchange.request;
  // gRPC sends it to detect a proxy on the way that would lose the status. One
  // that cuts off TE with Connection, and does not put it back, shows here.
  if (!request.lists("TE", "trailers")) {
    throw GrpcError(GrpcStatus::Internal,
                    "te: trailers is missing; has a proxy removed it?");
  }
  if (request.method != "POST" || request.path != kSay) {
    throw GrpcError(GrpcStatus::Unimplemented,
                    "there is no method " + request.path);
  }
  const auto message = grpcMessageIn(exchange.body.content);
  return encodeEcho(std::string(kGreeting) + decodeEcho(message));
}

}  // namespace

void answerGrpc(const Exchange& exchange) {
  checkHttp(exchange.request);
  Response& response = exchange.response;
  try {
    const std::string reply = say(exchange);
    response.beginStream({200, {kType}});
    response.write(grpcFrame(reply));
    response.finish({{"grpc-status", number(GrpcStatus::Ok)}});
  } catch (const GrpcError& error) {
    // Trailers-only: what would follow the messages stands in the head.
    response.send({200,
                   {kType,
                    {"grpc-status", number(error.status())},
                    {"grpc-message", grpcMessageText(error.what())}}},
                  "");
  }
}

}  // namespace hop::upstream
