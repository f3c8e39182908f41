// SPDX-License-Identifier: MIT
#pragma once

#include "tests/fuzz/LlhttpReader.h"

#include <string_view>

namespace hop::fuzz {

/// True when llhttp need not accept what we accepted. Seven differences are
/// known, and in each we follow the RFC; nothing else may differ.
///
/// 1. A method that llhttp does not know. Any token is a method (RFC 9110
///    section 9.1), and a proxy passes on what it does not know.
/// 2. CONNECT: for llhttp the request ends with its head, though it says that
///    a body follows. Content has no meaning there (RFC 9110 section 9.3.6);
///    our server refuses the method before it looks at a body.
/// 3. HTTP/1.2 to HTTP/1.9 are read as HTTP/1.1 (RFC 9110 section 2.5).
/// 4. A scheme with digits, "+", "-", "." (RFC 3986 section 3.1).
/// 5. HTAB behind the value of Content-Length or Transfer-Encoding (OWS, RFC
///    9110 section 5.6.3).
/// 6. Chunk extensions: llhttp 8 allows no blanks, no quoted-pair, and no
///    second one behind a token (RFC 9112 section 7.1.1). Here the grammar is
///    checked once more, in other words than the decoder's.
/// 7. Framing fields among the trailers: llhttp takes them for those of the
///    message. They mean nothing there; whoever passes trailers on removes
///    them (RFC 9110 section 6.5.1).
///
/// @param octets those of the request, with empty lines before it.
[[nodiscard]] bool isKnownDifference(std::string_view octets,
                                     const Request& ours,
                                     const Request& theirs);

}  // namespace hop::fuzz
