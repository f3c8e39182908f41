// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Connections.h"
#include "common/client/Kept.h"
#include "common/client/Patience.h"
#include "common/client/Transport.h"

#include <Poco/Timespan.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace hop::client {

class Http1Transport;

/// A request to an upstream of either protocol, with the verbs of
/// Http1Transport: which of the two it becomes is known when it is connected.
class ClientSession final : public Transport {
 public:
  ClientSession() = default;
  ~ClientSession() override = default;
  ClientSession(const ClientSession&) = delete;
  ClientSession& operator=(const ClientSession&) = delete;

  /// The way to the upstream. It must outlive the session.
  void use(Connections& connections) { connections_ = &connections; }

  // As Http1Transport has them.
  void setHost(const std::string& host) { address_.host = host; }
  void setPort(std::uint16_t port) { address_.port = port; }
  void setTimeout(const Poco::Timespan& connect, const Poco::Timespan& send,
                  const Poco::Timespan& receive);
  void setBodyTimeout(const Poco::Timespan& timeout);

  /// A request in HTTP/1.1 does not say close (RFC 9112 section 9.3).
  void setKeepAlive(bool keepAlive) { keepAlive_ = keepAlive; }
  /// The next sendRequest() asks for a connection that was kept, and goes over
  /// a new one if it gets none. Only the next: another one after it opens its
  /// own, as one with Upgrade does, which does not ask.
  void reuse(std::function<Kept()> take) { take_ = std::move(take); }
  /// True when the request went over a connection that was used before.
  [[nodiscard]] bool reused() const { return kept_.requests > 0; }
  // As Http1Transport has them. In HTTP/2 the last three say yes, yes and no:
  // streams are apart from each other, and their connection is kept anyway.
  [[nodiscard]] bool sent() const;
  [[nodiscard]] bool answered() const;
  [[nodiscard]] bool settled();
  [[nodiscard]] Kept release();

  std::ostream& sendRequest(const Poco::Net::HTTPRequest& request) override;
  void finishRequest(const Poco::Net::MessageHeader& trailers) override;
  void onInterim(OnInterim callback) override;
  std::istream& receiveResponse(Poco::Net::HTTPResponse& response) override;
  [[nodiscard]] const Poco::Net::MessageHeader& trailers() const override;
  std::unique_ptr<io::TunnelEnd> hijack() override;
  void abort(std::exception_ptr reason = nullptr) override;

 private:
  std::shared_ptr<Transport> connect(bool upgrade);
  std::shared_ptr<Transport> overHttp1(std::unique_ptr<io::Socket> socket);
  void use(std::shared_ptr<Transport> made);

  Connections* connections_ = nullptr;
  Address address_;
  Patience patience_;
  OnInterim onInterim_;
  std::optional<Places::Place> place_;
  bool keepAlive_ = false;
  std::function<Kept()> take_;
  Kept kept_;                        ///< what it gave; then only its past
  Http1Transport* http1_ = nullptr;  ///< inner_, if it is one
  std::mutex mutex_;                 ///< guards what follows
  std::shared_ptr<Transport> inner_;
  bool aborted_ = false;
  std::exception_ptr reason_;  ///< of abort()
};

}  // namespace hop::client
