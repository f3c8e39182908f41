// SPDX-License-Identifier: MIT
#pragma once

#include "tools/lab/DemoUpstream.h"
#include "tools/lab/Gate.h"
#include "tools/lab/Order.h"
#include "tools/wire/Exchange.h"

#include <functional>
#include <vector>

namespace hop::lab {

/// What the exchanges of an order look like now, in the order of its steps.
/// @param done false: they go on.
using Report = std::function<void(const std::vector<wire::Exchange>& exchanges,
                                  bool done)>;

/// Carries out orders: the steps of one order at the same time, two orders at
/// a time, and eight more may wait.
class Runner final {
 public:
  explicit Runner(const std::filesystem::path& bin)
      : upstream_(bin / "demo-upstream") {}

  /// Reports whenever something new was seen, and once at the end.
  /// @throws Busy, wire::Interrupted, wire::ProgramFailed, Poco::Exception,
  ///   and what @p report throws.
  void run(const Order& order, const wire::Cancelled& cancelled,
           const Report& report);

 private:
  DemoUpstream upstream_;
  Gate gate_{2, 8};
};

}  // namespace hop::lab
