// SPDX-License-Identifier: MIT
#pragma once

#include "common/http1/MessageReader.h"
#include "common/http1/MessageWriter.h"
#include "common/io/Socket.h"
#include "common/server/ConnectionContext.h"
#include "common/server/Exchange.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace hop::server {

/// What becomes of a connection after serve().
enum class Next {
  Park,    ///< idle: wait for the next request without a thread
  Linger,  ///< all is said; drain what the client still sends, then close
  Tunnel,  ///< it has become one: startTunnel()
  Close    ///< close at once
};

/// An HTTP/1 connection with a client: reads requests one after the other,
/// has each one handled, and decides whether the connection can go on.
/// Handlers see it as Exchange, through ServerRequest and ServerResponse.
class Http1Connection final : private Exchange {
 public:
  /// @param early octets that were read already. @param context must outlive
  ///   the connection.
  Http1Connection(std::shared_ptr<io::Channel> channel, std::string_view early,
                  ConnectionContext& context);

  /// Serves requests as long as they keep coming. Called by one thread at a
  /// time; never throws.
  Next serve() noexcept;

  io::Socket& socket() { return socket_; }
  /// Somebody wants to know when the client goes away: for the server, which
  /// watches while a request is handled. From any thread.
  [[nodiscard]] bool watched() const { return watched_; }
  void clientHasGone();
  /// After Next::Tunnel: gives the connection to the context's loop.
  void startTunnel();

 private:
  Next serveRequests();
  std::optional<http::RequestHead> readHead();
  bool fill(std::chrono::milliseconds timeout);
  void startExchange(const http::RequestHead& head);
  Next handle(http::RequestHead& head);
  Next afterHandler(bool completed);
  Next refuse(Poco::Net::HTTPResponse::HTTPStatus status);
  void flush();
  void write(std::string_view octets);
  bool awaitNext();
  std::string_view nextData();
  void endBody();

  std::string_view pullBody() override;
  std::optional<std::string_view> readyBody() override;
  [[nodiscard]] const Poco::Net::MessageHeader& requestTrailers()
      const override {
    return trailers_.fields;
  }
  void holdContinue() override { continueDue_ = false; }
  void onClientGone(std::function<void()> callback) override;
  void cancelBody() override {
    if (!bodyRead_) socket_.cancelReads();
  }
  void sendInterim(const Poco::Net::HTTPResponse& response) override;
  void sendHead(Poco::Net::HTTPResponse& response) override;
  void pushBody(std::string_view octets) override;
  void finish(const Poco::Net::MessageHeader& trailers) override;
  void hijack(std::unique_ptr<io::TunnelEnd> upstream,
              std::chrono::milliseconds idle) override;
  [[nodiscard]] const Poco::Net::SocketAddress& clientAddress() const override {
    return client_;
  }
  [[nodiscard]] Poco::Net::SocketAddress serverAddress() const override {
    return socket_.poco().address();
  }
  [[nodiscard]] bool secure() const override { return socket_.secure(); }

  io::Socket socket_;
  ConnectionContext& context_;
  Poco::Net::SocketAddress client_;
  http1::MessageReader reader_;
  http1::MessageWriter writer_;
  std::string pending_;  ///< written by the response, not sent yet
  http::Trailers trailers_;

  // Of the current request.
  std::string method_;
  bool oldClient_ = false;  ///< speaks HTTP/1.0
  bool keepAlive_ = false;
  std::atomic<bool> continueDue_{false};  ///< the client waits for a 100
  std::atomic<bool> bodyRead_{false};     ///< up to its end
  std::mutex goneMutex_;                  ///< held while onGone_ is called
  std::function<void()> onGone_;          ///< guarded by goneMutex_
  std::atomic<bool> watched_{false};
  std::unique_ptr<io::TunnelEnd> upstream_;  ///< of the tunnel it becomes
  std::chrono::milliseconds tunnelIdle_{};
};

}  // namespace hop::server
