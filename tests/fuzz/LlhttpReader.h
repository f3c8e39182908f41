// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hop::fuzz {

/// One request, as either of two readers understood it.
struct Request {
  using Fields = std::vector<std::pair<std::string, std::string>>;

  std::string method;
  std::string target;
  Fields fields;
  std::string body;
  Fields trailers;
  bool headComplete = false;
  bool complete = false;
  std::size_t size = 0;  ///< octets from its first to behind its last
  std::string error;     ///< why it is not complete; empty: more are needed
};

/// Reads one request with llhttp, strict, without any leniency.
[[nodiscard]] Request readWithLlhttp(std::string_view octets);

/// True for a method that llhttp has in its list for HTTP.
[[nodiscard]] bool llhttpKnows(std::string_view method);

}  // namespace hop::fuzz
