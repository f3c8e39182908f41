// SPDX-License-Identifier: MIT
#pragma once

#include "tools/lab/Order.h"
#include "tools/wire/Program.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hop::lab {

/// One file of docs/transcripts/lab, as it is and as it should be.
struct Recording {
  std::filesystem::path path;  ///< below that directory: "hop-by-hop/5.json"
  std::string before;          ///< empty: there was none
  std::string now;             ///< empty: there should be none

  [[nodiscard]] bool changed() const { return before != now; }
};

/// Sends every scenario through every step, and through no proxy, and compares
/// the recordings with the files below @p directory. Writes nothing.
///
/// A recording is wire::timeless(); where it differs from its file, it is made
/// again until two agree, so that a slow moment of the machine is no news.
/// @throws wire::Interrupted, wire::ProgramFailed, std::runtime_error when no
///   two agree.
[[nodiscard]] std::vector<Recording> recordAll(
    const Choice& choice, const std::filesystem::path& directory,
    const wire::Cancelled& cancelled);

}  // namespace hop::lab
