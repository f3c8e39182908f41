// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"

#include <filesystem>
#include <stdexcept>

namespace hop::workshop {

/// What a command of the workshop needs to know of its surroundings.
struct Shop {
  std::filesystem::path bin;   ///< programs that ./hop has built
  std::filesystem::path work;  ///< the learner's folder, it need not exist
  const pages::Book& book;     ///< the checkout

  /// Where common/ is built.
  [[nodiscard]] std::filesystem::path buildDirectory() const {
    return bin.parent_path();
  }
};

/// Something is missing, and the sentence says what to do.
class NotReady final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace hop::workshop
