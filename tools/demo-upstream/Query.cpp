// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Query.h"

#include "common/cli/Duration.h"
#include "common/cli/UsageError.h"

#include "tools/demo-upstream/HttpError.h"

#include <Poco/StringTokenizer.h>

#include <charconv>

namespace hop::upstream {

namespace {

constexpr auto kLongestWait = std::chrono::minutes(1);

}  // namespace

std::optional<std::string> parameter(const Request& request,
                                     std::string_view name) {
  const Poco::StringTokenizer pairs(request.query, "&");
  for (const std::string& pair : pairs) {
    const auto equals = pair.find('=');
    if (std::string_view(pair).substr(0, equals) != name) continue;
    return equals == std::string::npos ? "" : pair.substr(equals + 1);
  }
  return std::nullopt;
}

std::chrono::milliseconds waitOf(const Request& request,
                                 std::chrono::milliseconds otherwise) {
  const auto text = parameter(request, "wait");
  if (!text) return otherwise;
  try {
    const auto wait = cli::parseDuration(*text);
    if (wait <= kLongestWait) return wait;
  } catch (const cli::UsageError&) {
    // Said below, with our own limit.
  }
  throw HttpError(400, "?wait= takes 200ms, 5s or 1m, at most a minute");
}

std::uint64_t parseNumber(std::string_view text, std::uint64_t least,
                          std::uint64_t most, std::string_view what) {
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc() || end != last || number < least || number > most) {
    throw HttpError(400, std::string(what) + " is a number from " +
                             std::to_string(least) + " to " +
                             std::to_string(most));
  }
  return number;
}

}  // namespace hop::upstream
