// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace hop::matrix {

/// The command template for a program that obeys the contract of the command
/// line (tests/support/Proxy.h).
/// @param words that come before the options, if any.
[[nodiscard]] std::string proxyTemplate(const std::string& program,
                                        const std::string& words = "");

/// The command template of a canary: "close", "crash", "hang", "empty200",
/// "reset" or "half".
[[nodiscard]] std::string canaryCommand(const std::string& bin,
                                        const std::string& mode);

/// Runs the core rows on proxies that are broken on purpose. None may be
/// green, except those that say nothing about a connection; and a crash must
/// be an error, not a red.
/// @return one sentence for each canary that slipped through.
[[nodiscard]] std::vector<std::string> checkCanaries(const std::string& cases,
                                                     const std::string& bin);

}  // namespace hop::matrix
