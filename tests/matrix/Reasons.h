// SPDX-License-Identifier: MIT
#pragma once

#include "tests/matrix/Run.h"

#include <map>
#include <string>
#include <vector>

namespace hop::matrix {

/// A line of tests/peers/reasons.tsv: why these rows are not green on these
/// peers.
struct Reason {
  std::vector<std::string> peers;  ///< names; "*" is every peer
  std::vector<std::string> rows;   ///< ids, or patterns as a shell has them
  std::string kind;
  std::string sentence;

  [[nodiscard]] bool about(const std::string& peer,
                           const std::string& row) const;
};

/// A kind of reason, and what it means.
struct Kind {
  std::string name;
  std::string meaning;
};

/// The closed list, in the order of the page.
[[nodiscard]] const std::vector<Kind>& kinds();

/// Peer to what was seen of it.
using Peers = std::map<std::string, Verdicts>;

/// The rows of that peer that are not green and have this reason.
[[nodiscard]] std::vector<std::string> rowsOf(const Reason& reason,
                                              const std::string& peer,
                                              const Verdicts& verdicts);

/// @throws std::runtime_error for a missing file or a line without its four
///   cells.
[[nodiscard]] std::vector<Reason> loadReasons(const std::string& path);

/// The rows that are not green on any of them.
[[nodiscard]] std::vector<std::string> failedByAll(const Peers& peers);

/// Each row that is not green has one reason, no reason and no word of one is
/// idle, kinds and rows are known, and no verdict is an error.
/// @return one sentence for each fault.
[[nodiscard]] std::vector<std::string> checkReasons(
    const std::vector<Reason>& reasons, const Peers& peers);

}  // namespace hop::matrix
