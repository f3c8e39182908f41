// SPDX-License-Identifier: MIT
#include "tools/workshop/Terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

namespace hop::workshop {
namespace {

using Colour = Terminal::Colour;

/// Stdout is a terminal as long as it lives.
class PseudoTerminal final {
 public:
  PseudoTerminal()
      : master_(::posix_openpt(O_RDWR | O_NOCTTY)),
        kept_(::dup(STDOUT_FILENO)) {
    if (::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return;
    const int slave = ::open(::ptsname(master_), O_RDWR | O_NOCTTY);
    ::dup2(slave, STDOUT_FILENO);
    ::close(slave);
  }
  ~PseudoTerminal() {
    ::dup2(kept_, STDOUT_FILENO);
    ::close(kept_);
    ::close(master_);
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;

 private:
  int master_;
  int kept_;
};

TEST(Terminal, NoColorTakesTheColoursAway) {
  ::setenv("TERM", "xterm", 1);
  ::unsetenv("NO_COLOR");
  const PseudoTerminal pseudo;
  EXPECT_EQ(Terminal::ofStandardOutput().paint(Colour::Red, "x"),
            "\x1b[31mx\x1b[0m");
  ::setenv("NO_COLOR", "1", 1);
  EXPECT_EQ(Terminal::ofStandardOutput().paint(Colour::Red, "x"), "x");
  EXPECT_TRUE(Terminal::ofStandardOutput().live());
}

TEST(Terminal, ADumbOneGetsPlainText) {
  ::unsetenv("NO_COLOR");
  ::setenv("TERM", "dumb", 1);
  const PseudoTerminal pseudo;
  EXPECT_EQ(Terminal::ofStandardOutput().paint(Colour::Red, "x"), "x");
  EXPECT_FALSE(Terminal::ofStandardOutput().live());
}

TEST(Terminal, TheBarShowsOneFailureAmongMany) {
  const Terminal plain({});
  EXPECT_EQ(plain.bar(0, 0, 10), "[........................]");
  EXPECT_EQ(plain.bar(10, 0, 10), "[########################]");
  EXPECT_EQ(plain.bar(99, 1, 100), "[#######################x]");
  EXPECT_EQ(plain.bar(5, 0, 10), "[############............]");
  EXPECT_EQ(plain.bar(0, 0, 0), "[........................]");
}

TEST(Terminal, LongLinesAreWrappedAndCodeIsNot) {
  const std::string word(30, 'w');
  EXPECT_EQ(wrapped(word + " " + word + " " + word, "  "),
            "  " + word + " " + word + "\n  " + word + "\n");
  const std::string code = "  " + std::string(90, 'c');
  EXPECT_EQ(wrapped("text\n" + code, "  "), "  text\n  " + code + "\n");
}

}  // namespace
}  // namespace hop::workshop
