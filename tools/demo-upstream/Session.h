// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Connection.h"

#include <string>

namespace hop::upstream {

/// One client's HTTP/1 connection from its first request to its end: the
/// requests are answered one after the other, in the order in which they came.
class Session final {
 public:
  /// @param name who the upstream says it is. Both must outlive the session.
  Session(Connection& connection, const std::string& name)
      : connection_(connection), name_(name) {}

  /// Returns when the connection has ended, whatever ended it.
  void run();

 private:
  /// @return whether another request may follow.
  bool serveOne();

  Connection& connection_;
  const std::string& name_;
};

}  // namespace hop::upstream
