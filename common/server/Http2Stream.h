// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/io/BodyPipe.h"
#include "common/io/Http2Link.h"
#include "common/server/ConnectionContext.h"
#include "common/server/Exchange.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace hop::server {

/// One request and its response on an HTTP/2 connection. A worker handles it
/// and touches nothing but the two pipes; what is to be said on the connection
/// is posted to its owner (see io::Http2Link).
class Http2Stream final : public Exchange,
                          public std::enable_shared_from_this<Http2Stream> {
 public:
  /// Who talks to whom: asked of the socket once for all streams.
  struct Peers {
    Poco::Net::SocketAddress client;
    Poco::Net::SocketAddress server;
    bool secure = false;
  };
  /// Who it belongs to.
  struct Owner {
    std::shared_ptr<io::Http2Link> link;
    http2::Session& session;  ///< of the link; for its thread only
    ConnectionContext& context;
    const Peers& peers;
  };

  Http2Stream(std::int32_t id, http::RequestHead head, const Owner& owner);

  /// The request's octets and the response's, for a tunnel.
  [[nodiscard]] io::BodyPipe& request() { return request_; }
  [[nodiscard]] io::BodyPipe& response() { return response_; }
  /// RST_STREAM, soon. From any thread.
  void reset(std::uint32_t code);

  // In the connection's thread.

  /// Has the request handled by a worker, or refuses it when all are busy.
  void start();
  void onData(std::string_view octets) { request_.append(octets); }
  void onTrailers(http::Trailers trailers) { trailers_ = std::move(trailers); }
  void onEnd() { request_.finish(trailers_.fields); }
  /// The client has gone, or does not want it any more.
  void cut();
  /// The response has been said to its end, and nobody reads the request any
  /// more: that the stream is closed is no news.
  [[nodiscard]] bool answered() const {
    return !tunnel_ && (headOnly_ || response_.ended());
  }
  /// Answers with a status of our own, before anything else was sent.
  void refuse(Poco::Net::HTTPResponse::HTTPStatus status);
  /// True when the client has taken nothing for so long although everything is
  /// there.
  [[nodiscard]] bool stalled(std::chrono::steady_clock::time_point now);

 private:
  void handle();
  void post(std::function<void(http2::Session&)> work);
  void touch();
  void submitHead(io::BodyPipe* body);

  [[nodiscard]] const http::FieldLines* receivedFields() const override {
    return &head_.received;
  }
  std::string_view pullBody() override;
  [[nodiscard]] const Poco::Net::MessageHeader& requestTrailers()
      const override;
  void holdContinue() override { continueDue_ = false; }
  void onClientGone(std::function<void()> callback) override;
  void cancelBody() override;
  void sendInterim(const Poco::Net::HTTPResponse& response) override;
  void sendHead(Poco::Net::HTTPResponse& response) override;
  void pushBody(std::string_view octets) override;
  void finish(const Poco::Net::MessageHeader& trailers) override;
  void hijack(std::unique_ptr<io::TunnelEnd> upstream,
              std::chrono::milliseconds idle) override;
  [[nodiscard]] const Poco::Net::SocketAddress& clientAddress() const override {
    return owner_.peers.client;
  }
  [[nodiscard]] Poco::Net::SocketAddress serverAddress() const override {
    return owner_.peers.server;
  }
  [[nodiscard]] bool secure() const override { return owner_.peers.secure; }

  const std::int32_t id_;
  http::RequestHead head_;
  std::string key_;  ///< of the WebSocket handshake, if this is one
  const Owner owner_;
  io::BodyPipe request_;
  io::BodyPipe response_;
  http::Trailers trailers_;  ///< the connection's, until the request's end
  std::atomic<bool> touched_{false};
  std::atomic<bool> continueDue_;
  std::atomic<bool> done_{false};      ///< the handler has returned
  std::atomic<bool> headOnly_{false};  ///< a head was all there is
  std::atomic<bool> tunnel_{false};

  // Of the worker.
  Poco::Net::MessageHeader requestTrailers_;
  std::optional<Poco::Net::HTTPResponse> responseHead_;  ///< not sent yet
  bool bodyless_ = false;

  std::mutex mutex_;  ///< guards what follows
  std::function<void()> clientGone_;
  bool gone_ = false;

  // Of the connection, for stalled().
  std::size_t heldBefore_ = 0;
  std::chrono::steady_clock::time_point heldSince_ =
      std::chrono::steady_clock::now();
};

}  // namespace hop::server
