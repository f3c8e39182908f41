// SPDX-License-Identifier: MIT
#pragma once

#include "common/server/ServerRequest.h"

#include "tools/demo-upstream/Client.h"

#include <condition_variable>
#include <mutex>

namespace hop::upstream {

/// The client of one request on a stream of HTTP/2.
class Http2Client final : public Client {
 public:
  explicit Http2Client(server::ServerRequest& request);

  [[nodiscard]] Body readBody(Keep keep) override;
  void pause(std::chrono::milliseconds time) override;
  [[nodiscard]] std::string remoteAddress() const override {
    return request_.clientAddress().toString();
  }

 private:
  server::ServerRequest& request_;
  std::mutex mutex_;
  std::condition_variable left_;
  bool gone_ = false;
  server::ClientWatch watch_;  ///< the first to go: it uses the others
};

}  // namespace hop::upstream
