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
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace hop::client {

/// HTTP/1.1 over a connection of its own, closed after one exchange. Has the
/// verbs of Poco::Net::HTTPClientSession, so that one can take the other's
/// place; what goes wrong is a Poco::Exception here as there.
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
  void push(std::string_view octets);
  std::string_view pull();
  std::optional<http::Event> next();
  std::istream& receive(Poco::Net::HTTPResponse& response);
  std::string_view pullData();
  std::string_view pullReady();
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
  std::unique_ptr<io::Socket> socket_;
  std::atomic<bool> aborted_{false};
  std::exception_ptr reason_;  ///< of abort(); guarded by mutex_
  http1::MessageWriter writer_;
  http1::MessageReader reader_;
  std::atomic<Clock::time_point> sent_{};      ///< end of the request
  std::atomic<Clock::time_point> progress_{};  ///< last octet, either way
  std::string pending_;   ///< a head that waits for company
  bool upgrade_ = false;  ///< the request asks for another protocol
  std::optional<io::BodyOutput> upload_;
  std::optional<io::BodyInput> download_;
  http::Trailers trailers_;
  OnInterim onInterim_;
  std::vector<char> buffer_;
};

}  // namespace hop::client
