// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <string>

namespace hop::lab {

/// Decides who may use the lab. It starts programs, so a page of somebody else
/// that is open in the same browser must not be able to drive it: it would
/// come with another Origin, without the token's cookie, or, after its name
/// was bound to 127.0.0.1 (DNS rebinding), with another Host.
class Guard final {
 public:
  /// Makes a new random token.
  Guard();

  [[nodiscard]] const std::string& token() const { return token_; }

  /// The right token in the query ("?token=...") becomes a cookie, and the
  /// browser is sent to the same address without it: no history, bookmark or
  /// screenshot keeps it.
  /// @return true when that was done: the response is sent.
  [[nodiscard]] bool admit(const Poco::Net::HTTPServerRequest& request,
                           Poco::Net::HTTPServerResponse& response) const;

  /// For every request: it came over loopback, and means this server.
  /// @throws Refusal 403, 421.
  static void checkHost(const Poco::Net::HTTPServerRequest& request);

  /// For a request that runs something, after checkHost().
  /// @throws Refusal 403, 405, 415.
  void checkRun(const Poco::Net::HTTPServerRequest& request) const;

 private:
  std::string token_;
};

}  // namespace hop::lab
