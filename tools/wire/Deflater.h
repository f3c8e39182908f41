// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

struct nghttp2_hd_deflater;

namespace hop::wire {

/// The sending half of HPACK (RFC 7541), for one direction of a connection.
class Deflater final {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// The block of a head. @param lines "name: value" each; the name of a
  /// pseudo-field begins with a colon.
  /// @throws std::invalid_argument for a line that is no field.
  [[nodiscard]] std::string block(const std::vector<std::string>& lines);

 private:
  nghttp2_hd_deflater* deflater_ = nullptr;
};

}  // namespace hop::wire
