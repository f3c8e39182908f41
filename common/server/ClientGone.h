// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace hop::server {

/// The client takes no more of its response: it has gone, or it has stopped
/// reading for longer than the body timer allows. Not a Poco::Exception, so
/// that a handler cannot take it for its upstream's fault.
class ClientGone final : public std::runtime_error {
 public:
  ClientGone() : std::runtime_error("the client has gone") {}
};

}  // namespace hop::server
