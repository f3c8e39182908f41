// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "tests/fuzz/Exchange.h"

#include <cstdint>
#include <map>

namespace hop::fuzz {

/// What must hold for the events of an HTTP/2 session, whatever arrives: each
/// stream tells a message in its order, within the limits, and ends once. A
/// request that is complete is written as HTTP/1.1 and read again: nobody may
/// get a second request past us in a field of the first.
class StreamRules final {
 public:
  /// @param window octets of a body that may come before any are consumed.
  StreamRules(http2::Role role, const http2::Limits& limits,
              std::size_t window);

  void take(const http2::StreamEvent& one);
  /// We have asked for something (client).
  void opened(std::int32_t stream) { streams_[stream].place = Place::Asked; }
  void consumed(std::int32_t stream, std::size_t octets) {
    streams_[stream].consumed += octets;
  }

  [[nodiscard]] std::vector<std::int32_t> openStreams() const;
  /// All that were ever heard of.
  [[nodiscard]] std::size_t streams() const { return streams_.size(); }

 private:
  enum class Place { Nowhere, Asked, Interim, Head, Trailers, End, Closed };
  struct Stream {
    Place place = Place::Nowhere;
    std::size_t received = 0;
    std::size_t consumed = 0;
    bool rewritten = false;  ///< can be written as HTTP/1.1
    Exchange exchange{
        {.requestLine = 1 << 24, .headBytes = 1 << 24, .fields = 1 << 20}};
  };

  void takeEvent(Stream& stream, const http::Event& event);
  void takeRequest(Stream& stream, const http::RequestHead& head);
  void takeResponse(Stream& stream, const http::ResponseHead& head);
  void takeRefusal(Stream& stream, const http2::Refused& refused) const;
  void takeData(Stream& stream, const http::Data& data) const;
  void requireSmall(const Poco::Net::MessageHeader& fields) const;
  static void requireSameInHttp1(const Exchange& exchange);

  http2::Role role_;
  http2::Limits limits_;
  std::size_t window_;
  std::map<std::int32_t, Stream> streams_;
};

}  // namespace hop::fuzz
