// SPDX-License-Identifier: MIT
#include "tools/pages/Normalize.h"

#include <Poco/Environment.h>
#include <Poco/RegularExpression.h>
#include <Poco/String.h>

#include <algorithm>
#include <vector>

namespace hop::pages {

namespace {

using Poco::RegularExpression;

void substitute(std::string& text, const std::string& pattern,
                const std::string& by) {
  const RegularExpression expression(pattern);
  expression.subst(text, by, RegularExpression::RE_GLOBAL);
}

/// "127.0.0.1:8080", "127.0.0.1 8080", "127.0.0.1/8080" (bash's /dev/tcp),
/// "127.0.0.1 port 8080" (curl's messages), and the same with localhost.
void replacePort(std::string& text, int from, int to) {
  substitute(text,
             R"((127\.0\.0\.1|localhost)(:|/| port | ))" +
                 std::to_string(from) + "\\b",
             "$1$2" + std::to_string(to));
}

/// What differs between two runs or two machines. Ports and dates keep their
/// length, so that a Content-Length stays right.
void replaceChanging(std::string& text) {
  substitute(text,
             "(?i)(Date: )[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} "
             "[0-9:]{8} GMT",
             "$1Thu, 01 Jan 2026 12:00:00 GMT");
  substitute(text, R"(127\.0\.0\.1:[0-9]{5}\b)", "127.0.0.1:50000");
  substitute(text, " [0-9]+ms$", " 3ms");
  substitute(text, "after [0-9]{1,2} (ms|milliseconds)", "after 0 $1");
  substitute(text, "after ([0-9]+)[0-9]{2} (ms|milliseconds)", "after $100 $2");
  // curl's own timers: whole seconds, a busy machine may add a part of one.
  substitute(text, R"(\b([0-9]+)\.[0-9]{6} s\b)", "$1 s");
  // curl 8.8 has changed its words.
  substitute(text, "Couldn't connect to server", "Could not connect to server");
  const std::string host = Poco::Environment::nodeName();
  if (host != "localhost" && !host.empty()) {
    substitute(text, "\\b\\Q" + host + "\\E\\b", "demo-host");
  }
}

/// With -v curl speaks about itself.
bool isCurlsOwn(const std::string& line) {
  const auto begins = [&line](const char* text) {
    return line.starts_with(text);
  };
  return begins("* ") || begins("{ [") || begins("} [");
}

/// An octet that a page cannot hold is written as "\x1f".
std::string printable(const std::string& line) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const char c : line) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x20 || c == '\t') {
      text += c;
    } else {
      text += {'\\', 'x', kHex[octet >> 4], kHex[octet & 0xf]};
    }
  }
  return text;
}

}  // namespace

std::string withRealPorts(const std::string& command, const Ports& ports) {
  std::string text = command;
  replacePort(text, 8080, ports.proxy);
  replacePort(text, 9000, ports.upstream);
  return text;
}

Lines normalize(const std::string& output, const Ports& ports) {
  std::string text = output;
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  Lines result;
  for (auto& line : splitLines(text)) {
    if (isCurlsOwn(line)) continue;
    replacePort(line, ports.proxy, 8080);
    replacePort(line, ports.upstream, 9000);
    replaceChanging(line);
    result.push_back(Poco::trimRight(printable(line)));
  }
  while (!result.empty() && result.back().empty()) result.pop_back();
  return result;
}

}  // namespace hop::pages
