// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/http2/Http2Message.h"
#include "tests/support/http2/Http2Peer.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace hop::test {

/// A scripted HTTP/2 client. Streams are opened in order: 1, 3, 5…
class Http2Client final : public Http2Peer {
 public:
  Http2Client(Connection connection, Lanes& lanes);

  /// Preface and SETTINGS; returns when the proxy's SETTINGS have come.
  /// @throws CaseFailed("http2-unspoken") when something else comes.
  void begin(const Settings& settings = {});

  /// Sends a request, all of it. @return its stream.
  std::uint32_t request(const FieldList& fields, const std::string& body = "",
                        const FieldList& trailers = {});
  /// Sends a head and keeps the stream open.
  std::uint32_t open(const FieldList& fields);
  /// Sends a field block made by hand.
  std::uint32_t requestBlock(const std::string& block, bool end = true);
  /// The id of the stream that comes next; it counts as used.
  std::uint32_t nextStream();

  /// The whole response on that stream.
  /// @throws CaseFailed("no-response"), CaseFailed("response-lost") when the
  ///   stream is reset or the connection ends, CaseFailed("stalled").
  Message response(std::uint32_t stream,
                   std::chrono::milliseconds timeout = kPatience);
  Message ask(const FieldList& fields, const std::string& body = "");

  /// The final head is there. @throws CaseFailed("event-delayed").
  Message promptHead(std::uint32_t stream);
  /// So much of the body is there. @throws CaseFailed("event-delayed").
  void expectBody(std::uint32_t stream, const std::string& octets);

 private:
  std::uint32_t next_ = 1;
};

/// How the other side refuses one stream, or all of the connection.
struct Refusal {
  std::vector<std::uint32_t> codes;  ///< of RST_STREAM or GOAWAY
  std::vector<int> statuses;         ///< of a response instead
};

/// The stream, or the connection with it, is given up with one of these codes.
/// The end of the connection without a word is taken as well where @p codes is
/// that of a connection error: the GOAWAY may be lost with it.
/// @return true when the connection has ended or is about to.
/// @throws CaseFailed("not-refused"), CaseFailed("reset-wrong"),
///   CaseFailed("status-wrong").
bool requireRefusal(Http2Peer& peer, std::uint32_t stream,
                    const Refusal& refusal);

/// The whole connection is given up: GOAWAY with one of these codes, or its
/// end. @throws CaseFailed("not-refused"), CaseFailed("reset-wrong").
void requireConnectionError(Http2Peer& peer,
                            const std::vector<std::uint32_t>& codes);

/// RST_STREAM with one of these codes, on a connection that goes on.
/// @throws CaseFailed("not-refused"), CaseFailed("reset-wrong"),
///   CaseFailed("connection-lost").
void requireStreamError(Http2Peer& peer, std::uint32_t stream,
                        const std::vector<std::uint32_t>& codes);

}  // namespace hop::test
