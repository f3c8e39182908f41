// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"

#include <string_view>

namespace hop::http2 {

/// The fields of a HEADERS frame in their order, pseudo-fields (":method")
/// first. Values are octets.
using FieldList = http::FieldLines;

/// The value of the first field of that name (in lower case); empty when there
/// is none.
[[nodiscard]] std::string_view valueOf(const FieldList& fields,
                                       std::string_view name);
/// As SETTINGS_MAX_HEADER_LIST_SIZE counts: 32 octets for each field beside its
/// own (RFC 9113 section 6.5.2).
[[nodiscard]] std::size_t sizeOf(const FieldList& fields);
[[nodiscard]] bool hasField(const FieldList& fields, std::string_view name);

}  // namespace hop::http2
