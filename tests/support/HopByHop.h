// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Checks.h"
#include "tests/support/Errors.h"
#include "tests/support/Message.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace hop::test {

/// X-Keep has arrived, and none of these fields has. Without X-Keep "absent"
/// would prove nothing: a proxy that copies no field at all would pass.
/// @throws CaseFailed("field-lost") or CaseFailed("hop-by-hop-leaked").
inline void requireStripped(const Message& message,
                            const std::vector<std::string>& names) {
  requireField(message, "X-Keep", "1");
  for (const auto& name : names) {
    require(!message.has(name), "hop-by-hop-leaked",
            name + " crossed the proxy: " + message.value(name));
  }
}

/// True when a Connection line of the message has that option.
[[nodiscard]] inline bool connectionNames(const Message& message,
                                          std::string_view option) {
  std::string list = message.value("Connection") + ",";
  list.erase(std::remove(list.begin(), list.end(), ' '), list.end());
  for (std::size_t start = 0; start < list.size();) {
    const auto end = list.find(',', start);
    if (sameName(list.substr(start, end - start), option)) return true;
    start = end + 1;
  }
  return false;
}

}  // namespace hop::test
