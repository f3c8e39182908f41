// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPMessage.h>

#include <chrono>
#include <optional>
#include <string_view>

namespace hop::http {

/// True when this message leaves its connection open for another one:
/// HTTP/1.1 unless it says close, HTTP/1.0 only if it says keep-alive;
/// close wins (RFC 9112 section 9.3).
[[nodiscard]] bool persists(const Poco::Net::HTTPMessage& message);

/// How long the sender keeps an idle connection, if it says so:
/// "Keep-Alive: timeout=5" (RFC 2068 section 19.7.1; in use, though no
/// newer RFC has it). What is no number is no promise.
[[nodiscard]] std::optional<std::chrono::seconds> idleTimeOf(
    const Poco::Net::HTTPMessage& message);

/// True for a method that means the same when it arrives twice (RFC
/// 9110 section 9.2.2). Of one that nobody has heard of we do not know
/// it.
[[nodiscard]] bool isIdempotent(std::string_view method);

}  // namespace hop::http
