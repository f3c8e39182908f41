// SPDX-License-Identifier: MIT
#pragma once

#include "common/server/ServerResponse.h"

#include "tools/demo-upstream/Response.h"

#include <cstdint>
#include <ostream>
#include <string_view>

namespace hop::upstream {

/// Sends one response on a stream of HTTP/2. The framing is not ours to say:
/// a flag ends a body there.
class Http2Response final : public Response {
 public:
  Http2Response(const Request& request, server::ServerResponse& out)
      : Response(request), out_(out) {}

  void informational(int status, const Fields& fields) override;
  /// Without a body the head ends the stream, and no length is said: gRPC
  /// calls that trailers-only.
  void send(const ResponseHead& head, std::string_view body) override;
  void beginLength(const ResponseHead& head, std::uint64_t length) override;
  void beginStream(const ResponseHead& head) override;
  void write(std::string_view piece) override;
  void finish(const Fields& trailers) override;
  void closeAfter() override {}

  /// All of it was sent. What is not complete must end with RST_STREAM.
  [[nodiscard]] bool complete() const;

 private:
  void prepare(const ResponseHead& head);

  server::ServerResponse& out_;
  std::ostream* body_ = nullptr;
  std::uint64_t left_ = 0;  ///< octets that write() has to bring
  bool endless_ = false;    ///< only finish() says where it ends
};

}  // namespace hop::upstream
