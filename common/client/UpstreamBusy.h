// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/NetException.h>

namespace hop::client {

/// The upstream asks for less: ENHANCE_YOUR_CALM (RFC 9113 section 7). Unlike
/// other failures of an upstream this one is 503, and may be tried again.
POCO_DECLARE_EXCEPTION(, UpstreamBusy, Poco::Net::NetException)

}  // namespace hop::client
