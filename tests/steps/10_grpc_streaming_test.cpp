// SPDX-License-Identifier: MIT
// 10-http2: calls of gRPC that stream, each message moved by hand.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/Trailers.h"
#include "tests/support/http2/Grpc.h"

namespace hop::test {
namespace {

CASE(Step10, R10_73, ServerStreaming) {
  GrpcCall one(stage);
  one.client.send(dataFrame(one.id, grpcMessage("go"), true));
  one.upstream.sendHeaders(one.above, kGrpcHead);
  one.client.promptHead(one.id);
  for (int i = 0; i < 20; ++i) {
    one.answer("message " + std::to_string(i));
    one.requireAnswered();  // before the next one is made
  }
  one.upstream.sendHeaders(one.above, grpcStatus("0"), true);
  requireTrailer(one.client.response(one.id), "grpc-status", "0");
}

CASE(Step10, R10_74, ClientStreamingAndBoth) {
  GrpcCall one(stage);
  for (int i = 0; i < 10; ++i) {
    one.say("question " + std::to_string(i));
    one.requireHeard();
  }
  one.upstream.sendHeaders(one.above, kGrpcHead);
  one.client.promptHead(one.id);
  for (int i = 0; i < 10; ++i) {
    one.say("again " + std::to_string(i));
    one.requireHeard();
    one.answer("answer " + std::to_string(i));
    one.requireAnswered();
  }
  require(!one.upstream.stream(one.above).ended, "frame-wrong",
          "END_STREAM before the client has said it");
  one.client.send(dataFrame(one.id, "", true));
  const bool ended = one.upstream.until(
      [&] { return one.upstream.stream(one.above).ended; }, kPromptly);
  require(ended, "event-delayed", "the client's END_STREAM is held back");
  one.answer("and the rest");
  one.requireAnswered();
  one.upstream.sendHeaders(one.above, grpcStatus("0"), true);
  requireTrailer(one.client.response(one.id), "grpc-status", "0");
}

/// The client's RST_STREAM(CANCEL) has come through.
void requireCancelled(GrpcCall& one) {
  one.client.send(resetFrame(one.id, kCancel));
  const auto& stream = one.upstream.stream(one.above);
  const bool reset =
      one.upstream.until([&] { return stream.reset.has_value(); }, kGone);
  require(reset, "not-aborted", "the upstream works on");
  require(*stream.reset == kCancel, "reset-wrong", codeName(*stream.reset));
}

CASE(Step10, R10_75, Deadline) {
  GrpcCall one(stage, {{"grpc-timeout", "100m"}});
  one.say("ping");
  one.requireHeard();
  requireField(requestIn(one.upstream.stream(one.above)), "grpc-timeout",
               "100m");
  requireCancelled(one);
}

CASE(Step10, R10_76, CancelInTheMiddle) {
  GrpcCall one(stage);
  one.upstream.sendHeaders(one.above, kGrpcHead);
  one.answer("first");
  one.requireAnswered();
  requireCancelled(one);
  const auto next = one.client.request(grpcCall(), grpcMessage("ping"));
  one.upstream.respond(one.upstream.nextRequest(), kGrpcHead,
                       grpcMessage("pong"), grpcStatus("0"));
  requireTrailer(one.client.response(next), "grpc-status", "0");
}

}  // namespace
}  // namespace hop::test
