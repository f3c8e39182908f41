// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPMessage.h>

namespace hop::http {

/// Adds every field of one message to another, but those that frame it.
/// Taught in step 04-copy-headers, moved here in 09, not changed.
void copyFields(const Poco::Net::HTTPMessage& from,
                Poco::Net::HTTPMessage& to);

/// Removes from a copy what was meant for one hop: what Connection of
/// the received message names, and the well-known list (RFC 9110
/// section 7.6.1). Taught in step 05-hop-by-hop, moved here in 09, not
/// changed.
void removeHopByHop(const Poco::Net::HTTPMessage& received,
                    Poco::Net::HTTPMessage& copy);

}  // namespace hop::http
