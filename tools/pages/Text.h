// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hop::pages {

/// Lines of text, each without its end.
using Lines = std::vector<std::string>;

/// The whole file. @throws std::runtime_error when it cannot be read.
[[nodiscard]] std::string readFile(const std::filesystem::path& path);

/// Replaces the file. @throws std::runtime_error when that fails.
void writeFile(const std::filesystem::path& path, std::string_view text);

/// Cuts at "\n"; a last line without one counts as well.
[[nodiscard]] Lines splitLines(std::string_view text);

/// Puts a "\n" behind every line.
[[nodiscard]] std::string joinLines(const Lines& lines);

/// Without the blanks that all lines have in common at their beginning, and
/// without blank lines at either end.
[[nodiscard]] Lines dedent(Lines lines);

/// How many blanks every line that is not blank begins with, at least.
[[nodiscard]] std::size_t commonIndent(const Lines& lines);

/// One of something, several of it: "1 hunk", "6 hunks".
[[nodiscard]] std::string plural(std::size_t count, const std::string& noun);

/// Fits into "step 07": always two digits.
[[nodiscard]] std::string twoDigits(int number);

}  // namespace hop::pages
