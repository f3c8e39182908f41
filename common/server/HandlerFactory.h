// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequest.h>

namespace hop::server {

/// POCO asks a factory for one handler per request, so that a handler may
/// keep state without locks. Ours makes a Handler from the options every time.
/// @tparam Handler derives from Poco::Net::HTTPRequestHandler.
/// @tparam Options must outlive the server.
template <class Handler, class Options>
class HandlerFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit HandlerFactory(const Options& options) : options_(options) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest&) override {
    return new Handler(options_);
  }

 private:
  const Options& options_;
};

}  // namespace hop::server
