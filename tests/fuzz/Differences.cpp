// SPDX-License-Identifier: MIT
#include "tests/fuzz/Differences.h"

#include <Poco/RegularExpression.h>

#include <algorithm>
#include <string>

namespace hop::fuzz {

namespace {

using Poco::RegularExpression;

constexpr int kAnyCase = RegularExpression::RE_CASELESS;

bool contains(std::string_view text, const RegularExpression& pattern) {
  RegularExpression::Match match{};
  return pattern.match(std::string(text), match) > 0;
}

/// Without the empty lines before and behind it.
std::string_view headOf(std::string_view octets) {
  const auto begin = std::min(octets.find_first_not_of("\r\n"), octets.size());
  const auto end = octets.find("\r\n\r\n", begin);
  return octets.substr(begin, end - begin + 2);
}

/// A version that llhttp does not know.
bool hasLaterVersion(std::string_view head) {
  static const RegularExpression kLater(R"(^[^\r\n]* HTTP/1\.[2-9]\r\n)");
  return contains(head, kLater);
}

/// A scheme that is not of letters only.
bool hasOtherScheme(const std::string& target) {
  static const RegularExpression kScheme(
      R"(^[a-z][a-z0-9+.-]*[0-9+.-][a-z0-9+.-]*://)", kAnyCase);
  return contains(target, kScheme);
}

bool hasTabBehindFraming(std::string_view head) {
  static const RegularExpression kTab(
      R"(\n(content-length:[ \t]*[0-9]+|transfer-encoding:[ \t]*chunked))"
      R"( *\t[ \t]*\r\n)",
      kAnyCase);
  return contains(head, kTab);
}

/// The line in which llhttp gave up is a chunk size with extensions that keep
/// to the grammar.
bool isAtExtension(std::string_view octets, const Request& theirs) {
  if (!theirs.headComplete || theirs.size > octets.size()) return false;
  // It gives up at an octet of the line, or behind its CR.
  const auto before =
      octets.rfind('\n', std::max<std::size_t>(theirs.size, 1) - 1);
  const auto begin = before == octets.npos ? 0 : before + 1;
  const auto line = octets.substr(begin, octets.find('\r', begin) - begin);
  if (line.size() > 1000) return true;  // it would need a deep stack
  static const RegularExpression kExtended(
      R"(^[0-9a-f]+([ \t]*;[ \t]*[!#$%&'*+.^_`|~0-9a-z-]+)"
      R"(([ \t]*=[ \t]*([!#$%&'*+.^_`|~0-9a-z-]+|)"
      R"("([\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"))?)+\z)",
      kAnyCase);
  return contains(line, kExtended);
}

bool hasFramingTrailer(const Request& ours) {
  static const RegularExpression kFraming(
      "^(content-length|transfer-encoding)$", kAnyCase);
  return std::any_of(
      ours.trailers.begin(), ours.trailers.end(),
      [](const auto& field) { return contains(field.first, kFraming); });
}

}  // namespace

bool isKnownDifference(std::string_view octets, const Request& ours,
                       const Request& theirs) {
  const auto head = headOf(octets);
  return !llhttpKnows(ours.method) || ours.method == "CONNECT" ||
         hasLaterVersion(head) || hasOtherScheme(ours.target) ||
         hasTabBehindFraming(head) || isAtExtension(octets, theirs) ||
         hasFramingTrailer(ours);
}

}  // namespace hop::fuzz
