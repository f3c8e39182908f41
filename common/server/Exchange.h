// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/io/TunnelEnd.h"

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/SocketAddress.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace hop::server {

/// One request and its response on a connection, whatever the protocol's
/// version: what ServerRequest and ServerResponse are made of.
///
/// The request side (pullBody, trailers) and the response side may be used by
/// two threads at the same time.
class Exchange {
 public:
  Exchange() = default;
  virtual ~Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// HTTP/2: the fields of the request's head as they came, pseudo-fields
  /// first. Null in HTTP/1.
  [[nodiscard]] virtual const http::FieldLines* receivedFields() const {
    return nullptr;
  }
  /// The next octets of the request's body; empty at its end.
  /// @throws http::ProtocolError, hop::http::Truncated, Poco::TimeoutException.
  virtual std::string_view pullBody() = 0;
  /// The same without waiting: empty at the end, or nothing yet.
  virtual std::optional<std::string_view> readyBody() { return std::nullopt; }
  /// The fields after the request's body, once that has ended.
  [[nodiscard]] virtual const Poco::Net::MessageHeader& requestTrailers()
      const = 0;
  /// From here on nobody but sendInterim() sends 100 Continue. Otherwise the
  /// first pullBody() does, if the client waits for it.
  virtual void holdContinue() = 0;
  /// Calls back, in another thread, when the client goes away before the
  /// response is finished. The callback must be quick. An empty one ends the
  /// watch, after a callback that is under way.
  virtual void onClientGone(std::function<void()> callback) = 0;
  /// Ends waiting and later pullBody() calls with an exception.
  virtual void cancelBody() = 0;

  virtual void sendInterim(const Poco::Net::HTTPResponse& response) = 0;
  /// The head goes out with the first flush or at the end.
  virtual void sendHead(Poco::Net::HTTPResponse& response) = 0;
  /// Octets of the response's body; none: whatever waits goes out now.
  virtual void pushBody(std::string_view octets) = 0;
  /// The connection becomes one end of a tunnel, @p upstream is the other; the
  /// head (101) has been given to sendHead(). The handler may return.
  virtual void hijack(std::unique_ptr<io::TunnelEnd> upstream,
                      std::chrono::milliseconds idle) = 0;
  /// The response is complete.
  virtual void finish(const Poco::Net::MessageHeader& trailers) = 0;

  [[nodiscard]] virtual const Poco::Net::SocketAddress& clientAddress()
      const = 0;
  [[nodiscard]] virtual Poco::Net::SocketAddress serverAddress() const = 0;
  [[nodiscard]] virtual bool secure() const = 0;
};

}  // namespace hop::server
