// SPDX-License-Identifier: MIT
#include "tools/pages/Console.h"

#include "tests/pages/TestTree.h"

#include "tools/pages/Player.h"
#include "tools/pages/Weave.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hop::pages {
namespace {

class Console : public testing::Test {
 protected:
  Page page(const std::string& text) {
    return {tree_.write("README.md", text), std::nullopt};
  }

  std::string errorOf(const std::string& text) {
    return messageOf([&] { (void)weave(book_, page(text)); });
  }

  /// Repeats what it was asked to play.
  Recorder echo() {
    return [this](const Scene& scene) {
      scene_ = scene;
      std::vector<Lines> outputs;
      for (const auto& command : scene.commands) {
        outputs.push_back({"ran " + command.substr(0, 4)});
      }
      return outputs;
    };
  }

  TestTree tree_;
  manifest::Manifest manifest_ = tree_.manifest();
  Book book_{tree_.root(), manifest_};
  Scene scene_;
};

TEST_F(Console, KeepsCommandsAndReplacesOutput) {
  const auto text = weave(book_,
                          page("<!-- console: step=newest upstream=/base -->\n"
                               "```console\n$ curl \\\n  x\nold\n$ echo\nold\n"
                               "```\n<!-- /console -->\n"),
                          echo());
  EXPECT_EQ(text,
            "<!-- console: step=newest upstream=/base -->\n"
            "```console\n$ curl \\\n  x\nran curl\n$ echo\nran echo\n"
            "```\n<!-- /console -->\n");
  ASSERT_TRUE(scene_.step);
  EXPECT_EQ(scene_.step->slug, "03-three");
  EXPECT_EQ(scene_.base, "/base");
  EXPECT_EQ(scene_.upstream, Scene::Upstream::Demo);
}

TEST_F(Console, SceneWithoutServers) {
  (void)weave(book_,
              page("<!-- console: step=none upstream=none options=\"--a b\" "
                   "-->\n$ x\n<!-- /console -->"),
              echo());
  EXPECT_FALSE(scene_.step);
  EXPECT_EQ(scene_.upstream, Scene::Upstream::None);
  EXPECT_EQ(scene_.options, (std::vector<std::string>{"--a", "b"}));
}

TEST_F(Console, WithoutARecorderItStays) {
  const std::string text =
      "<!-- console: step=1 -->\n```console\n$ a\nout\n```\n<!-- /console "
      "-->\n";
  EXPECT_EQ(weave(book_, page(text)), text);
}

TEST_F(Console, Errors) {
  EXPECT_PRED2(holds, errorOf("<!-- console: step=1 -->\n<!-- /console -->"),
               "README.md:1: a console needs a line that begins with '$ '");
  EXPECT_PRED2(
      holds,
      errorOf("<!-- console: step=1 upstream=x -->\n$ a\n<!-- /console -->"),
      "README.md:1: upstream is 'none', 'h2c' or a path");
  EXPECT_PRED2(holds, errorOf("<!-- console -->\n$ a\n<!-- /console -->"),
               "README.md:1: which step? Write step=N");
}

TEST_F(Console, AProgramThatDoesNotStartNamesTheBlock) {
  const auto bad = page("\n<!-- console: step=1 -->\n$ a\n<!-- /console -->");
  EXPECT_PRED2(holds,
               messageOf([&] { (void)weave(book_, bad, player("/nowhere")); }),
               "README.md:2: cannot start /nowhere/demo-upstream");
}

TEST_F(Console, PlaysWithoutServersInAnEmptyDirectory) {
  Scene scene;
  scene.upstream = Scene::Upstream::None;
  scene.commands = {"ls; echo a; echo b >&2; printf c", "env | cut -d= -f1",
                    "curl http://127.0.0.1:9000/"};
  const auto outputs = player(HOP_BIN_DIR)(scene);
  ASSERT_EQ(outputs.size(), 3U);
  EXPECT_EQ(outputs[0], (Lines{"a", "b", "c"}));
  EXPECT_EQ(std::count(outputs[1].begin(), outputs[1].end(), "http_proxy"), 0);
  ASSERT_EQ(outputs[2].size(), 1U);
  EXPECT_PRED2(holds, outputs[2][0],
               "curl: (7) Failed to connect to 127.0.0.1 port 9000 after 0 ms");
}

}  // namespace
}  // namespace hop::pages
