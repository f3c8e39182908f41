// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/HttpError.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hop::upstream {

/// What is to be remembered of a body.
enum class Keep { Everything, Nothing };

/// Octets that are kept of one.
constexpr std::size_t kBodyLimit = std::size_t{64} << 20;

/// The body of a request.
struct Body {
  std::string content;   ///< without the transfer coding
  std::string received;  ///< as it came: sizes, chunks, trailers and all
};

/// @throws HttpError 413 for more than the limit.
inline void appendWithinLimit(std::string& text, std::string_view octets) {
  if (text.size() + octets.size() > kBodyLimit) {
    throw HttpError(413, "more than 64 MiB cannot be echoed");
  }
  text += octets;
}

}  // namespace hop::upstream
