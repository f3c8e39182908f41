// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace hop::upstream {

/// The phrase of the IANA registry, "I'm a teapot" for 418, and "Unassigned"
/// for a status that nobody has registered.
[[nodiscard]] std::string_view reasonPhrase(int status);

}  // namespace hop::upstream
