// SPDX-License-Identifier: MIT
// What the lab's server answers.
#include "tests/lab/LabServer.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <gtest/gtest.h>

#include <future>
#include <sstream>
#include <thread>

namespace hop::lab::test {
namespace {

using namespace std::chrono_literals;
using Poco::JSON::Object;

Object::Ptr parsed(const std::string& text) {
  return Poco::JSON::Parser().parse(text).extract<Object::Ptr>();
}

/// The JSON lines of a run.
std::vector<Object::Ptr> linesOf(const Reply& reply) {
  std::vector<Object::Ptr> lines;
  std::istringstream stream(reply.body);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(parsed(line));
  }
  return lines;
}

std::string messageIn(const Reply& reply) {
  return parsed(reply.body)
      ->getObject("error")
      ->getValue<std::string>("message");
}

class LabApi : public ::testing::Test {
 protected:
  LabServer server;
};

TEST_F(LabApi, ServesThePageAndItsParts) {
  EXPECT_EQ(server.get("/").head.getContentType(), "text/html; charset=utf-8");
  EXPECT_EQ(server.get("/main.js").head.getContentType(),
            "text/javascript; charset=utf-8");
  EXPECT_EQ(server.get("/nothing.js").status, 404);
}

TEST_F(LabApi, ServesTheCatalogue) {
  const auto catalogue = parsed(server.get("/catalogue.json").body);
  EXPECT_TRUE(catalogue->getValue<bool>("live"));
  const manifest::Manifest manifest(HOP_ROOT_DIR);
  EXPECT_EQ(catalogue->getArray("steps")->size(), manifest.written().size());
  const auto first = catalogue->getArray("scenarios")->getObject(0);
  EXPECT_EQ(first->getValue<std::string>("name"), "plain");
  EXPECT_FALSE(first->getObject("title")->getValue<std::string>("fr").empty());
  EXPECT_EQ(server.send("POST", "/catalogue.json", server.ownFields()).status,
            405);
}

TEST_F(LabApi, ServesTheRecordings) {
  EXPECT_EQ(server.get("/recordings/hop-by-hop/5.json").status, 200);
  EXPECT_EQ(server.get("/recordings/hop-by-hop/99.json").status, 404);
}

TEST_F(LabApi, LeavesNothingAboveItsDirectories) {
  for (const char* target :
       {"/../Lab.h", "/..%2fLab.h", "/%2e%2e/Lab.h", "/recordings/../README.md",
        "/recordings/..%2f..%2f..%2fREADME.md", "/recordings/%2e%2e/lab",
        "/recordings//etc/passwd", "/recordings/..", "/%00",
        "/recordings/.hidden"}) {
    EXPECT_EQ(server.get(target).status, 404) << target;
  }
}

TEST_F(LabApi, RunsAScenarioAndReportsAsItGoes) {
  const auto reply =
      server.run(R"({"scenario": "hop-by-hop", "steps": [4, 5]})");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.head.getContentType(), "application/x-ndjson");
  const auto lines = linesOf(reply);
  ASSERT_GE(lines.size(), 2U);
  EXPECT_FALSE(lines.front()->getValue<bool>("done"));
  EXPECT_TRUE(lines.back()->getValue<bool>("done"));
  const auto exchanges = lines.back()->getArray("exchanges");
  ASSERT_EQ(exchanges->size(), 2U);
  EXPECT_EQ(exchanges->getObject(0)->getObject("step")->getValue<int>("number"),
            4);
  EXPECT_EQ(exchanges->getObject(1)->getValue<std::string>("outcome"),
            "answered");
}

TEST_F(LabApi, SendsAnEditedRequest) {
  const auto reply = server.run(
      R"({"scenario": "plain", "steps": [5], "request":
          ["GET /status/418 HTTP/1.1\r\nHost: edited.example\r\n\r\n"]})");
  ASSERT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find("edited.example"), std::string::npos);
  EXPECT_NE(reply.body.find("418 I'm a teapot"), std::string::npos);
}

TEST_F(LabApi, SaysWhatIsWrong) {
  const auto unknown = server.run(R"({"scenario": "nobody", "steps": [5]})");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(messageIn(unknown), "There is no scenario of that name.");
  const auto malformed = server.run("{");
  EXPECT_EQ(malformed.status, 400);
  EXPECT_EQ(messageIn(malformed), "An order is a JSON object.");
  EXPECT_EQ(server.send("GET", "/api/run", server.ownFields()).status, 405);
}

TEST_F(LabApi, BoundsTheBody) {
  const auto large = server.run(std::string(kMostOrder + 1, ' '));
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(messageIn(large), "At most 65536 octets are taken.");
}

TEST_F(LabApi, BoundsWhatRunsAtOnce) {
  const auto slow = R"({"scenario": "plain", "steps": [9], "request":
      ["GET /?wait=1s HTTP/1.1\r\nHost: www.example\r\n\r\n"]})";
  std::vector<std::future<int>> replies;
  for (int i = 0; i < 16; ++i) {
    replies.push_back(std::async(std::launch::async,
                                 [&] { return server.run(slow).status; }));
  }
  int busy = 0;
  int served = 0;
  for (auto& reply : replies) {
    const int status = reply.get();
    busy += status == 503 ? 1 : 0;
    served += status == 200 ? 1 : 0;
  }
  // Two run, eight wait.
  EXPECT_EQ(served, 10);
  EXPECT_EQ(busy, 6);
}

TEST_F(LabApi, EndsWhatNobodyWaitsFor) {
  const std::string order = R"({"scenario": "plain", "steps": [9], "request":
      ["GET /?wait=15s HTTP/1.1\r\nHost: www.example\r\n\r\n"]})";
  std::string text = "POST /api/run HTTP/1.1\r\n";
  for (const auto& [name, value] : server.ownFields()) {
    text += name + ": " + value + "\r\n";
  }
  text +=
      "Content-Length: " + std::to_string(order.size()) + "\r\n\r\n" + order;
  for (int i = 0; i < 2; ++i) {
    Poco::Net::StreamSocket client(Poco::Net::SocketAddress(server.host()));
    client.sendBytes(text.data(), static_cast<int>(text.size()));
    char octet = 0;
    client.setReceiveTimeout(Poco::Timespan(10, 0));
    ASSERT_EQ(client.receiveBytes(&octet, 1), 1);
  }
  // Both have gone: there is room again, long before their 3 s are over.
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(server.run(R"({"scenario": "plain", "steps": [1]})").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2500ms);
}

TEST_F(LabApi, StopsAtOnce) {
  const auto begin = std::chrono::steady_clock::now();
  auto reply = std::async(std::launch::async, [&] {
    return server.run(R"({"scenario": "streaming", "steps": [9]})");
  });
  std::this_thread::sleep_for(300ms);
  server.lab().stop();
  const auto lines = linesOf(reply.get());
  ASSERT_FALSE(lines.empty());
  EXPECT_TRUE(lines.back()->has("error"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1800ms);
}

}  // namespace
}  // namespace hop::lab::test
