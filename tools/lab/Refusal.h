// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPResponse.h>

#include <string>

namespace hop::lab {

/// Thrown when the lab does not do what it was asked for: a status and one
/// sentence, which the client gets as JSON.
struct Refusal {
  Poco::Net::HTTPResponse::HTTPStatus status;
  std::string sentence;
  std::string allow{};  ///< with 405: the methods that there are
};

}  // namespace hop::lab
