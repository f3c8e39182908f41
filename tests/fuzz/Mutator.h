// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace hop::fuzz {

/// Changes inputs a little, at random but always in the same way for the same
/// seed: what libFuzzer does where there is no libFuzzer, without its eyes.
class Mutator final {
 public:
  /// @param inputs where pieces of other inputs are taken from.
  /// @param words that are put in; none: those of HTTP/1.
  Mutator(const std::vector<std::string>& inputs,
          std::vector<std::string> words, std::uint64_t seed);

  /// @return the input with one to four changes.
  [[nodiscard]] std::string change(std::string input);

 private:
  /// 0 to @p end - 1; the same number with every standard library.
  std::size_t below(std::size_t end) { return random_() % end; }
  std::pair<std::size_t, std::size_t> someRange(const std::string& text);
  void changeOnce(std::string& text);

  const std::vector<std::string>& inputs_;
  const std::vector<std::string> words_;
  std::mt19937_64 random_;
};

}  // namespace hop::fuzz
