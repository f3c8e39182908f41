// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Drawing.h"
#include "tools/wire/Paint.h"

#include <cstddef>
#include <iosfwd>
#include <string>

namespace hop::wire {

/// No line is longer: it must fit a projector and a small terminal.
inline constexpr std::size_t kWidth = 80;

/// Text on the left, a note at the right edge; the text is shortened when both
/// do not fit.
struct Row {
  std::string gutter;  ///< signs, before the text
  std::string text;
  std::string note;
};
void printRow(std::ostream& out, const Row& row, Paint::Colour colour,
              const Paint& paint);

/// The words above the lanes: what is shown and what to look at.
void printScenario(std::ostream& out, const Scenario& scenario,
                   const Paint& paint);

/// What the step wrote to stderr meanwhile.
void printLog(std::ostream& out, const Exchange& exchange, const Paint& paint);

/// "302 ms".
[[nodiscard]] std::string timeText(double at);
/// Does the line come noticeably later than the one before?
[[nodiscard]] bool isLater(const Line& line, double before);

/// Draws one exchange: four lanes, one below the other.
void printExchange(std::ostream& out, const Exchange& exchange, Detail detail,
                   const Paint& paint);

}  // namespace hop::wire
