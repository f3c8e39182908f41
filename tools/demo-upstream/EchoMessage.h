// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace hop::upstream {

// The one message of echo.proto, in the wire format of Protocol Buffers
// (protobuf.dev/programming-guides/encoding). A field is a key (number and
// kind) and a value; the string is 0a, its length, its octets:
//
//   0a 03 68 6f 70    text: "hop"
//
// Written by hand, because the only other choice is the protobuf library with
// its compiler: a lot to install for one string.

/// @return the octets of a Message with this text.
[[nodiscard]] std::string encodeEcho(std::string_view text);

/// @return the text of a Message; empty when it has none. Fields that are not
///   known are skipped, and the last of several texts counts, as protobuf has
///   it.
/// @throws GrpcError InvalidArgument for octets that are no message, or a text
///   that is not UTF-8.
[[nodiscard]] std::string decodeEcho(std::string_view message);

}  // namespace hop::upstream
