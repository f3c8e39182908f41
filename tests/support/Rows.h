// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hop::test {

/// One row of tests/rows.tsv, the catalogue of behaviour.
struct Row {
  std::string id;        ///< "05-01", "E-01", "CL28"
  std::string sentence;  ///< what holds, in one sentence
  std::string rfc;       ///< "RFC 9110 section 7.6.1", or "-"
  int since = 0;         ///< number of the step from which on it holds
  std::string tier;      ///< "core" or "all"
  /// Reason codes that are right for a red at the step before, with commas.
  std::vector<std::string> reasons;
  std::string guard;   ///< why it may be green before; empty: it must be red
  std::string waiver;  ///< why there is no case ("kind: text"); or empty
  std::string poco;    ///< POCO versions for which the red is promised
  bool slow = false;   ///< runs once, on its own step only
};

/// The whole catalogue, read once.
/// @throws HarnessError naming the line when it is malformed: wrong number of
///   columns, an id twice, an unknown tier or kind of waiver.
[[nodiscard]] const std::vector<Row>& rows();

/// The row with that id, or null.
[[nodiscard]] const Row* findRow(const std::string& id);

}  // namespace hop::test
