// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Candidate.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace hop::bench {

/// The command line of a benchmark: "--name VALUE" for numbers, in any order
/// with "NAME=COMMAND" for the proxies.
struct Arguments {
  std::vector<Candidate> candidates{};
  std::map<std::string, std::vector<std::size_t>> numbers{};
  std::map<std::string, std::string> texts{};  ///< options that take a word
  bool peers = true;                           ///< false after --no-peers

  /// The number of an option that takes one.
  [[nodiscard]] std::size_t number(const std::string& name) const {
    return numbers.at(name).front();
  }
};

/// @param defaults what may be given, and what holds when it is not; more
///   than one number means that a list with commas is welcome.
/// @throws std::invalid_argument, in words for the user.
[[nodiscard]] Arguments parseArguments(int argc, char** argv,
                                       Arguments defaults);

/// Runs a benchmark and turns what it throws into a message.
/// @return the exit code: the benchmark's, 1 for a failure, 2 for bad
///   arguments.
int runBench(int argc, char** argv, const Arguments& defaults,
             int (*bench)(const Arguments&));

}  // namespace hop::bench
