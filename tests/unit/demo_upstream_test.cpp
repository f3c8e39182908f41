// SPDX-License-Identifier: MIT
// The demo upstream over HTTP/2 and TLS: the same routes, the same answers.
#include "common/cli/Listener.h"
#include "common/cli/UsageError.h"
#include "common/client/ClientSession.h"
#include "common/http/Truncated.h"

#include "tools/demo-upstream/EchoMessage.h"
#include "tools/demo-upstream/Grpc.h"
#include "tools/demo-upstream/Http2Front.h"
#include "tools/demo-upstream/Server.h"
#include "tools/demo-upstream/Settings.h"

#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include <csignal>
#include <future>

namespace hop::upstream {
namespace {

using client::Connections;
using client::Speak;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using namespace std::chrono_literals;

const io::Protocols kProtocols{"h2", "http/1.1"};

/// What came back.
struct Answer {
  std::vector<HTTPResponse> interim;
  HTTPResponse head;
  std::string body;
  Poco::Net::MessageHeader trailers;
};

/// A client with its own connection.
class Asker final {
 public:
  Asker(std::uint16_t port, Speak speak, const io::Protocols& protocols = {})
      : port_(port),
        connections_(speak, protocols.empty() ? nullptr
                                              : io::TlsContext::forClient(
                                                    {"", false}, protocols)) {}

  void open(client::ClientSession& session) {
    session.use(connections_);
    session.setHost("127.0.0.1");
    session.setPort(port_);
    const Poco::Timespan patience(10, 0);
    session.setTimeout(patience, patience, patience);
  }

  Answer ask(HTTPRequest request, const std::string& body = "",
             const Poco::Net::MessageHeader& trailers = {}) {
    client::ClientSession session;
    open(session);
    Answer answer;
    session.onInterim([&](const auto& one) { answer.interim.push_back(one); });
    request.setVersion(HTTPMessage::HTTP_1_1);
    request.set("Host", "example.org");
    if (!body.empty()) request.setChunkedTransferEncoding(true);
    session.sendRequest(request) << body;
    session.finishRequest(trailers);
    auto& in = session.receiveResponse(answer.head);
    Poco::StreamCopier::copyToString(in, answer.body);
    answer.trailers = session.trailers();
    return answer;
  }

  Answer get(const std::string& target) {
    return ask(HTTPRequest(HTTPRequest::HTTP_GET, target));
  }

  Answer call(const std::string& method, const std::string& body,
              bool te = true) {
    HTTPRequest request(HTTPRequest::HTTP_POST, method);
    request.setContentType("application/grpc");
    if (te) request.set("TE", "trailers");
    return ask(request, body);
  }

 private:
  std::uint16_t port_;
  Connections connections_;
};

class DemoUpstream : public testing::Test {
 protected:
  DemoUpstream() {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes with write()
    plain_.start();
    secure_.start();
  }
  ~DemoUpstream() override { stop(); }

  void stop() {
    plain_.stop();
    secure_.stop();
    http2_.stop();
  }

