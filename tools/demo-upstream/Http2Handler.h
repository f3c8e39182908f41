// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequestHandler.h>

#include <string>

namespace hop::upstream {

/// Brings a request of HTTP/2 to its route. Made for hop::server, for each
/// request.
class Http2Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  /// @param name who the upstream says it is.
  explicit Http2Handler(const std::string& name) : name_(name) {}

  /// @throws std::runtime_error when the response must not look complete, so
  ///   that the server resets the stream; and what Client throws.
  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override;

 private:
  const std::string& name_;
};

}  // namespace hop::upstream
