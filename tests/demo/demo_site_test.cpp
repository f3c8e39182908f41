// SPDX-License-Identifier: MIT
/// @file
/// The lab and the deck beside a demo: with Node, without it, and first of all
/// that the demo prints.
#include "tools/hop/DeckBuild.h"
#include "tools/hop/DemoSite.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/TemporaryFile.h>
#include <Poco/URI.h>

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace hop::tool {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// A build directory of its own, in which no deck was built.
class Site : public testing::Test {
 protected:
  Site()
      : context_{HOP_ROOT_DIR, fs::path(folder_.path()) / "bin",
                 manifest::Manifest(HOP_ROOT_DIR)} {
    fs::create_directories(context_.bin);
  }
  ~Site() override { ::setenv("PATH", path_.c_str(), 1); }
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  /// From here on there is no Node on this machine.
  void hideNode() { ::setenv("PATH", context_.bin.c_str(), 1); }

  void writeDeck(const std::string& index) {
    fs::create_directories(deckOf(context_));
    std::ofstream(deckOf(context_) / "index.html") << index;
    std::ofstream(deckOf(context_) / "demos.json") << "[]\n";
  }

  Poco::TemporaryFile folder_;
  std::string path_ = std::getenv("PATH");
  Context context_;
};

/// The address that stands behind this name.
std::string addressIn(const std::string& text, const std::string& name) {
  const auto at = text.find(name);
  const auto from = text.find("http://", at);
  if (at == text.npos || from == text.npos) return {};
  return text.substr(from, text.find('\n', from) - from);
}

struct Answer {
  int status = 0;
  std::string location;
  std::string body;
};

Answer get(const std::string& address) {
  const Poco::URI uri(address);
  Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
  session.setTimeout(Poco::Timespan(10, 0));
  Poco::Net::HTTPRequest request("GET", uri.getPathAndQuery(), "HTTP/1.1");
  session.sendRequest(request);
  Poco::Net::HTTPResponse head;
  Answer answer;
  Poco::StreamCopier::copyToString(session.receiveResponse(head), answer.body);
  answer.status = head.getStatus();
  answer.location = head.get("Location", "");
  return answer;
}

std::string withoutQuery(const std::string& address) {
  return address.substr(0, address.find('?'));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

TEST_F(Site, WithoutNodeThereIsTheLabAndWhatTheDeckNeeds) {
  hideNode();
  const DemoSite site(context_, {});
  EXPECT_TRUE(has(site.text(), "./hop ready --for present")) << site.text();
  const std::string lab = addressIn(site.text(), "The lab:");
  EXPECT_TRUE(has(lab, "/lab/?token=")) << site.text();
  EXPECT_EQ(get(withoutQuery(lab)).status, 200);
  Poco::URI root(lab);
  root.setPathEtc("/");
  EXPECT_EQ(get(root.toString()).location, "/lab/");
}

TEST_F(Site, WithoutNodeADeckThatWasBuiltIsServed) {
  hideNode();
  writeDeck("<p>as it was\n");
  const DemoSite site(context_, {});
  const std::string deck = addressIn(site.text(), "The deck:");
  EXPECT_EQ(get(withoutQuery(deck)).body, "<p>as it was\n");
}

TEST_F(Site, TheDeckKnowsThePortsOfABlockOnly) {
  hideNode();
  const auto talkOf = [&](std::optional<int> base) {
    const DemoSite site(context_, base);
    Poco::URI address(addressIn(site.text(), "The lab:"));
    address.setPathEtc("/talk.json");
    return get(address.toString()).body;
  };
  EXPECT_TRUE(has(talkOf(8200), "\"base\":8200"));
  EXPECT_FALSE(has(talkOf({}), "base"));
}

/// slides.npm has brought the packages.
TEST_F(Site, NodeBuildsTheDeckWhileThePageWaits) {
  const DemoSite site(context_, {});
  const std::string deck = withoutQuery(addressIn(site.text(), "The deck:"));
  ASSERT_NE(deck, "") << site.text();
  Answer answer = get(deck);
  EXPECT_EQ(answer.status, 200) << "at once, whatever it is";
  const auto deadline = std::chrono::steady_clock::now() + 90s;
  while (!has(answer.body, "reveal") &&
         std::chrono::steady_clock::now() < deadline) {
    EXPECT_TRUE(has(answer.body, "http-equiv=\"refresh\"")) << answer.body;
    std::this_thread::sleep_for(50ms);
    answer = get(deck);
  }
  EXPECT_TRUE(has(answer.body, "reveal")) << answer.body;
  EXPECT_TRUE(isBuilt(deckOf(context_)));
}

TEST(Demo, TheAddressesComeFirst) {
  process::Command command;
  command.argv = {std::string(HOP_BIN_DIR) + "/hop-tool", "demo", "5", "--port",
                  "0"};
  command.environment = {{"HOP_ROOT", HOP_ROOT_DIR}, {"HOP_BIN", HOP_BIN_DIR}};
  process::ChildProcess demo(command);
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (!has(demo.standardOutput(), "Ctrl-C ends") &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(20ms);
  }
  const std::string text = demo.standardOutput();
  EXPECT_TRUE(text.starts_with("\nThe lab:   http://127.0.0.1:")) << text;
  EXPECT_LT(text.find("The deck:"), text.find("curl ")) << text;
  demo.signal(SIGTERM);
  const auto status = demo.wait(20s);
  EXPECT_TRUE(status && status->ok());
}

}  // namespace
}  // namespace hop::tool
