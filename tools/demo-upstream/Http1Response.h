// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Response.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hop::upstream {

/// Writes one response in the octets of HTTP/1 and knows how it is framed: it
/// keeps the chunked coding away from HTTP/1.0.
class Http1Response final : public Response {
 public:
  Http1Response(Connection& connection, const Request& request)
      : Response(request), connection_(connection) {}

  void informational(int status, const Fields& fields) override;
  /// With Content-Length, in one write.
  void send(const ResponseHead& head, std::string_view body) override;
  void beginLength(const ResponseHead& head, std::uint64_t length) override;
  /// Chunked, or for HTTP/1.0 until the connection closes.
  void beginStream(const ResponseHead& head) override;
  /// In one write and, if chunked, one chunk.
  void write(std::string_view piece) override;
  void finish(const Fields& trailers) override;
  void closeAfter() override { close_ = true; }

  [[nodiscard]] bool keepsAlive() const;

 private:
  [[nodiscard]] std::string headText(const ResponseHead& head,
                                     const std::string& framing);

  Connection& connection_;
  bool chunked_ = false;
  bool close_ = false;
};

}  // namespace hop::upstream
