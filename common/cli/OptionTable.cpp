// SPDX-License-Identifier: MIT
#include "common/cli/OptionTable.h"

#include "common/cli/Duration.h"
#include "common/cli/UsageError.h"

#include <array>
#include <charconv>

namespace hop::cli {

namespace {

struct TimeoutRow {
  std::string_view name;
  int since;
  std::chrono::milliseconds Timeouts::*member;  ///< null: not written yet
};

constexpr std::array kTimeouts{
    TimeoutRow{"connect", 2, &Timeouts::connect},
    TimeoutRow{"response-head", 2, &Timeouts::responseHead},
    TimeoutRow{"shutdown", 2, &Timeouts::shutdown},
    TimeoutRow{"request-head", 8, &Timeouts::requestHead},
    TimeoutRow{"client-idle", 8, &Timeouts::clientIdle},
    TimeoutRow{"request-body", 9, &Timeouts::requestBody},
    TimeoutRow{"response-body", 9, &Timeouts::responseBody},
    TimeoutRow{"tunnel-idle", 11, &Timeouts::tunnelIdle},
    TimeoutRow{"upstream-idle", 12, &Timeouts::upstreamIdle},
    TimeoutRow{"upstream-age", 12, &Timeouts::upstreamAge},
    TimeoutRow{"upstream-queue", 12, &Timeouts::upstreamQueue},
};

struct LimitRow {
  std::string_view name;
  int since;
  std::size_t Limits::*member;
};

constexpr std::array kLimits{
    LimitRow{"head-bytes", 8, &Limits::headBytes},
    LimitRow{"fields", 8, &Limits::fields},
    LimitRow{"request-line", 8, &Limits::requestLine},
    LimitRow{"connections", 8, &Limits::connections},
    LimitRow{"threads", 8, &Limits::threads},
    LimitRow{"streams", 10, &Limits::streams},
    LimitRow{"upstream-connections", 12, &Limits::upstreamConnections},
    LimitRow{"upstream-idle", 12, &Limits::upstreamIdle},
    LimitRow{"upstream-uses", 12, &Limits::upstreamUses},
};

std::string stepText(int step) {
  return (step < 10 ? "0" : "") + std::to_string(step);
}

struct NameAndValue {
  std::string name;
  std::string value;
};

NameAndValue splitSetting(const std::string& option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    throw UsageError(option + " '" + text + "': write NAME=VALUE");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

[[noreturn]] void comesLater(const std::string& what, int step) {
  throw UsageError(what + " comes with step " + stepText(step));
}

/// The row of that name, if this step has it.
template <class Table>
auto findSetting(const Table& table, const std::string& option,
                 const std::string& name, int step) {
  for (const auto& row : table) {
    if (row.name != name) continue;
    if (row.since > step) comesLater(option + " " + name, row.since);
    return row;
  }
  throw UsageError(option + " '" + name + "': there is no such name");
}

/// "connect, shutdown": those of the table that this step has.
template <class Table>
std::string namesIn(const Table& table, int step) {
  std::string names;
  for (const auto& row : table) {
    if (row.since > step) continue;
    names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  return names;
}

void storeTimeout(Options& options, const std::string& text) {
  const auto [name, value] = splitSetting("--timeout", text);
  const auto row = findSetting(kTimeouts, "--timeout", name, options.number());
  options.timeouts.*row.member = parseDuration(value);
}

std::size_t parseCount(const std::string& text) {
  std::size_t count = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, count);
  constexpr std::size_t kMost = 1'000'000'000;
  if (error != std::errc() || end != last || count == 0 || count > kMost) {
    throw UsageError("'" + text + "' is not a number from 1 to 1000000000");
  }
  return count;
}

void storeLimit(Options& options, const std::string& text) {
  const auto [name, value] = splitSetting("--limit", text);
  const auto row = findSetting(kLimits, "--limit", name, options.number());
  options.limits.*row.member = parseCount(value);
}

void storePrefix(Options& options, const std::string& value) {
  if (!value.starts_with('/') || !isPlain(value) ||
      value.find_first_of("?#") != value.npos) {
    throw UsageError("--strip-prefix '" + value +
                     "': write a path that begins with /");
  }
  options.stripPrefix = value;
  while (options.stripPrefix.ends_with('/')) options.stripPrefix.pop_back();
}

std::string fileName(const std::string& option, const std::string& value) {
  if (value.empty()) throw UsageError(option + ": write the name of a file");
  return value;
}

const std::array kOptions{
    OptionRow{"listen", "HOST:PORT", 1,
              "where to listen; port 0 takes any free one "
              "(default 127.0.0.1:8080)",
              false,
              [](Options& options, const std::string& value) {
                options.listen = parseListenAddress(value);
              }},
    OptionRow{"upstream", "URL", 1,
              "where the requests go (default http://127.0.0.1:9000)", false,
              [](Options& options, const std::string& value) {
                options.upstream = parseUpstream(value, options.number());
              }},
    OptionRow{"timeout", "NAME=DURATION", 2,
              "how long to wait (200ms, 5s, 2m): ", true, storeTimeout,
              [](int step) { return namesIn(kTimeouts, step); }},
    OptionRow{"strip-prefix", "/PATH", 7,
              "cut this from the path; anything outside it is 404", false,
              storePrefix},
    OptionRow{"limit", "NAME=N", 8, "how much to take: ", true, storeLimit,
              [](int step) { return namesIn(kLimits, step); }},
    OptionRow{"cert", "FILE", 10,
              "listen with TLS: the certificate and its chain, PEM", false,
              [](Options& options, const std::string& value) {
                options.certificate.file = fileName("--cert", value);
              }},
    OptionRow{"key", "FILE", 10, "the key that belongs to --cert, PEM", false,
              [](Options& options, const std::string& value) {
                options.certificate.keyFile = fileName("--key", value);
              }},
    OptionRow{"self-signed", "", 10,
              "listen with TLS: a certificate for localhost, made now", false,
              [](Options& options, const std::string&) {
                options.certificate.selfSigned = true;
              }},
    OptionRow{"upstream-ca", "FILE", 10,
              "trust only what these certificates vouch for, PEM", false,
              [](Options& options, const std::string& value) {
                options.trust.authorityFile = fileName("--upstream-ca", value);
              }},
    OptionRow{"upstream-insecure", "", 10,
              "take any certificate of the upstream", false,
              [](Options& options, const std::string&) {
                options.trust.verify = false;
              }},
    OptionRow{"quiet", "", 1, "no log lines", false,
              [](Options& options, const std::string&) {
                options.verbosity = Verbosity::Quiet;
              }},
    OptionRow{"verbose", "", 1, "more log lines", false,
              [](Options& options, const std::string&) {
                options.verbosity = Verbosity::Verbose;
              }},
    OptionRow{
        "help", "", 1, "print this text", false,
        [](Options& options, const std::string&) { options.help = true; }},
};

}  // namespace

std::span<const OptionRow> optionTable() {
  return kOptions;
}

}  // namespace hop::cli
