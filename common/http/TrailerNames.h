// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace hop::http {

/// True for a field that must not come after the body (RFC 9110 section
/// 6.5.1): whoever has read the head has already decided by it how the
/// message is framed, where it goes, who sent it, and what its content
/// is. Names are compared without case.
[[nodiscard]] bool isForbiddenTrailer(const std::string& name);

}  // namespace hop::http
