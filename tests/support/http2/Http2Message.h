// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Message.h"
#include "tests/support/http2/Hpack.h"
#include "tests/support/http2/Http2Peer.h"

#include <string>
#include <vector>

namespace hop::test {

/// "GET" for "/" of "t", with these fields behind the pseudo-fields.
[[nodiscard]] FieldList h2Get(const std::string& path = "/",
                              const FieldList& fields = {});
/// The same with another method.
[[nodiscard]] FieldList h2Request(const std::string& method,
                                  const std::string& path = "/",
                                  const FieldList& fields = {});
/// The head of a response.
[[nodiscard]] FieldList h2Reply(const FieldList& fields = {},
                                const std::string& status = "200");
/// The same request as a client inside TLS makes it: :scheme is "https".
[[nodiscard]] FieldList overTls(FieldList fields);
/// With another value for the field of that name, or without it when empty.
[[nodiscard]] FieldList changed(FieldList fields, const std::string& name,
                                const std::string& value);

/// What has come on a stream as a message like those of HTTP/1, so that the
/// same checks hold for it. Pseudo-fields stay among the fields. Complete when
/// END_STREAM has come.
[[nodiscard]] Message responseIn(const Http2Stream& stream);
[[nodiscard]] Message requestIn(const Http2Stream& stream);

/// The block is a final head: it has a :status, and that is no 1xx.
[[nodiscard]] bool isFinal(const FieldList& block);
/// The final head has come.
[[nodiscard]] bool hasHead(const Http2Stream& stream);

}  // namespace hop::test
