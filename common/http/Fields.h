// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPMessage.h>
#include <Poco/StringTokenizer.h>

#include <string>
#include <vector>

namespace hop::http {

using Poco::StringTokenizer;

/// A list in a field: blanks and empty members mean nothing.
constexpr int kList =
    StringTokenizer::TOK_TRIM | StringTokenizer::TOK_IGNORE_EMPTY;

/// True when one of the fields of that name has that member in its list
/// (RFC 9110 section 5.6.1): every line counts, names and members are
/// compared without case. A member with a parameter ("trailers;q=0.5")
/// is another member.
[[nodiscard]] bool hasMember(const Poco::Net::MessageHeader& message,
                             const std::string& field,
                             const std::string& member);

/// The members of the lists in all fields of that name, in their order.
[[nodiscard]] std::vector<std::string> members(
    const Poco::Net::MessageHeader& message, const std::string& field);

/// Makes it the only line of that name; an empty value leaves none.
/// Taught in step 06-x-forwarded, moved here in 08, not changed.
void replace(Poco::Net::HTTPMessage& message, const std::string& name,
             const std::string& value);

}  // namespace hop::http
