// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace hop::workshop {

/// What the terminal can do. A colour never says anything that a sign or a word
/// does not say too.
class Terminal final {
 public:
  enum class Colour { Bold, Dim, Green, Red, Yellow };

  struct Abilities {
    bool colours = false;
    bool unicode = false;
    bool live = false;  ///< a line can be drawn over
  };

  explicit Terminal(Abilities abilities) : abilities_(abilities) {}
  /// Colours and life when stdout is a terminal, colours only without NO_COLOR
  /// (no-color.org); signs beyond ASCII when the locale is UTF-8.
  [[nodiscard]] static Terminal ofStandardOutput();

  [[nodiscard]] bool live() const { return abilities_.live; }
  [[nodiscard]] std::string paint(Colour colour, const std::string& text) const;
  [[nodiscard]] std::string good() const;  ///< a green tick
  [[nodiscard]] std::string bad() const;   ///< a red cross
  [[nodiscard]] std::string star(bool earned) const;

  /// A bar of 24 columns: what is green, what is red, and what is still open.
  [[nodiscard]] std::string bar(std::size_t green, std::size_t red,
                                std::size_t total) const;

 private:
  Abilities abilities_;
};

/// The text in lines of at most 80 columns, each with this indent.
[[nodiscard]] std::string wrapped(const std::string& text,
                                  const std::string& indent);

}  // namespace hop::workshop
