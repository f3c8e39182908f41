// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/JSON/Array.h>

#include <chrono>
#include <string>
#include <vector>

namespace hop::wire {

/// Octets to send after a pause.
struct Part {
  std::chrono::milliseconds wait{0};
  std::string octets;
};

/// Reads the form that "request" and "script" have in scenarios.json: a string
/// is octets, {"wait": 300} a pause before the next ones.
/// @throws std::invalid_argument with one sentence.
[[nodiscard]] std::vector<Part> readParts(const Poco::JSON::Array& array);

/// The other way round: one string per part.
[[nodiscard]] Poco::JSON::Array::Ptr partsJson(const std::vector<Part>& parts);

}  // namespace hop::wire
