// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Transport.h"
#include "common/http1/MessageReader.h"
#include "common/http1/MessageWriter.h"
#include "common/io/BodyStream.h"
#include "common/io/Socket.h"

#include <Poco/Timespan.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace hop::client {

/// One exchange in HTTP/1.1, over a connection of its own that is closed behind
/// it, unless somebody asks to have it back. Has the verbs of
/// Poco::Net::HTTPClientSession, so that one can take the other's place; what
/// goes wrong is a Poco::Exception here as there.
class Http1Transport final : public Transport {
 public:
  Http1Transport();
  /// Closes the connection; with RST if the request was not finished.
  ~Http1Transport() override;
  Http1Transport(const Http1Transport&) = delete;
  Http1Transport& operator=(const Http1Transport&) = delete;

  void setHost(const std::string& host) { host_ = host; }
  void setPort(std::uint16_t port) { port_ = port; }
  /// @param connect for each address of the host.
  /// @param send without progress while the request's body is sent.
  /// @param receive from the end of the request to the end of the response's
  ///   head, in total, however slowly it drips.
  void setTimeout(const Poco::Timespan& connect, const Poco::Timespan& send,
                  const Poco::Timespan& receive);
  /// Without an octet in either direction while the response's body is
  /// received (default 30 s).
  void setBodyTimeout(const Poco::Timespan& timeout);

  /// The request goes over this connection, and no other is made: whoever
  /// speaks TLS with the upstream knows only afterwards that it is HTTP/1.1.
  /// Host and port still name the upstream.
  /// @param socket is connected, and its TLS handshake done.
  /// @throws what abort() was called with, if it was.
  void setSocket(std::unique_ptr<io::Socket> socket);

  /// The request does not say close (RFC 9112 section 9.3), so that the
  /// connection may be used again. Off by default.
  void setKeepAlive(bool keepAlive) { keepAlive_ = keepAlive; }
  /// For whoever thinks about sending the request again: true when an octet of
  /// it was sent, and when an octet of a response has come.
  [[nodiscard]] bool sent() const;
  [[nodiscard]] bool answered() const { return answered_; }
  /// True when nothing of this exchange is left in the connection: the request
  /// was sent to its end before the response came, that was read to the end
  /// that its framing names, and nothing came behind it. Never after a request
  /// with Upgrade, nor after a 205 with a body, which must have none (RFC 9110
  /// section 15.3.6): who knows what the other side makes of it.
  [[nodiscard]] bool settled();
  /// Gives the connection away, settled or not; null when there is none, after
  /// abort(), and while somebody still sends the request.
  [[nodiscard]] std::unique_ptr<io::Socket> release();

  std::ostream& sendRequest(const Poco::Net::HTTPRequest& request) override;
  void finishRequest(const Poco::Net::MessageHeader& trailers) override;
  void onInterim(OnInterim callback) override;
  std::istream& receiveResponse(Poco::Net::HTTPResponse& response) override;
  [[nodiscard]] const Poco::Net::MessageHeader& trailers() const override;
  std::unique_ptr<io::TunnelEnd> hijack() override;
  void abort(std::exception_ptr reason = nullptr) override;

 private:
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::milliseconds;

  void connect();
  void throwIfAborted() const;
  [[nodiscard]] Poco::Net::HTTPRequest completed(
      const Poco::Net::HTTPRequest& request) const;
  void push(std::string_view octets);
  void flush();
  std::string_view pull();
  std::optional<http::Event> next();
  std::istream& receive(Poco::Net::HTTPResponse& response);
  std::string_view pullData();
  std::optional<std::string_view> pullReady();
  void rethrowReason();
  void fill(const std::atomic<Clock::time_point>& start, Milliseconds patience);
  http::ResponseHead readHead();

  std::string host_;
  std::uint16_t port_ = 80;
  Milliseconds connectTime_{3'000};
  Milliseconds sendTime_{30'000};
  Milliseconds headTime_{60'000};
  Milliseconds bodyTime_{30'000};
  std::mutex mutex_;  ///< guards the making of socket_ against abort()
  std::condition_variable sentNow_;
  std::unique_ptr<io::Socket> socket_;
  std::atomic<bool> aborted_{false};
  std::exception_ptr reason_;  ///< of abort(); guarded by mutex_
  http1::MessageWriter writer_;
  http1::MessageReader reader_;
  std::size_t readSize_ = 4'096;           ///< grows as long as it is filled
  std::atomic<Clock::time_point> sent_{};  ///< end of the request
  std::atomic<Clock::time_point> progress_{};  ///< last octet, either way
  std::string pending_;                ///< a head that waits for company
  std::atomic<bool> ending_{false};    ///< the last octet is under way
  std::atomic<bool> answered_{false};  ///< octets have come
  std::uint64_t before_ = 0;  ///< octets that the connection sent for others
  bool keepAlive_ = false;
  bool upgrade_ = false;  ///< the request asks for another protocol
  bool early_ = false;    ///< the response came before the request's end
  bool odd_ = false;      ///< who knows where the response has ended
  std::optional<io::BodyOutput> upload_;
  std::optional<io::BodyInput> download_;
  http::Trailers trailers_;
  OnInterim onInterim_;
};

}  // namespace hop::client
