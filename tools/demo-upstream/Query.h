// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Request.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hop::upstream {

/// The value of "?name=value", "" for a bare "?name", empty without either.
[[nodiscard]] std::optional<std::string> parameter(const Request& request,
                                                   std::string_view name);

/// "?wait=300ms": 200ms, 5s or 2m, at most a minute.
/// @throws HttpError 400 for anything else.
[[nodiscard]] std::chrono::milliseconds waitOf(
    const Request& request, std::chrono::milliseconds otherwise);

/// A decimal number and nothing else. @throws HttpError 400 naming @p what.
[[nodiscard]] std::uint64_t parseNumber(std::string_view text,
                                        std::uint64_t least, std::uint64_t most,
                                        std::string_view what);

}  // namespace hop::upstream
