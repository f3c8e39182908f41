// SPDX-License-Identifier: MIT
#include "common/cli/Setup.h"

#include "common/cli/UsageError.h"
#include "common/server/ServerParams.h"

namespace hop::cli {

Poco::Net::HTTPServerParams::Ptr withLimits(
    const Poco::Net::HTTPServerParams::Ptr& params, const Options& options) {
  auto* own = new server::ServerParams;
  own->setMaxQueued(params->getMaxQueued());
  own->setMaxThreads(static_cast<int>(options.limits.threads));
  own->requestHead = options.timeouts.requestHead;
  own->clientIdle = options.timeouts.clientIdle;
  own->body = options.timeouts.requestBody;
  own->limits.headBytes = options.limits.headBytes;
  own->limits.fields = options.limits.fields;
  own->limits.requestLine = options.limits.requestLine;
  own->maxConnections = static_cast<int>(options.limits.connections);
  own->maxStreams = static_cast<int>(options.limits.streams);
  return own;
}

Poco::Net::HTTPServerParams::Ptr withTls(
    Poco::Net::HTTPServerParams::Ptr params, const Options& options,
    const io::Protocols& protocols) {
  auto& own = dynamic_cast<server::ServerParams&>(*params);
  own.protocols = protocols;
  own.tls = listenerTls(options, protocols);
  return params;
}

Poco::Net::HTTPServerParams::Ptr withConnectProtocol(
    Poco::Net::HTTPServerParams::Ptr params) {
  dynamic_cast<server::ServerParams&>(*params).connectProtocol = true;
  return params;
}

std::unique_ptr<client::Places> upstreamPlaces(const Options& options) {
  return std::make_unique<client::Places>(options.limits.upstreamConnections,
                                          options.timeouts.upstreamQueue);
}

std::shared_ptr<io::TlsContext> listenerTls(const Options& options,
                                            const io::Protocols& protocols) {
  const Certificate& certificate = options.certificate;
  if (!certificate.given()) return nullptr;
  try {
    return io::TlsContext::forServer(
        {certificate.file, certificate.keyFile, certificate.selfSigned},
        protocols);
  } catch (const io::TlsException& error) {
    throw UsageError(error.message());
  }
}

std::shared_ptr<io::TlsContext> upstreamTls(const Options& options,
                                            const io::Protocols& protocols) {
  if (options.upstream.scheme != "https") return nullptr;
  try {
    return io::TlsContext::forClient(
        {options.trust.authorityFile, options.trust.verify}, protocols);
  } catch (const io::TlsException& error) {
    throw UsageError(error.message());
  }
}

}  // namespace hop::cli
