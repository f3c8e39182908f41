// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace hop::cli {

/// The command line cannot be understood. what() is one sentence for the
/// user; the program prints it with the usage on stderr and exits with 2.
class UsageError final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The program understood its orders and cannot carry them out (a port is
/// taken). what() is one sentence for the user; the program exits with 1.
class StartError final : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace hop::cli
