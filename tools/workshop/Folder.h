// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Shop.h"

#include <filesystem>
#include <optional>
#include <string>

namespace hop::workshop {

/// The learner's folder. Nothing in it is ever deleted or written over, except
/// build/ and what is generated beside main.cpp: it is moved aside.
class Folder final {
 public:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path mainFile() const;
  [[nodiscard]] std::filesystem::path buildDirectory() const;
  [[nodiscard]] std::filesystem::path progressFile() const;
  /// The program that is built from main.cpp.
  [[nodiscard]] std::filesystem::path program(const std::string& slug) const;

  /// Moves everything but build/, old/ and the progress into old/NUMBER-NAME.
  /// @return where it is now; empty when there was nothing to move.
  /// @throws std::filesystem::filesystem_error.
  [[nodiscard]] std::optional<std::filesystem::path> moveAside(
      const std::string& name) const;

 private:
  std::filesystem::path path_;
};

/// Writes main.cpp, TASK.md and CMakeLists.txt of a step.
/// @param text of main.cpp.
/// @throws std::runtime_error.
void furnish(const Shop& shop, const manifest::Step& step,
             const std::string& text);

}  // namespace hop::workshop
