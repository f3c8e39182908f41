// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hop::pages {

/// What a short program left behind.
struct Outcome {
  int code = 0;
  std::string output;  ///< its stdout
  std::string error;   ///< its stderr
};

/// Runs a well-known program (diff, git) to its end, at most 30 seconds.
/// @throws std::runtime_error when it is missing, crashes or never ends.
[[nodiscard]] Outcome runProgram(const std::vector<std::string>& argv,
                                 const std::filesystem::path& directory = {});

}  // namespace hop::pages
