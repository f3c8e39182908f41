// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace hop::pages {

/// One marker comment of a page, understood and checked.
struct Marker {
  std::string kind;
  bool closes = false;
  std::string argument;
  std::map<std::string, std::string> attributes;
};

/// Reads a line of a page; empty when it is ordinary text.
/// @throws PageError for a marker that is not one of ours.
[[nodiscard]] std::optional<Marker> readMarker(
    const std::filesystem::path& page, int number, const std::string& line);

}  // namespace hop::pages
