// SPDX-License-Identifier: MIT
// 10-http2: gRPC is HTTP/2 with trailers, and nothing else that a proxy would
// have to know. It passes because the rest is right.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/ReservedPort.h"
#include "tests/support/Trailers.h"
#include "tests/support/http2/Grpc.h"

namespace hop::test {
namespace {

CASE(Step10, R10_70, UnaryCall) {
  Http2Answer answer{kGrpcHead, grpcMessage("pong"), grpcStatus("0")};
  respondInHttp2(stage, [answer](const Message&) { return answer; });
  Http2Client client = stage.http2Client();
  const auto id =
      client.request(grpcCall({{"x-keep", "1"}}), grpcMessage("ping"));
  const Message response = client.response(id);
  requireStatus(response, 200);
  requireBody(response, grpcMessage("pong"));
  requireField(response, "content-type", "application/grpc");
  requireTrailer(response, "grpc-status", "0");
  require(client.stream(id).events.ends_with("DH."), "frame-wrong",
          client.stream(id).events);
  const Message request = stage.forwarded();
  require(request.startLine == "POST /hop.Echo/Say HTTP/2", "target-wrong",
          request.startLine);
  requireField(request, "te", "trailers");
  requireField(request, "content-type", "application/grpc");
  requireField(request, "x-keep", "1");
  requireBody(request, grpcMessage("ping"));
}

/// A response that is an error and nothing else: one field section.
Http2Answer trailersOnly(const std::string& code) {
  FieldList head = kGrpcHead;
  for (const auto& field : grpcStatus(code, "no such method"))
    head.push_back(field);
  return {head, "", {}};
}

CASE(Step10, R10_71, TrailersOnlyStaysOneFrame) {
  respondInHttp2(stage, [](const Message&) { return trailersOnly("12"); });
  Http2Client client = stage.http2Client();
  const auto id = client.request(grpcCall(), grpcMessage("ping"));
  const Message response = client.response(id);
  requireStatus(response, 200);
  require(client.stream(id).events == "H.", "trailers-only-split",
          "the frames were " + client.stream(id).events);
  requireField(response, "grpc-status", "12");
  requireField(response, "grpc-message", "no such method");
}

CASE(Step10, R10_81, TrailersBehindALengthOfNothing) {
  respondInHttp2(stage, [](const Message&) {
    return Http2Answer{h2Reply({{"content-length", "0"}}), "", grpcStatus("0")};
  });
  Http2Client client = stage.http2Client();
  const Message response = client.response(
      client.request(h2Request("POST", "/", {{"content-length", "0"}}), "",
                     {{"x-late", "1"}}));
  requireStatus(response, 200);
  requireTrailer(response, "grpc-status", "0");
  requireTrailer(stage.forwarded(), "x-late", "1");
}

CASE(Step10, R10_72, CallWithoutTe) {
  respondInHttp2(stage, [](const Message& request) {
    return request.has("te")
               ? Http2Answer{kGrpcHead, grpcMessage("pong"), grpcStatus("0")}
               : trailersOnly("13");
  });
  Http2Client client = stage.http2Client();
  const Message without =
      client.ask(changed(grpcCall(), "te", ""), grpcMessage("ping"));
  requireField(without, "grpc-status", "13");
  const Message with = client.ask(grpcCall(), grpcMessage("ping"));
  requireTrailer(with, "grpc-status", "0");
}

CASE(Step10, R10_77, FourMebibytes) {
  const std::string message = pattern(4UL * 1'024 * 1'024, 11);
  respondInHttp2(stage, [](const Message& request) {
    return Http2Answer{kGrpcHead, request.body, grpcStatus("0")};
  });
  Http2Client client = stage.http2Client();
  const auto id = client.open(grpcCall());
  const std::string body = grpcMessage(message);
  const auto sent = client.sendWithinWindow(id, body, true);
  require(sent == body.size(), "window-wrong",
          "only " + std::to_string(sent) + " octets were let in");
  const Message response = client.response(id, 2 * kPatience);
  require(response.body == body, "body-altered",
          std::to_string(response.body.size()) + " octets came back");
  requireTrailer(response, "grpc-status", "0");
}

CASE(Step10, R10_78, UpstreamIsDead) {
  const ReservedPort closed;
  std::string url = closed.url();
  stage.upstreamUrl(url.replace(0, url.find(':'), "h2c"));
  Http2Client client = stage.http2Client();
  const auto id = client.request(grpcCall(), grpcMessage("ping"));
  const Message response = client.response(id);
  if (response.status() == 200) {
    requireEvents(client.stream(id).events, "H.");
    return requireField(response, "grpc-status", "14");
  }
  requireStatus(response, 502);
}

CASE(Step10, R10_79, UpstreamOfHttpOne) {
  stage.upstream().respond(
      "HTTP/1.1 200 OK\r\nContent-Type: application/grpc\r\n"
      "Trailer: Grpc-Status\r\n" +
      helloWith("Grpc-Status: 0\r\n"));
  Http2Client client = stage.http2Client();
  const Message response = client.ask(grpcCall(), grpcMessage("ping"));
  requireStatus(response, 200);
  requireBody(response, "hello");
  requireTrailer(response, "grpc-status", "0");
  const Message request = stage.forwarded();
  requireBody(request, grpcMessage("ping"));
  requireField(request, "TE", "trailers");
  require(connectionNames(request, "TE"), "field-lost", request.rawHead);
}

CASE(Step10, R10_80, Metadata) {
  const std::string big(8'192, 'm');
  const FieldList metadata{{"x-bin", "AAECAwQ"}, {"x-many", "1"},
                           {"x-many", "2"},      {"x-big", big},
                           {"x-many", "3"},      {"x-trace-bin", "//8"}};
  FieldList head = kGrpcHead;
  head.insert(head.end(), metadata.begin(), metadata.end());
  FieldList trailers = grpcStatus("0");
  trailers.insert(trailers.end(), metadata.begin(), metadata.end());
  const Http2Answer answer{head, grpcMessage("pong"), trailers};
  respondInHttp2(stage, [answer](const Message&) { return answer; });
  Http2Client client = stage.http2Client();
  const Message response = client.ask(grpcCall(metadata), grpcMessage("ping"));
  for (Message message : {stage.forwarded(), response}) {
    for (int section = 0; section < 2; ++section) {
      requireField(message, "x-bin", "AAECAwQ");
      requireField(message, "x-trace-bin", "//8");
      requireField(message, "x-big", big);
      require(message.all("x-many") == std::vector<std::string>{"1", "2", "3"},
              "order-wrong", message.value("x-many"));
      if (message.trailers.empty()) break;  // the request has none
      message.fields = message.trailers;
    }
  }
}

}  // namespace
}  // namespace hop::test
