// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Options.h"
#include "common/client/Places.h"
#include "common/io/TlsContext.h"

#include <Poco/Net/HTTPServerParams.h>

#include <memory>

namespace hop::cli {

/// The parameters for hop::server::Server: POCO's, and what --limit and
/// --timeout say about the client's side.
[[nodiscard]] Poco::Net::HTTPServerParams::Ptr withLimits(
    const Poco::Net::HTTPServerParams::Ptr& params, const Options& options);

/// The same parameters with the protocols to be spoken, and with TLS if --cert
/// or --self-signed was given.
/// @param params made by withLimits(). @param protocols the preferred one
///   first. @throws UsageError when a file cannot be used.
[[nodiscard]] Poco::Net::HTTPServerParams::Ptr withTls(
    Poco::Net::HTTPServerParams::Ptr params, const Options& options,
    const io::Protocols& protocols);

/// The same parameters, with WebSocket over HTTP/2 announced (RFC 8441).
[[nodiscard]] Poco::Net::HTTPServerParams::Ptr withConnectProtocol(
    Poco::Net::HTTPServerParams::Ptr params);

/// How many connections of HTTP/1.1 the upstream may have in use at once, and
/// how long the others wait for their turn.
[[nodiscard]] std::unique_ptr<client::Places> upstreamPlaces(
    const Options& options);

/// TLS for the listener; null when --cert and --self-signed were not given.
/// @param protocols for ALPN, the preferred one first.
/// @throws UsageError when a file cannot be used.
[[nodiscard]] std::shared_ptr<io::TlsContext> listenerTls(
    const Options& options, const io::Protocols& protocols);

/// TLS towards the upstream; null unless it is https://.
/// @param protocols for ALPN, the preferred one first.
/// @throws UsageError when --upstream-ca cannot be used.
[[nodiscard]] std::shared_ptr<io::TlsContext> upstreamTls(
    const Options& options, const io::Protocols& protocols);

}  // namespace hop::cli
