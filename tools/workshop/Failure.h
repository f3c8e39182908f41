// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Cases.h"

#include <string>
#include <vector>

namespace hop::workshop {

/// The message of a failed case, taken apart for a reader.
struct Failure {
  std::string found;   ///< what was seen instead
  std::string octets;  ///< the four lanes, each with its heading; or empty
  std::string repeat;  ///< the command that repeats it; or empty
  bool crash = false;  ///< the program itself broke down
};

/// @param verdict of a case that failed.
[[nodiscard]] Failure explain(const Verdict& verdict);

/// Where the learner reads about that row: files, seen from the checkout.
[[nodiscard]] std::vector<std::string> whereToRead(const Shop& shop,
                                                   const Case& about);

}  // namespace hop::workshop
