// SPDX-License-Identifier: MIT
#pragma once

#include "tools/lab/Lab.h"

#include <filesystem>

namespace hop::lab {

/// Writes the page with its recordings into a directory, for any web server
/// and any path. Nothing can be sent from there; the recordings play.
/// @param directory is made when it is not there; files of the same names are
///   replaced.
/// @throws std::filesystem::filesystem_error, std::runtime_error.
void buildStatic(const Places& places, const std::filesystem::path& directory);

}  // namespace hop::lab
