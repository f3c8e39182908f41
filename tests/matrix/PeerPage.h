// SPDX-License-Identifier: MIT
#pragma once

#include "tests/matrix/Reasons.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace hop::matrix {

/// All that tests/peers says about the real proxies.
struct PeerFacts {
  Peers peers;
  std::map<std::string, std::string> versions;  ///< "nginx" to "1.22.1"
  std::vector<Reason> reasons;
};

/// @param root of the project.
/// @throws std::runtime_error when a file is missing or malformed.
[[nodiscard]] PeerFacts loadPeerFacts(const std::string& root);
/// Writes down which version was seen.
void saveVersion(const std::string& root, const std::string& peer,
                 const std::string& version);

/// docs/peers.md with its two generated blocks as they should be: the totals
/// per peer and suite, and the reasons.
/// @throws std::runtime_error when the marks of a block are missing.
[[nodiscard]] std::string wovenPeerPage(const std::string& page,
                                        const PeerFacts& facts);

/// What is wrong with the reasons or with the page: out of date, or a row that
/// all peers fail without a word about it in the section about those.
[[nodiscard]] std::vector<std::string> checkPeerFacts(const std::string& page,
                                                      const PeerFacts& facts);

/// hop-matrix peers print|write|check. @return the exit code.
int peerPage(const std::string& root, const std::string& mode);

}  // namespace hop::matrix
