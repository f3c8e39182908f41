// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Target.h"

#include <Poco/Net/HTTPRequest.h>

#include <string>

namespace hop::http {

/// True when the path leaves the place where it begins, by "..". Taught
/// in step 07-path, moved here in 08, not changed.
[[nodiscard]] bool climbsOut(std::string path);

/// True for "OPTIONS *" in any of its spellings. Taught in step
/// 07-path, moved here in 08, not changed.
[[nodiscard]] bool asksServer(const Poco::Net::HTTPRequest& out,
                              const Target& target);

/// Cuts the prefix off. Taught in step 07-path, moved here in 11, not
/// changed. @throws Refused 404 when the path does not begin with it.
[[nodiscard]] std::string stripPrefix(std::string path,
                                      const std::string& prefix);

}  // namespace hop::http
