// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace hop::test {

/// The proxy under test behaved wrongly: the case is red, for this reason.
class CaseFailed final : public std::runtime_error {
 public:
  CaseFailed(std::string reason, const std::string& detail)
      : std::runtime_error(detail), reason_(std::move(reason)) {}
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string reason_;
};

/// The test itself could not be carried out, or the proxy crashed: neither
/// green nor red, and never a pass.
class HarnessError final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The assertion of every case.
/// @param reason a code of kReasons: why the case is red if it does not hold.
/// @throws CaseFailed when @p holds is false; HarnessError for a code that is
///   not in the list (a misspelt reason would never match anything).
void require(bool holds, std::string_view reason, const std::string& detail);

/// The same, unconditionally.
[[noreturn]] void fail(std::string_view reason, const std::string& detail);

}  // namespace hop::test
