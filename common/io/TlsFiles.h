// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/TlsContext.h"

#include <openssl/ssl.h>

#include <string>

namespace hop::io {

/// The server shows the certificate of these files.
/// @throws TlsException with one sentence that names the file.
void useCertificateFiles(SSL_CTX* context, const Certificate& certificate);

/// The client trusts the certificates of this file, and no others.
/// @throws TlsException with one sentence that names the file.
void useAuthorityFile(SSL_CTX* context, const std::string& file);

}  // namespace hop::io
