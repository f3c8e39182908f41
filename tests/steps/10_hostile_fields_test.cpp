// SPDX-License-Identifier: MIT
// 10-http2: heads that no client writes. What HPACK can carry is more than
// HTTP/1.1 can: what would become another request there is refused.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

const FieldList kPost = h2Request("POST", "/p");

/// A GET with one field more.
FieldList with(const std::string& name, const std::string& value) {
  return h2Get("/p", {{name, value}});
}

CASE(Step10, HT01, BaselineGet) {
  const Message request = forwardedFor(stage, h2Get("/p"));
  require(request.startLine == "GET /p HTTP/1.1", "target-wrong",
          request.startLine);
  require(request.value("Host") == "t", "host-wrong", request.value("Host"));
}

CASE(Step10, HT03, BodyWithoutLength) {
  const Message request = forwardedFor(stage, kPost, "hello");
  requireOneLength(request);
  requireBody(request, "hello");
}

CASE(Step10, HT08, LengthThatIsNoNumber) {
  requireHeadsRefused(
      stage, {with("content-length", "+5"), with("content-length", "0x5"),
              with("content-length", "5 "), with("content-length", "5,5"),
              with("content-length", "-1"), with("content-length", ""),
              with("content-length", "18446744073709551617"),
              h2Get("/p", {{"content-length", "5"}, {"content-length", "6"}})});
}

CASE(Step10, HT10, TransferEncoding) {
  const FieldList head =
      h2Request("POST", "/p", {{"transfer-encoding", "chunked"}});
  requireAttacksRefused(stage, {[&](Http2Client& client) {
                          const auto id = client.open(head);
                          client.sendData(id, "0\r\n\r\n" + kSmuggled, true);
                          return id;
                        }});
}

CASE(Step10, HT11, ConnectionField) {
  requireHeadsRefused(stage, {with("connection", "keep-alive"),
                              with("connection", "x-forwarded-for")});
}

CASE(Step10, HT13, ProxyConnectionField) {
  requireHeadsRefused(stage, {with("proxy-connection", "keep-alive")});
}

CASE(Step10, HT15, TeOtherThanTrailers) {
  requireHeadsRefused(stage, {with("te", "gzip")});
}

CASE(Step10, HT16, TeTrailers) {
  const Message request =
      forwardedFor(stage, h2Get("/p", {{"te", "trailers"}, {"x-keep", "1"}}));
  requireField(request, "TE", "trailers");
  requireField(request, "X-Keep", "1");
}

CASE(Step10, HT18, LineBreakInAValue) {
  std::vector<FieldList> heads;
  for (const std::string& value :
       {std::string("1\nX-Inj: 1"), std::string("1\r\nX-Inj: 1"),
        std::string("1\rX"), std::string("1\0X", 3), "1\r\n\r\n" + kSmuggled}) {
    heads.push_back(with("x-a", value));
  }
  requireHeadsRefused(stage, heads);
}

CASE(Step10, HT20, LineBreakInAName) {
  requireHeadsRefused(stage,
                      {with("x\r\nx-inj: 1\r\ny", "1"), with("x\ny", "1"),
                       with(std::string("x\0y", 3), "1"), with("x\x7f", "1")});
}

CASE(Step10, HT21, ColonInAName) {
  requireHeadsRefused(stage, {with("transfer-encoding: chunked\r\nx", "1"),
                              with("x:y", "1"), with("x:", "1")});
}

CASE(Step10, HT23, BlankInAName) {
  requireHeadsRefused(
      stage, {with("x a", "1"), with(" x", "1"), with("x\t", "1"),
              with("X-Upper", "1"), with("", "1"), with("x\xff", "1")});
}

CASE(Step10, HT25, BlanksAroundAValue) {
  // Stripped is as good as refused; what may not be is that they reach
  // somebody who takes them for a part of something else.
  for (const std::string value : {" a\t", "\ta", "a "}) {
    onFreshStage([&](Stage& fresh) {
      Http2Client client = fresh.http2Client();
      const auto id = client.request(with("x-a", value));
      (void)client.until(
          [&] { return client.stream(id).over() || client.rejected(); });
      if (!client.stream(id).ended ||
          responseIn(client.stream(id)).status() != 200) {
        requireRefusal(client, id, kMalformed);
        return fresh.requireNothingForwarded();
      }
      requireField(fresh.forwarded(), "X-A", "a");
      const std::string& head = fresh.forwarded().rawHead;
      const auto line = head.substr(head.find(": ", head.find("-a:")) + 2);
      require(line.starts_with("a\r\n"), "value-altered", readable(head));
    });
  }
}

CASE(Step10, HT55, OctetsBeyondAscii) {
  const Message request = forwardedFor(
      stage, h2Get("/p", {{"x-a", "a\xff\xc3\xa9 b"}, {"x-keep", "1"}}));
  requireField(request, "X-A", "a\xff\xc3\xa9 b");
  requireField(request, "X-Keep", "1");
}

}  // namespace
}  // namespace hop::test
