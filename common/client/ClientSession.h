// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Connections.h"
#include "common/client/Patience.h"
#include "common/client/Transport.h"

#include <Poco/Timespan.h>

#include <memory>
#include <mutex>
#include <optional>

namespace hop::client {

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

  std::ostream& sendRequest(const Poco::Net::HTTPRequest& request) override;
  void finishRequest(const Poco::Net::MessageHeader& trailers) override;
  void onInterim(OnInterim callback) override;
  std::istream& receiveResponse(Poco::Net::HTTPResponse& response) override;
  [[nodiscard]] const Poco::Net::MessageHeader& trailers() const override;
  std::unique_ptr<io::TunnelEnd> hijack() override;
  void abort(std::exception_ptr reason = nullptr) override;

 private:
  std::shared_ptr<Transport> connect(bool upgrade);

  Connections* connections_ = nullptr;
  Address address_;
  Patience patience_;
  OnInterim onInterim_;
  std::mutex mutex_;  ///< guards what follows
  std::shared_ptr<Transport> inner_;
  bool aborted_ = false;
  std::exception_ptr reason_;  ///< of abort()
};

}  // namespace hop::client
