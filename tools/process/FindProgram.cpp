// SPDX-License-Identifier: MIT
#include "tools/process/FindProgram.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace hop::process {

std::optional<std::string> findProgram(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::string directories = path == nullptr ? "" : path;
  directories += ":/usr/sbin";
  std::istringstream list(directories);
  for (std::string directory; std::getline(list, directory, ':');) {
    const auto file = std::filesystem::path(directory) / name;
    if (::access(file.c_str(), X_OK) == 0) return file.string();
  }
  return std::nullopt;
}

}  // namespace hop::process
