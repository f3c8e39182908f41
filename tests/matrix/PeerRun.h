// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace hop::matrix {

/// Where the programs and the declared results are.
struct PeerPlaces {
  std::string cases;  ///< path of hop-cases
  std::string bin;    ///< directory with hop-peer
  std::string root;   ///< of the project
};

/// Runs the cases on a real proxy (tests/peers), but for those about our own
/// command line, and compares with tests/peers/NAME.tsv.
/// @return one sentence for each row that is another colour than declared.
/// @throws std::runtime_error when the peer is not here.
[[nodiscard]] std::vector<std::string> judgePeer(const std::string& name,
                                                 const PeerPlaces& places);

/// Runs them and writes tests/peers/NAME.tsv. @return the exit code.
int declarePeer(const std::string& name, const PeerPlaces& places);

}  // namespace hop::matrix
