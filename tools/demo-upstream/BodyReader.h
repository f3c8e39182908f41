// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Body.h"
#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Framing.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hop::upstream {

/// Reads one body to its end, so that the next octet is the next request's.
class BodyReader final {
 public:
  BodyReader(Connection& connection, Keep keep)
      : connection_(connection), keep_(keep) {}

  /// @throws HttpError 400 for broken framing, 413 for more than 64 MiB of a
  ///   body that is to be kept.
  [[nodiscard]] Body read(const Framing& framing);

 private:
  void readLength(std::uint64_t length);
  void readChunks();
  void readTrailers();
  [[nodiscard]] std::string readLine();
  void keep(std::string& where, std::string_view octets) const;

  Connection& connection_;
  Keep keep_;
  Body body_;
};

}  // namespace hop::upstream
