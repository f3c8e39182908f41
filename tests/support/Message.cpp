// SPDX-License-Identifier: MIT
#include "tests/support/Message.h"

#include "tests/support/Errors.h"
#include "tests/support/Octets.h"

#include <algorithm>
#include <cctype>

namespace hop::test {

namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return "";
  const auto last = text.find_last_not_of(" \t");
  return std::string(text.substr(first, last - first + 1));
}

Message::Field parseField(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == 0 || colon == line.npos ||
      line.substr(0, colon).find_first_of(" \t") != line.npos) {
    fail("malformed-response", "not a field line: " + readable(line));
  }
  return {std::string(line.substr(0, colon)), trimmed(line.substr(colon + 1))};
}

/// The n-th word of a start line; the last one takes the rest.
std::string word(const std::string& line, int wanted, bool rest = false) {
  std::size_t start = 0;
  for (int i = 0; i < wanted; ++i) {
    const auto space = line.find(' ', start);
    if (space == std::string::npos) return "";
    start = space + 1;
  }
  const auto end = rest ? std::string::npos : line.find(' ', start);
  return line.substr(start, end == std::string::npos ? end : end - start);
}

}  // namespace

bool sameName(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](unsigned char a, unsigned char b) {
                      return std::tolower(a) == std::tolower(b);
                    });
}

std::vector<std::string> Message::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [field, value] : fields) {
    if (sameName(field, name)) values.push_back(value);
  }
  return values;
}

bool Message::has(std::string_view name) const {
  return !all(name).empty();
}

std::string Message::value(std::string_view name) const {
  std::string joined;
  for (const auto& value : all(name)) {
    joined += (joined.empty() ? "" : ", ") + value;
  }
  return joined;
}

std::string Message::method() const {
  return word(startLine, 0);
}
std::string Message::target() const {
  return word(startLine, 1);
}
std::string Message::reason() const {
  return word(startLine, 2, true);
}

int Message::status() const {
  const std::string digits = word(startLine, 1);
  const bool valid =
      isResponse() && digits.size() == 3 &&
      std::all_of(digits.begin(), digits.end(),
                  [](unsigned char c) { return std::isdigit(c) != 0; });
  return valid ? std::stoi(digits) : 0;
}

Message parseHead(const std::string& head) {
  Message message;
  message.rawHead = head;
  std::size_t start = 0;
  while (start < head.size()) {
    const auto end = head.find("\r\n", start);
    const std::string line = head.substr(start, end - start);
    start = end == std::string::npos ? head.size() : end + 2;
    if (line.find_first_of("\r\n") != std::string::npos) {
      fail("malformed-response", "bare CR or LF in: " + readable(line));
    }
    if (message.startLine.empty()) {
      message.startLine = line;
    } else if (!line.empty()) {
      message.fields.push_back(parseField(line));
    }
  }
  return message;
}

}  // namespace hop::test
