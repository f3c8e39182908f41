// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Compile.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace hop::workshop {

/// Starts the program once, to see that it begins to listen: if it does not,
/// every case would fail, slowly, and with the same words.
/// @param patience how long it may take.
/// @return what is wrong, or nothing.
/// @throws std::runtime_error when it cannot be started.
[[nodiscard]] std::optional<Problem> tryStart(
    const std::filesystem::path& program,
    std::chrono::milliseconds patience = std::chrono::seconds(5));

}  // namespace hop::workshop
