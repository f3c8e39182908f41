// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace hop::process {

/// Where a program is: as "command -v", and where Debian has its daemons.
[[nodiscard]] std::optional<std::string> findProgram(const std::string& name);

}  // namespace hop::process
