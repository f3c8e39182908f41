// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

struct nghttp2_hd_inflater;

namespace hop::wire {

/// The receiving half of HPACK (RFC 7541), for one direction of a connection.
class Inflater final {
 public:
  Inflater();
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// The fields of one whole block, "name: value" each; what cannot be decoded
  /// ends the list.
  [[nodiscard]] std::vector<std::string> fieldsIn(std::string_view block);

 private:
  nghttp2_hd_inflater* inflater_ = nullptr;
};

}  // namespace hop::wire
