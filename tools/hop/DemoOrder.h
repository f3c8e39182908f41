// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hop::tool {

/// What `./hop demo` was asked to do.
struct DemoOrder {
  enum class Mode {
    One,    ///< one step and the upstream, until Ctrl-C
    All,    ///< every step beside each other, until Ctrl-C
    Smoke,  ///< one step, one request
    Help
  };

  Mode mode = Mode::One;
  manifest::Step step;
  std::optional<std::uint16_t> port;  ///< --port: this one or none
  std::uint16_t base = 8100;          ///< --all: the upstream's port
  Arguments stepOptions;              ///< passed on to the step

  /// The value of --strip-prefix among the step's options, or empty.
  [[nodiscard]] std::string stripPrefix() const;
};

/// @throws cli::UsageError, std::invalid_argument for an unknown step.
[[nodiscard]] DemoOrder understandDemo(const Context& context,
                                       const Arguments& arguments);

[[nodiscard]] const char* demoUsage();

}  // namespace hop::tool
