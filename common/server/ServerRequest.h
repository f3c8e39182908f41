// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/BodyStream.h"
#include "common/server/Exchange.h"

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>

#include <functional>
#include <optional>

namespace hop::server {

/// As long as it lives, its callback is called when the client goes away.
class ClientWatch final {
 public:
  ClientWatch(Exchange& exchange, std::function<void()> callback)
      : exchange_(exchange) {
    exchange_.onClientGone(std::move(callback));
  }
  ~ClientWatch() { exchange_.onClientGone({}); }
  ClientWatch(const ClientWatch&) = delete;
  ClientWatch& operator=(const ClientWatch&) = delete;

 private:
  Exchange& exchange_;
};

/// The request as a handler sees it: POCO's own interface, plus the verbs that
/// POCO has no name for. The stream throws when the body is cut or malformed.
class ServerRequest final : public Poco::Net::HTTPServerRequest {
 public:
  /// @param head its fields are moved out of it.
  ServerRequest(Exchange& exchange, Poco::Net::HTTPRequest& head,
                Poco::Net::HTTPServerResponse& response,
                const Poco::Net::HTTPServerParams& params);

  /// The same object, given what a handler gets.
  /// @throws std::bad_cast when the server is not hop::server::Server.
  static ServerRequest& of(Poco::Net::HTTPServerRequest& request) {
    return dynamic_cast<ServerRequest&>(request);
  }

  /// The fields that came after the body (RFC 9110 section 6.5); empty until
  /// the stream has been read to its end.
  /// @throws what ended the stream, if it was not the end of the body.
  [[nodiscard]] const Poco::Net::MessageHeader& trailers() const;

  /// HTTP/2: the fields as they came, pseudo-fields (":method") first and in
  /// their order, for whoever shows what arrived. Null in HTTP/1.
  [[nodiscard]] const http::FieldLines* receivedFields() const {
    return exchange_.receivedFields();
  }

  /// The handler relays 100 Continue itself (ServerResponse::informational).
  void holdContinue() { exchange_.holdContinue(); }
  /// Calls back, in another thread, when the client goes away. Keep what is
  /// returned as long as the callback may run, and no longer than what it
  /// uses: its destructor waits for a callback that is under way.
  [[nodiscard]] ClientWatch onClientGone(std::function<void()> callback) {
    return ClientWatch(exchange_, std::move(callback));
  }
  /// Nobody will read the rest of the body; a thread that waits for it gets
  /// an exception.
  void cancelBody() { exchange_.cancelBody(); }

  std::istream& stream() override { return body_; }
  const Poco::Net::SocketAddress& clientAddress() const override {
    return exchange_.clientAddress();
  }
  const Poco::Net::SocketAddress& serverAddress() const override;
  const Poco::Net::HTTPServerParams& serverParams() const override {
    return params_;
  }
  Poco::Net::HTTPServerResponse& response() const override { return response_; }
  bool secure() const override { return exchange_.secure(); }

 private:
  Exchange& exchange_;
  io::BodyInput body_;
  Poco::Net::HTTPServerResponse& response_;
  const Poco::Net::HTTPServerParams& params_;
  /// Costs a system call, and hardly anybody asks.
  mutable std::optional<Poco::Net::SocketAddress> serverAddress_;
};

}  // namespace hop::server
