// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

#include <string>

namespace hop::http {

/// True when the client would rather speak another protocol. Taught in
/// step 11-websocket, moved here in 12, not changed.
[[nodiscard]] bool asksToSwitch(const Poco::Net::HTTPRequest& request);

/// The protocols that may be asked of the upstream; empty: none. Taught
/// in step 11-websocket, moved here in 12, not changed.
/// @throws Refused when the request cannot be one for a switch.
[[nodiscard]] std::string wantedProtocols(
    const Poco::Net::HTTPRequest& request);

/// Names the protocol in Upgrade, and Upgrade in Connection; nothing
/// when it is empty. Taught in step 11-websocket, moved here in 12, not
/// changed.
void setUpgrade(const std::string& protocol,
                Poco::Net::HTTPMessage& out);

/// Makes @p out the 101 that the client gets. Taught in step
/// 11-websocket, moved here in 12, not changed.
/// @throws Poco::Net::MessageException when it is none that was asked
/// for.
void acceptSwitch(const Poco::Net::HTTPRequest& asked,
                  const Poco::Net::HTTPResponse& incoming,
                  Poco::Net::HTTPResponse& out);

}  // namespace hop::http