  Http2Front http2_{"demo"};
  Server plain_{cli::bindListener({"127.0.0.1", 0}), nullptr, "demo", http2_};
  Server secure_{cli::bindListener({"127.0.0.1", 0}),
                 io::TlsContext::forServer({"", "", true}, kProtocols), "demo",
                 http2_};
  Asker http1{plain_.port(), Speak::Http1};
  Asker http2{plain_.port(), Speak::Http2};
};

TEST_F(DemoUpstream, KnowsByTheFirstOctetsWhatAClientSpeaks) {
  EXPECT_EQ(http1.get("/httpversion").body, "HTTP/1.1\n");
  EXPECT_EQ(http2.get("/httpversion").body, "HTTP/2\n");
}

TEST_F(DemoUpstream, ARequestWithThatMethodIsStillHttp1) {
  EXPECT_EQ(http1.ask(HTTPRequest("PRI", "*")).head.getStatus(), 200);
}

TEST_F(DemoUpstream, KnowsByAlpnWhatAClientSpeaks) {
  Asker both(secure_.port(), Speak::WhatAlpnSays, kProtocols);
  Asker old(secure_.port(), Speak::WhatAlpnSays, {"http/1.1"});
  EXPECT_EQ(both.get("/httpversion").body, "HTTP/2\n");
  EXPECT_EQ(old.get("/httpversion").body, "HTTP/1.1\n");
}

TEST_F(DemoUpstream, ShowsPseudoFieldsFieldsBodyAndTrailers) {
  HTTPRequest request(HTTPRequest::HTTP_POST, "/a%2Fb?x=1");
  request.add("X-B", "1");
  Poco::Net::MessageHeader trailers;
  trailers.add("X-Sum", "5");
  const auto shown = http2.ask(request, "hello", trailers).body;
  EXPECT_TRUE(shown.starts_with("Name: demo\nRemote address: 127.0.0.1:"));
  EXPECT_TRUE(shown.ends_with(
      "\n\nHTTP/2\n:method: POST\n:scheme: http\n:authority: example.org\n"
      ":path: /a%2Fb?x=1\nx-b: 1\n\nhello\nx-sum: 5\n"))
      << shown;
}

TEST_F(DemoUpstream, SaysTheSchemeThatTheClientSaid) {
  Asker secure(secure_.port(), Speak::WhatAlpnSays, kProtocols);
  EXPECT_NE(secure.get("/").body.find("\n:scheme: https\n"), std::string::npos);
}

TEST_F(DemoUpstream, TheRoutesAnswerAsOverHttp1) {
  for (const char* path :
       {"/headers", "/demo.json", "/picture.svg", "/redirect", "/status/418",
        "/status/101", "/bytes/70000", "/bytes/x", "/events?count=2&wait=1ms",
        "/stream?wait=1ms", "/trailer", "/status/204", "/status/205"}) {
    const auto one = http1.get(path);
    const auto two = http2.get(path);
    EXPECT_EQ(one.head.getStatus(), two.head.getStatus()) << path;
    EXPECT_EQ(one.body, two.body) << path;
    EXPECT_EQ(one.head.getContentType(), two.head.getContentType()) << path;
    EXPECT_EQ(one.trailers.size(), two.trailers.size()) << path;
  }
}

TEST_F(DemoUpstream, RepeatedFieldsStayApart) {
  const auto head = http2.get("/headers").head;
  std::vector<std::string> cookies;
  for (const auto& [name, value] : head) {
    if (name == "set-cookie") cookies.push_back(value);
  }
  EXPECT_EQ(cookies.size(), 2U);
}

TEST_F(DemoUpstream, TrailersCanBeAnnouncedOrNot) {
  const auto answer = http2.get("/trailer");
  EXPECT_EQ(answer.head.get("trailer", ""), "X-Checksum");
  EXPECT_TRUE(answer.trailers.get("x-checksum", "").starts_with("sha1="));
  EXPECT_TRUE(answer.trailers.has("x-unannounced"));
}

TEST_F(DemoUpstream, HintsComeBeforeTheResponse) {
  const auto answer = http2.get("/hints");
  ASSERT_EQ(answer.interim.size(), 1U);
  EXPECT_EQ(answer.interim.front().getStatus(), 103);
  EXPECT_EQ(answer.head.getStatus(), 200);
}

TEST_F(DemoUpstream, ACutBodyIsNoWholeBody) {
  EXPECT_ANY_THROW(http2.get("/cut"));
  EXPECT_ANY_THROW(http2.get("/cut?chunked"));
  EXPECT_EQ(http2.get("/httpversion").body, "HTTP/2\n") << "others go on";
}

TEST_F(DemoUpstream, HeadHasTheLengthAndNoBody) {
  const auto answer =
      http2.ask(HTTPRequest(HTTPRequest::HTTP_HEAD, "/bytes/100"));
  EXPECT_EQ(answer.head.get("content-length", ""), "100");
  EXPECT_EQ(answer.body, "");
}

TEST_F(DemoUpstream, EarlyDoesNotWaitForTheBody) {
  client::ClientSession session;
  http2.open(session);
  HTTPRequest request(HTTPRequest::HTTP_POST, "/early", HTTPMessage::HTTP_1_1);
  request.set("Host", "example.org");
  request.setContentLength(1'000'000);
  session.sendRequest(request) << "a part" << std::flush;
  HTTPResponse head;
  session.receiveResponse(head);
  EXPECT_EQ(head.getStatus(), 413);
}

TEST_F(DemoUpstream, WebSocketIsForHttp1) {
  EXPECT_EQ(http2.get("/ws").head.getStatus(), 501);
}

TEST_F(DemoUpstream, AStreamThatWaitsHoldsUpNobodyAndEndsWithTheProgram) {
  auto waiting = std::async(std::launch::async,
                            [this] { return http2.get("/?wait=1m").body; });
  EXPECT_EQ(http2.get("/httpversion").body, "HTTP/2\n");
  EXPECT_NE(waiting.wait_for(0ms), std::future_status::ready);
  stop();
  EXPECT_ANY_THROW(waiting.get());
}

TEST_F(DemoUpstream, SayReturnsTheTextWithAGreeting) {
  const auto answer = http2.call("/hop.Echo/Say", grpcFrame(encodeEcho("hop")));
  EXPECT_EQ(answer.head.getStatus(), 200);
  EXPECT_EQ(answer.head.getContentType(), "application/grpc");
  EXPECT_FALSE(answer.head.has("grpc-status"));
  EXPECT_EQ(decodeEcho(grpcMessageIn(answer.body)), "hi, hop");
  EXPECT_EQ(answer.trailers.get("grpc-status", ""), "0");
}

/// The status of a call that ends without a message: it stands in the head.
std::string headStatus(const Answer& answer) {
  EXPECT_EQ(answer.head.getStatus(), 200);
  EXPECT_EQ(answer.body, "");
  EXPECT_FALSE(answer.head.get("grpc-message", "").empty());
  return answer.head.get("grpc-status", "");
}

TEST_F(DemoUpstream, GrpcFailuresAreTrailersOnly) {
  const std::string good = grpcFrame(encodeEcho("hop"));
  EXPECT_EQ(headStatus(http2.call("/hop.Echo/Sing", good)), "12");
  EXPECT_EQ(headStatus(http2.call("/", good)), "12");
  EXPECT_EQ(headStatus(http2.call("/hop.Echo/Say", grpcFrame("hop"))), "3");
  EXPECT_EQ(headStatus(http2.call("/hop.Echo/Say", good + "x")), "3");
  EXPECT_EQ(headStatus(http2.call("/hop.Echo/Say", good, false)), "13")
      << "te: trailers is missing";
}

TEST_F(DemoUpstream, WhatIsNoGrpcIsAnsweredAsHttp) {
  EXPECT_EQ(http2.get("/hop.Echo/Say").head.getStatus(), 415);
  const auto old = http1.call("/hop.Echo/Say", grpcFrame(encodeEcho("hop")));
  EXPECT_EQ(old.head.getStatus(), 505) << "gRPC needs HTTP/2";
}

TEST(DemoUpstreamSettings, TlsNeedsAnAddressAndACertificate) {
  const auto settings =
      parseSettings({"--tls-listen", "127.0.0.1:0", "--self-signed"});
  ASSERT_TRUE(settings.tlsListen);
  EXPECT_TRUE(settings.certificate.selfSigned);
  EXPECT_FALSE(parseSettings({}).tlsListen);
  const std::vector<std::vector<std::string>> wrong = {
      {"--tls-listen", "127.0.0.1:0"},
      {"--self-signed"},
      {"--tls-listen", "127.0.0.1:0", "--cert", "c.pem"},
      {"--tls-listen", "127.0.0.1:0", "--key", "k.pem"},
      {"--tls-listen", "9443", "--self-signed"},
      {"--tls-listen", "127.0.0.1:0", "--self-signed", "--cert", "c.pem",
       "--key", "k.pem"}};
  for (const auto& arguments : wrong) {
    EXPECT_THROW(static_cast<void>(parseSettings(arguments)), cli::UsageError)
        << testing::PrintToString(arguments);
  }
}

}  // namespace
}  // namespace hop::upstream
