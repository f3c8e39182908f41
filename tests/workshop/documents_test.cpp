// SPDX-License-Identifier: MIT
#include "tests/workshop/Learner.h"
#include "tools/workshop/Task.h"

#include <regex>
#include <set>
#include <sstream>

namespace hop::workshop {
namespace {

std::string fileOf(const std::string& name) {
  return pages::readFile(std::filesystem::path(HOP_ROOT_DIR) / name);
}

/// The commands that usage.txt lists, one per line, indented by two.
std::set<std::string> commands() {
  std::set<std::string> names{"help"};
  std::istringstream lines(fileOf("tools/hop/usage.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  ")) continue;
    std::istringstream words(line);
    std::string name;
    words >> name;
    names.insert(name);
  }
  return names;
}

/// Every "./hop WORD" of a text.
std::set<std::string> mentioned(const std::string& text) {
  static const std::regex kCommand(R"(\./hop\s+([a-z]+))");
  std::set<std::string> names;
  for (std::sregex_iterator it(text.begin(), text.end(), kCommand), end;
       it != end; ++it) {
    names.insert((*it)[1]);
  }
  return names;
}

void expectKnown(const std::string& where, const std::string& text) {
  const auto known = commands();
  for (const auto& name : mentioned(text)) {
    EXPECT_TRUE(known.contains(name)) << where << ": ./hop " << name;
  }
}

TEST(Documents, NameOnlyCommandsThatThereAre) {
  for (const std::string name :
       {"README.md", "docs/workshop.md", "CONTRIBUTING.md"}) {
    const std::string text = fileOf(name);
    EXPECT_GE(mentioned(text).size(), 3U) << name;
    expectKnown(name, text);
  }
  const Learner learner;
  for (const auto& step : learner.manifest().written()) {
    expectKnown("TASK.md of " + step.slug, taskText(learner.book(), step));
  }
}

/// What hop-workshop can do, hop passes on, and usage.txt and the page about
/// workshops tell.
TEST(Documents, TellEveryCommandOfTheWorkshop) {
  const Learner learner;
  std::istringstream help(learner.say({"help"}).out);
  const auto told = mentioned(fileOf("docs/workshop.md"));
  const std::string script = fileOf("hop");
  const auto known = commands();
  std::size_t count = 0;
  for (std::string line; std::getline(help, line);) {
    if (!line.starts_with("  ")) continue;
    std::istringstream words(line);
    std::string name;
    words >> name;
    ++count;
    EXPECT_TRUE(known.contains(name)) << name;
    EXPECT_TRUE(told.contains(name)) << name;
    EXPECT_TRUE(std::regex_search(
        script, std::regex("[|] " + name + "\\b|" + name + " [|]")))
        << name;
  }
  EXPECT_EQ(count, 8U);
}

}  // namespace
}  // namespace hop::workshop
