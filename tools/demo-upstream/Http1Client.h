// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Client.h"
#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Http1Response.h"
#include "tools/demo-upstream/Request.h"

namespace hop::upstream {

/// The client of one request of HTTP/1: it has the connection to itself.
class Http1Client final : public Client {
 public:
  Http1Client(Connection& connection, const Request& request,
              Http1Response& response)
      : connection_(connection), request_(request), response_(response) {}

  /// Says 100 before, if the client waits for it.
  [[nodiscard]] Body readBody(Keep keep) override;
  void pause(std::chrono::milliseconds time) override {
    connection_.pause(time);
  }
  [[nodiscard]] std::string remoteAddress() const override {
    return connection_.remoteAddress();
  }
  [[nodiscard]] Connection* connection() override { return &connection_; }

 private:
  Connection& connection_;
  const Request& request_;
  Http1Response& response_;
};

}  // namespace hop::upstream
