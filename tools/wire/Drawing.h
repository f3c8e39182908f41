// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Exchange.h"
#include "tools/wire/Messages.h"

#include <array>
#include <string>
#include <vector>

namespace hop::wire {

/// One line to draw. The terminal and the lab draw the same ones.
struct Line {
  Piece::Kind kind = Piece::Kind::Start;
  Piece::Mark mark = Piece::Mark::Same;
  std::string text;  ///< printable ASCII, the rest escaped
  std::string note;  ///< a remark of ours, not octets: "chunk of 5 octets"
  double at = 0;     ///< milliseconds
};

/// One lane, ready to draw.
struct LaneDrawing {
  std::string title;        ///< "client sent"
  std::string remark;       ///< "the proxy's own response", or empty
  std::vector<Line> lines;  ///< empty: nothing was seen here
};

using Drawing = std::array<LaneDrawing, kPlaces.size()>;

/// How much of a body is drawn.
enum class Detail {
  Short,  ///< the first lines, and nothing twice
  Full
};

/// Cuts the lanes into lines, compares them, marks what the proxy did.
[[nodiscard]] Drawing draw(const Exchange& exchange, Detail detail);

/// '+', '-', '~' or ' '.
[[nodiscard]] char signOf(Piece::Mark mark);
/// "added", "removed", "rewritten" or "".
[[nodiscard]] std::string wordFor(Piece::Mark mark);

}  // namespace hop::wire
