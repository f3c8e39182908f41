// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/TunnelEnd.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>

#include <exception>
#include <functional>
#include <istream>
#include <memory>
#include <ostream>

namespace hop::client {

/// One request and its response, whatever the protocol's version. The verbs
/// are POCO's (HTTPClientSession), with what it lacks: an explicit end of the
/// request, trailers, interim responses, and abort.
///
/// Sending and receiving may happen in two threads; abort() may be called from
/// any. A message that is not finished is never completed by a destructor: the
/// connection is closed in the middle, so that the upstream can tell.
class Transport {
 public:
  Transport() = default;
  virtual ~Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// Connects if need be and sends the head. The framing of the body follows
  /// from the request's own fields (Content-Length or chunked, else no body).
  /// The head goes out with the first flush() of the stream, or with
  /// finishRequest().
  /// @throws Poco::TimeoutException, Poco::Net::NetException.
  virtual std::ostream& sendRequest(const Poco::Net::HTTPRequest& request) = 0;

  /// The request's body is complete. @param trailers are sent after it if the
  /// framing has room for them, and left out otherwise.
  virtual void finishRequest(const Poco::Net::MessageHeader& trailers) = 0;

  /// Is called for each interim response (1xx but 101) while
  /// receiveResponse() waits. Without it they are skipped.
  using OnInterim = std::function<void(const Poco::Net::HTTPResponse&)>;
  virtual void onInterim(OnInterim callback) = 0;

  /// Waits for the final head. Reading the stream throws when the response
  /// ends before its framing says so, or is none.
  /// @throws Poco::TimeoutException when no head comes in time,
  ///   Poco::Net::NoMessageException when the connection ends before it,
  ///   Poco::Net::MessageException when what comes is no head.
  virtual std::istream& receiveResponse(Poco::Net::HTTPResponse& response) = 0;

  /// The fields after the response's body, once the stream has ended.
  /// @throws what ended the stream, if it was not the end of the body: a
  ///   message that was cut off has no trailers.
  [[nodiscard]] virtual const Poco::Net::MessageHeader& trailers() const = 0;

  /// After a response with 101 (Switching Protocols): gives the connection
  /// away, with the octets that came behind the head. Only a request with an
  /// Upgrade field can be answered with 101 (RFC 9110 section 15.2.2).
  virtual std::unique_ptr<io::TunnelEnd> hijack() = 0;

  /// Ends the exchange at once, from any thread: the upstream sees that the
  /// request was not completed, and whoever waits here gets @p reason, or
  /// Poco::Net::ConnectionAbortedException.
  virtual void abort(std::exception_ptr reason = nullptr) = 0;
};

}  // namespace hop::client
