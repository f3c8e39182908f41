// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Message.h"

#include <string>
#include <vector>

namespace hop::test {

/// How a person repeats what the client sent, against a proxy on port 8080: a
/// curl line when curl can say it, else printf into a TCP connection.
[[nodiscard]] std::string howToRepeat(const std::string& clientSent);
/// The same text around a command that is known already.
[[nodiscard]] std::string howToRepeatWith(const std::string& command);

/// curl's command for an HTTP/2 request, pseudo-fields first; empty when curl
/// would not send it like that.
/// @param secure through TLS, else with prior knowledge.
[[nodiscard]] std::string curlForHttp2(
    const std::vector<Message::Field>& fields, const std::string& body,
    bool secure);

}  // namespace hop::test
