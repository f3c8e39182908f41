// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Console.h"

#include <filesystem>

namespace hop::pages {

/// A recorder that plays scenes with the real programs: the demo upstream and
/// the step, each on a free port, and every command through bash in an empty
/// directory, without proxy variables, ten seconds at most.
/// @param bin the directory of the built programs.
[[nodiscard]] Recorder player(std::filesystem::path bin);

}  // namespace hop::pages
