// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace hop::upstream {

/// The text of picture.svg.
extern const std::string_view kPicture;

}  // namespace hop::upstream
