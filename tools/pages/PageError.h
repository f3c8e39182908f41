// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace hop::pages {

/// Something in a page or a source is wrong. what() begins with the place, in
/// the form that editors jump to: "steps/05-hop-by-hop/README.md:12: ...".
class PageError final : public std::runtime_error {
 public:
  PageError(const std::filesystem::path& file, int line,
            const std::string& sentence)
      : std::runtime_error(file.string() + ":" + std::to_string(line) + ": " +
                           sentence) {}
};

}  // namespace hop::pages
