// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace hop::matrix {

/// Runs the rows that a sabotage patch names on the step that it was applied
/// to: each must be red, for the reason that the patch names.
///
/// A patch (tests/sabotage/05-name.patch) begins with lines such as
/// "Rows: 05-02 hop-by-hop-leaked" before the diff.
/// @param patch its name without ".patch"; the program is
///   BIN/sabotage-NAME.
/// @return one sentence for each row that did not notice.
[[nodiscard]] std::vector<std::string> checkSabotage(const std::string& cases,
                                                     const std::string& bin,
                                                     const std::string& patch);

}  // namespace hop::matrix
