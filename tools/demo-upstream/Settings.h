// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Listener.h"
#include "common/cli/Options.h"

#include <optional>
#include <string>
#include <vector>

namespace hop::upstream {

/// The command line of the demo upstream, understood and checked.
struct Settings {
  cli::ListenAddress listen{"127.0.0.1", 9000};
  std::optional<cli::ListenAddress> tlsListen;  ///< a second listener, with TLS
  cli::Certificate certificate;                 ///< of the second one
  std::string name = "demo-upstream";           ///< who it says it is
  cli::Verbosity verbosity = cli::Verbosity::Normal;
  bool help = false;
};

/// Reads the arguments (without the program's name).
/// @throws cli::UsageError with one sentence for the user.
[[nodiscard]] Settings parseSettings(const std::vector<std::string>& arguments);

/// The usage text, a line per option.
[[nodiscard]] std::string usage();

}  // namespace hop::upstream
