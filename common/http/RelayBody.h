// SPDX-License-Identifier: MIT
#pragma once

#include <istream>
#include <ostream>

namespace hop::http {

/// Passes on a body while it is made. Taught in step 09-streaming,
/// moved here in 11, not changed.
void relayBody(std::istream& from, std::ostream& to);

}  // namespace hop::http
