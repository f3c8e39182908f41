// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/NetException.h>

#include <string>

namespace hop::io {

/// TLS has failed: a certificate that nobody vouches for, a version or a
/// cipher that we do not speak, octets that are no TLS. displayText() reads
/// "TLS: certificate has expired".
POCO_DECLARE_EXCEPTION(, TlsException, Poco::Net::NetException)

/// Why the last call of OpenSSL in this thread has failed, in words; empties
/// its queue of errors.
[[nodiscard]] std::string takeTlsError();

/// @throws TlsException with OpenSSL's reason unless its call has @p worked.
inline void checkTls(bool worked) {
  if (!worked) throw TlsException(takeTlsError());
}

}  // namespace hop::io
