// SPDX-License-Identifier: MIT
#pragma once

#include "tools/manifest/Manifest.h"
#include "tools/wire/Exchange.h"
#include "tools/wire/Scenario.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hop::lab {

/// What there is to choose from.
struct Choice {
  const manifest::Manifest& manifest;
  const wire::Scenarios& scenarios;
  std::filesystem::path bin;  ///< the built programs
};

/// One scenario, and one or two steps that it goes through.
struct Order {
  wire::Scenario scenario;
  std::vector<wire::StepProgram> steps;
};

/// The largest body of an order, in octets.
inline constexpr std::size_t kMostOrder = 65'536;

/// Reads {"scenario": NAME, "steps": [N] or [N, M], "request": [...]}; the
/// last, in the form of scenarios.json, replaces the scenario's own request.
/// Step 0 is no proxy at all.
/// @throws Refusal 400 when it is malformed, 404 for an unknown name.
[[nodiscard]] Order readOrder(const std::string& json, const Choice& choice);

/// The program of a step: 0, or a written step. @throws std::invalid_argument.
[[nodiscard]] wire::StepProgram stepProgram(const Choice& choice, int number);

}  // namespace hop::lab
