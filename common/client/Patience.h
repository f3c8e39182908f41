// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace hop::client {

/// How long a client waits once it is connected.
struct Patience {
  std::chrono::milliseconds send{30'000};  ///< without progress of the request
  std::chrono::milliseconds head{60'000};  ///< end of request to end of head
  std::chrono::milliseconds body{30'000};  ///< without an octet, either way
};

}  // namespace hop::client
