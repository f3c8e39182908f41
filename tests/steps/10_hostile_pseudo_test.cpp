// SPDX-License-Identifier: MIT
// 10-http2: pseudo-fields that would become another request line, another host
// or another request in HTTP/1.1.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

FieldList withPath(const std::string& path) {
  return changed(h2Get(), ":path", path);
}

FieldList withAuthority(const std::string& authority) {
  return changed(h2Get(), ":authority", authority);
}

/// There, with nothing in it.
FieldList emptied(const std::string& name) {
  FieldList fields = h2Get();
  for (auto& field : fields) {
    if (field.first == name) field.second.clear();
  }
  return fields;
}

FieldList without(const std::string& name) {
  return changed(h2Get(), name, "");
}

FieldList twice(const std::string& pseudo, const std::string& value) {
  FieldList fields = h2Get();
  fields.insert(fields.begin(), {pseudo, value});
  return fields;
}

/// A GET with one field more.
FieldList with(const std::string& name, const std::string& value) {
  return h2Get("/p", {{name, value}});
}

CASE(Step10, HT26, PathWithoutSlash) {
  requireHeadsRefused(stage, {withPath("hello"), withPath("?q"), withPath("*"),
                              withPath("../x"), emptied(":path")});
}

CASE(Step10, HT28, RequestLineInThePath) {
  requireHeadsRefused(stage,
                      {withPath("/ HTTP/1.1\r\nX: y"), withPath("/a b"),
                       withPath("/\r\n\r\n" + kSmuggled), withPath("/\t"),
                       withPath("/a#b"), withPath(std::string("/\0", 2))});
}

CASE(Step10, HT30, AbsolutePath) {
  requireHeadsRefused(
      stage, {withPath("http://evil/"), withPath("https://evil/smuggled")});
}

CASE(Step10, HT31, RequestLineInTheMethod) {
  std::vector<FieldList> heads;
  for (const std::string& method :
       {std::string("GET /evil HTTP/1.1\r\nHost: t\r\n\r\nGET"),
        std::string("GET /evil"), std::string("GET\t"), std::string("G\0T", 3),
        std::string("(GET)"), std::string("G\xc3\x89T")}) {
    heads.push_back(changed(h2Get(), ":method", method));
  }
  heads.push_back(emptied(":method"));
  requireHeadsRefused(stage, heads);
}

CASE(Step10, HT33, UrlInTheScheme) {
  std::vector<FieldList> heads;
  for (const std::string scheme :
       {"http://localhost/?", "http\r\nX: y", "a b"}) {
    heads.push_back(changed(h2Get(), ":scheme", scheme));
  }
  heads.push_back(emptied(":scheme"));
  requireHeadsRefused(stage, heads);
}

CASE(Step10, HT35, UserInTheAuthority) {
  requireHeadsRefused(stage, {withAuthority("u:p@t"), withAuthority("u@t")});
}

CASE(Step10, HT36, PathInTheAuthority) {
  requireHeadsRefused(stage, {withAuthority("t/evil"), withAuthority("t?x"),
                              withAuthority("t\r\nX: y"), withAuthority("t u"),
                              withAuthority("t#x"), withAuthority("t:80:90")});
}

CASE(Step10, HT38, PseudoFieldThatIsMissing) {
  requireHeadsRefused(stage, {without(":path"),
                              without(":method"),
                              without(":scheme"),
                              {{"x-a", "1"}}});
}

CASE(Step10, HT40, PseudoFieldInTheWrongPlace) {
  FieldList late = h2Get();
  late.insert(late.begin(), {"x-a", "1"});
  FieldList last = changed(h2Get("/p", {{"x-a", "1"}}), ":path", "");
  last.emplace_back(":path", "/p");
  requireHeadsRefused(
      stage, {late, last, twice(":path", "/evil"), twice(":method", "POST"),
              twice(":scheme", "http"), twice(":authority", "evil"),
              with(":status", "200"), with(":unknown", "1")});
}

CASE(Step10, HT41, AnotherHost) {
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get("/p", {{"host", "evil"}}));
  (void)client.until(
      [&] { return client.stream(id).over() || client.rejected(); });
  const auto requests = stage.upstream().requests();
  if (requests.empty()) {
    requireRefusal(client, id, kMalformed);
    return requireBothServedOnly(stage);
  }
  require(requests.front().all("Host") == std::vector<std::string>{"t"},
          "host-wrong", readable(requests.front().rawHead));
  requireServingBoth(stage);
}

CASE(Step10, HT43, NoAuthorityAtAll) {
  requireHeadsRefused(stage, {without(":authority")});
  onFreshStage([](Stage& fresh) {
    // With a Host field alone it is a request (RFC 9113 section 8.3.1).
    FieldList head = changed(h2Get("/p"), ":authority", "");
    head.emplace_back("host", "t");
    const Message request = forwardedFor(fresh, head);
    require(request.value("Host") == "t", "host-wrong",
            readable(request.rawHead));
  });
}

CASE(Step10, HT45, ConnectWithDataBehindIt) {
  const Refusal refused{
      {kProtocolError, kRefusedStream, kConnectError, kCancel},
      {400, 403, 405, 501}};
  const FieldList head{{":method", "CONNECT"}, {":authority", "t:80"}};
  requireAttacksRefused(stage, {[&](Http2Client& client) {
                          const auto id = client.open(head);
                          client.sendData(id, kSmuggled);
                          client.sendData(id, kSmuggled, true);
                          return id;
                        }},
                        refused);
}

}  // namespace
}  // namespace hop::test
