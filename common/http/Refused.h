// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPResponse.h>

#include <string>

namespace hop::http {

/// What the proxy refuses without asking the upstream. Taught in step
/// 07-path, moved here in 11, not changed.
struct Refused {
  Poco::Net::HTTPResponse::HTTPStatus status;
  std::string sentence;
};

}  // namespace hop::http
