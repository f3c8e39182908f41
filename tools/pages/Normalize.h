// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Text.h"

#include <cstdint>
#include <string>

namespace hop::pages {

/// The ports of one recording: where 8080 and 9000 really are.
struct Ports {
  std::uint16_t proxy = 0;
  std::uint16_t upstream = 0;
};

/// A command as the reader types it, made to reach the real ports.
[[nodiscard]] std::string withRealPorts(const std::string& command,
                                        const Ports& ports);

/// What a command printed, without what differs from one run to the next:
/// ports are 8080 and 9000 again, the date is one fixed date, the client's
/// own port 50000; host name, version of curl, durations in milliseconds are
/// fixed too. Without carriage returns, curl's own lines ("* ...") and blank
/// lines at the end.
[[nodiscard]] Lines normalize(const std::string& output, const Ports& ports);

}  // namespace hop::pages
