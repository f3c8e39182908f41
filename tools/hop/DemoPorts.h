// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace hop::tool {

using Port = std::uint16_t;

/// Can a program listen on this port of 127.0.0.1 now?
[[nodiscard]] bool isFree(Port port);

/// The first of the ports that is taken.
[[nodiscard]] std::optional<Port> firstTaken(const std::vector<Port>& ports);

}  // namespace hop::tool
