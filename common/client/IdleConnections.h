// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Kept.h"
#include "common/io/Ticker.h"

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace hop::client {

/// A bounded stack of connections, for any thread. What may be put in, and
/// whether it is still of use when it comes out, others decide.
class IdleConnections final {
 public:
  using IsUsable = std::function<bool(const Kept& connection)>;

  /// @param isUsable is asked about each of them ten times a second, and those
  ///   that are not are closed. It must be quick.
  IdleConnections(std::size_t most, IsUsable isUsable);

  /// When it is full, the one that waits longest is closed. Nothing without a
  /// socket: somebody broke the exchange off.
  void push(Kept connection);
  /// The one pushed last that is still usable, so that the others grow old;
  /// without a socket if there is none.
  Kept pop();

 private:
  std::optional<Kept> last();
  void sweep();

  const std::size_t most_;
  const IsUsable isUsable_;
  std::mutex mutex_;
  std::vector<Kept> idle_;  ///< guarded by mutex_
  io::Ticker sweeper_;
};

}  // namespace hop::client
