// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/BodyStream.h"
#include "common/server/Exchange.h"

#include <Poco/Net/HTTPServerResponse.h>

#include <optional>

namespace hop::server {

/// The response as a handler sees it: POCO's own interface, plus an explicit
/// end. A handler that returns has finished its response; one that throws has
/// aborted it; a destructor never completes anything.
class ServerResponse final : public Poco::Net::HTTPServerResponse {
 public:
  explicit ServerResponse(Exchange& exchange) : exchange_(exchange) {}

  /// The same object, given what a handler gets.
  /// @throws std::bad_cast when the server is not hop::server::Server.
  static ServerResponse& of(Poco::Net::HTTPServerResponse& response) {
    return dynamic_cast<ServerResponse&>(response);
  }

  /// The body is complete. Trailers are sent if the framing has room for
  /// them: a chunked body to an HTTP/1.1 client, any body in HTTP/2.
  void finish(const Poco::Net::MessageHeader& trailers = {});
  /// Sends what was written so far, if the client still takes it: the
  /// beginning of a response that will never be complete.
  void flushUnfinished() noexcept;
  /// True after finish(): nothing more can be said.
  [[nodiscard]] bool finished() const { return finished_; }

  /// Sends an interim response (1xx) before the final one; nothing for an
  /// HTTP/1.0 client (RFC 9110 section 15.2).
  void informational(const Poco::Net::HTTPResponse& response) {
    exchange_.sendInterim(response);
  }

  /// Sends the head (101 Switching Protocols) and gives the connection to a
  /// tunnel, which needs no thread: the handler may return.
  /// @param upstream the other end. @param idle after so long without an octet
  ///   the tunnel is closed.
  void hijack(std::unique_ptr<io::TunnelEnd> upstream,
              std::chrono::milliseconds idle);

  void sendContinue() override;
  /// Sends the head with the first flush. The framing follows from the
  /// response's own fields: chunked, Content-Length, or until close.
  std::ostream& send() override;
  void sendFile(const std::string& path, const std::string& type) override;
  void sendBuffer(const void* buffer, std::size_t length) override;
  void redirect(const std::string& uri, HTTPStatus status) override;
  void requireAuthentication(const std::string& realm) override;
  bool sent() const override { return finished_ || body_.has_value(); }

 private:
  Exchange& exchange_;
  std::optional<io::BodyOutput> body_;
  bool finished_ = false;
};

}  // namespace hop::server
