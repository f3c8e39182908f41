// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Check.h"
#include "tools/workshop/Terminal.h"

#include <Poco/JSON/Object.h>

#include <string>

namespace hop::workshop {

/// What is wrong when there is nothing to judge.
[[nodiscard]] std::string problemText(const Problem& problem,
                                      const Terminal& terminal);

/// One line per step, a sign per row, and the bar.
[[nodiscard]] std::string rowsText(const Outcome& outcome,
                                   const Terminal& terminal);

/// The case that failed: what was expected, what was seen, the octets on both
/// sides, how to repeat it, and where to read.
[[nodiscard]] std::string failureText(const Shop& shop, const Verdict& verdict,
                                      const Terminal& terminal);

/// All of it, for a terminal.
[[nodiscard]] std::string outcomeText(const Shop& shop,
                                      const manifest::Step& step,
                                      const Outcome& outcome,
                                      const Terminal& terminal);

/// All of it, for a program; docs/workshop.md describes the form.
[[nodiscard]] Poco::JSON::Object::Ptr outcomeJson(const Shop& shop,
                                                  const manifest::Step& step,
                                                  const Outcome& outcome);

}  // namespace hop::workshop
