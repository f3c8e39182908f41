// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace hop::upstream {

/// The request is refused: the status to answer with, and one sentence that
/// becomes the body. The connection is closed after it, because nobody knows
/// where the next request would begin.
class HttpError final : public std::runtime_error {
 public:
  HttpError(int status, const std::string& sentence)
      : std::runtime_error(sentence), status_(status) {}

  [[nodiscard]] int status() const { return status_; }

 private:
  int status_;
};

}  // namespace hop::upstream
