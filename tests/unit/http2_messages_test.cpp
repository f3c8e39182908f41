// SPDX-License-Identifier: MIT
// Pseudo-fields to POCO's messages and back (RFC 9113 sections 8.2, 8.3).
#include "common/http2/Messages.h"

#include "common/http/ProtocolError.h"
#include "tests/unit/http1_events.h"
#include "tests/unit/http2_frames.h"

#include <gtest/gtest.h>

namespace hop::http2 {
namespace {

using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::MessageHeader;

constexpr std::size_t kLong = 8192;

std::string storyOf(const http::Event& event) {
  http1::Story story;
  story.add(event);
  return story.text();
}

std::string requestStory(const FieldList& fields, bool ended = true) {
  try {
    return storyOf(requestFrom(fields, ended, kLong));
  } catch (const http::ProtocolError& error) {
    return "!" + std::to_string(error.status());
  }
}

std::string responseStory(const FieldList& fields, bool ended = true) {
  try {
    return storyOf(responseFrom(fields, ended));
  } catch (const http::ProtocolError& error) {
    return "!" + std::to_string(error.status());
  }
}

/// As one text: ":method GET|:scheme http|..."
std::string textOf(const FieldList& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += (text.empty() ? "" : "|") + name + " " + value;
  }
  return text;
}

FieldList with(FieldList fields, const FieldList& more) {
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

/// The control data of a request with one of them changed.
FieldList requestWith(const std::string& name, const std::string& value) {
  FieldList fields = kGet;
  for (auto& field : fields) {
    if (field.first == name) field.second = value;
  }
  return fields;
}

TEST(Http2Request, IsARequestAsAnyOther) {
  EXPECT_EQ(requestStory(with(kGet, {{"x-a", "1"}, {"x-a", "2"}})),
            "GET / HTTP/2.0|Host: t|x-a: 1|x-a: 2|none");
}

TEST(Http2Request, ABodyOfUnknownLengthIsChunked) {
  EXPECT_EQ(requestStory(kPost, false),
            "POST /p HTTP/2.0|Host: t|Transfer-Encoding: chunked|chunked");
}

TEST(Http2Request, ALengthIsKept) {
  EXPECT_EQ(requestStory(with(kPost, {{"content-length", "5"}}), false),
            "POST /p HTTP/2.0|Host: t|content-length: 5|length 5");
  EXPECT_EQ(requestStory(with(kPost, {{"content-length", "0"}}), true),
            "POST /p HTTP/2.0|Host: t|content-length: 0|none");
}

TEST(Http2Request, CookieCrumbsAreJoined) {
  const FieldList crumbs{
      {"cookie", "a=1"}, {"x-a", "1"}, {"cookie", "b=2"}, {"cookie", "c"}};
  EXPECT_EQ(requestStory(with(kGet, crumbs)),
            "GET / HTTP/2.0|Host: t|x-a: 1|cookie: a=1; b=2; c|none");
}

TEST(Http2Request, TeTrailersIsKept) {
  EXPECT_EQ(requestStory(with(kGet, {{"te", "trailers"}})),
            "GET / HTTP/2.0|Host: t|te: trailers|none");
}

TEST(Http2Request, AuthorityWinsOverHost) {
  EXPECT_EQ(requestStory(with(kGet, {{"host", "evil"}})),
            "GET / HTTP/2.0|Host: t|none");
}

TEST(Http2Request, HostStandsInForAuthority) {
  const FieldList fields{{":method", "GET"},
                         {":scheme", "https"},
                         {":path", "/"},
                         {"host", "[::1]:8443"}};
  EXPECT_EQ(requestStory(fields), "GET / HTTP/2.0|Host: [::1]:8443|none");
}

TEST(Http2Request, NeedsAHostThatIsOne) {
  for (const char* authority :
       {"", "u:p@t", "t/evil", "t:80:90", "a, b", "[::1", "t:port", "t?x"}) {
    EXPECT_EQ(requestStory(requestWith(":authority", authority)), "!400")
        << authority;
  }
  EXPECT_EQ(requestStory(requestWith(":authority", "t:8080")),
            "GET / HTTP/2.0|Host: t:8080|none");
}

TEST(Http2Request, NeedsATargetThatIsOne) {
  for (const char* path :
       {"", "hello", "http://evil/", "*", "/a b", "/a\\b", "/a#b", "/\x7f",
        "/caf\xc3\xa9", "/%zz", "/ HTTP/1.1\r\nX: y"}) {
    EXPECT_EQ(requestStory(requestWith(":path", path)), "!400") << path;
  }
  EXPECT_EQ(requestStory(requestWith(":path", "/%2F..//a?b=%zz")),
            "GET /%2F..//a?b=%zz HTTP/2.0|Host: t|none");
}

TEST(Http2Request, TheAsteriskIsForOptions) {
  FieldList fields = requestWith(":path", "*");
  fields[0].second = "OPTIONS";
  EXPECT_EQ(requestStory(fields), "OPTIONS * HTTP/2.0|Host: t|none");
}

TEST(Http2Request, NeedsASchemeOfHttp) {
  for (const char* scheme : {"", "ftp", "http://localhost/?", "httpss"}) {
    EXPECT_EQ(requestStory(requestWith(":scheme", scheme)), "!400") << scheme;
  }
  EXPECT_EQ(requestStory(requestWith(":scheme", "HTTPS")),
            "GET / HTTP/2.0|Host: t|none");
}

TEST(Http2Request, NeedsAMethodThatIsOne) {
  for (const char* method : {"", "G T", "GET /evil HTTP/1.1", "G\xc3T"}) {
    EXPECT_EQ(requestStory(requestWith(":method", method)), "!400") << method;
  }
  EXPECT_EQ(requestStory(requestWith(":method", "get")),
            "get / HTTP/2.0|Host: t|none");
}

TEST(Http2Request, ATargetCanBeTooLong) {
  const std::string path = "/" + std::string(kLong - 1, 'a');
  EXPECT_EQ(requestStory(requestWith(":path", path)),
            "GET " + path + " HTTP/2.0|Host: t|none");
  EXPECT_EQ(requestStory(requestWith(":path", path + "a")), "!414");
}

/// Whoever gets it refuses it: there is no path to look at.
TEST(Http2Request, ConnectNamesAnAuthorityOnly) {
  EXPECT_EQ(requestStory({{":method", "CONNECT"}, {":authority", "t:80"}}),
            "CONNECT t:80 HTTP/2.0|none");
}

TEST(Http2Response, IsAResponseAsAnyOther) {
  EXPECT_EQ(responseStory(
                {{":status", "200"}, {"set-cookie", "a"}, {"set-cookie", "b"}}),
            "200 OK|set-cookie: a|set-cookie: b|none");
  EXPECT_EQ(responseStory({{":status", "404"}}, false),
            "404 Not Found|Transfer-Encoding: chunked|chunked");
  EXPECT_EQ(responseStory({{":status", "200"}, {"content-length", "5"}}, false),
            "200 OK|content-length: 5|length 5");
}

/// An answer to HEAD, or 304: the length is that of another response.
TEST(Http2Response, AfterEndStreamThereIsNoBodyWhateverTheLengthSays) {
  EXPECT_EQ(responseStory({{":status", "200"}, {"content-length", "5"}}, true),
            "200 OK|content-length: 5|none");
}

TEST(Http2Response, AnInterimOneHasNoFraming) {
  EXPECT_EQ(responseStory({{":status", "100"}, {"link", "</a>"}}, false),
            "100 Continue|link: </a>|none|interim;");
}

TEST(Http2Response, AStatusNobodyKnowsHasNoReason) {
  EXPECT_EQ(responseStory({{":status", "299"}}), "299 |none");
  EXPECT_EQ(responseStory({{":status", "599"}}), "599 |none");
}

TEST(Http2Response, NeedsAStatusOfThreeDigits) {
  for (const char* status : {"", "abc", "99", "099", "2000", "+20", "2 0"}) {
    EXPECT_EQ(responseStory({{":status", status}}), "!400") << status;
  }
  EXPECT_EQ(responseStory({}), "!400");
}

TEST(Http2Trailers, KeepNamesValuesAndOrder) {
  const MessageHeader trailers =
      trailersFrom({{"grpc-status", "0"}, {"x-t", "1"}, {"x-t", "2"}});
  EXPECT_EQ(storyOf(http::Trailers{trailers}),
            "|trailers|grpc-status: 0|x-t: 1|x-t: 2");
  EXPECT_EQ(textOf(fieldsOf(trailers)), "grpc-status 0|x-t 1|x-t 2");
}

TEST(Http2Fields, OfARequest) {
  HTTPRequest request("POST", "/p?q", "HTTP/1.1");
  request.set("Host", "t:80");
  request.add("X-Upper", "Value");
  request.add("Content-Length", "5");
  EXPECT_EQ(textOf(fieldsOf(request, "https")),
            ":method POST|:scheme https|:authority t:80|:path /p?q"
            "|x-upper Value|content-length 5");
}

TEST(Http2Fields, OfAResponseWithoutItsReason) {
  HTTPResponse response;
  response.setStatusAndReason(HTTPResponse::HTTP_OK, "Fine");
  response.add("Set-Cookie", "a");
  response.add("Set-Cookie", "b");
  EXPECT_EQ(textOf(fieldsOf(response)),
            ":status 200|set-cookie a|set-cookie b");
}

TEST(Http2Fields, WhatIsAboutAConnectionStaysBehind) {
  HTTPResponse response;
  response.setStatusAndReason(HTTPResponse::HTTP_OK);
  for (const char* name :
       {"Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding",
        "Upgrade", "HTTP2-Settings", "Host"}) {
    response.add(name, "x");
  }
  response.add("X-Keep", "1");
  EXPECT_EQ(textOf(fieldsOf(response)), ":status 200|x-keep 1");
}

TEST(Http2Fields, TeMayOnlySayTrailers) {
  HTTPRequest request("GET", "/", "HTTP/1.1");
  request.set("Host", "t");
  for (const char* te : {"gzip", "trailers, gzip", "trailers;q=1", ""}) {
    request.set("TE", te);
    EXPECT_EQ(textOf(fieldsOf(request, "http")),
              ":method GET|:scheme http|:authority t|:path /")
        << te;
  }
  request.set("TE", "Trailers");
  EXPECT_EQ(textOf(fieldsOf(request, "http")),
            ":method GET|:scheme http|:authority t|:path /|te Trailers");
}

/// What goes out comes back: nothing is lost between two proxies.
TEST(Http2Fields, GoRoundWithoutChange) {
  const FieldList fields = with(kPost, {{"x-a", "a\xff\tb"},
                                        {"te", "trailers"},
                                        {"x-a", "2"},
                                        {"cookie", "a=1; b=2"}});
  const auto head = requestFrom(fields, false, kLong);
  EXPECT_EQ(textOf(fieldsOf(head.message, "http")),
            ":method POST|:scheme http|:authority t|:path /p|x-a a\xff\tb"
            "|x-a 2|te trailers|cookie a=1; b=2");
}

}  // namespace
}  // namespace hop::http2
