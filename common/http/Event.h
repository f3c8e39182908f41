// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Framing.h"
#include "common/http/Movable.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace hop::http {

/// Names and values one by one, in their order. POCO's messages put
/// fields of the same name together.
using FieldLines = std::vector<std::pair<std::string, std::string>>;

/// The head of a request, and how its body will end.
struct RequestHead {
  Movable<Poco::Net::HTTPRequest> message;
  Framing framing;
  /// HTTP/2: the fields as they came, pseudo-fields (":method") first.
  FieldLines received{};
};

/// The head of a response. An interim one (1xx but 101) is followed by
/// another head, without a Trailers or End event in between.
struct ResponseHead {
  Movable<Poco::Net::HTTPResponse> message;
  Framing framing;

  [[nodiscard]] bool interim() const {
    const int status = message.getStatus();
    return status / 100 == 1 && status != 101;
  }
};

/// Octets of the body, without any framing. They belong to the one who
/// gave the event and are valid until the next call on it.
struct Data {
  std::string_view octets;
};

/// The fields after the last chunk. Only given when there are some.
struct Trailers {
  Poco::Net::MessageHeader fields;
};

/// The message is complete: its framing says so.
struct End {};

/// What a codec reads and writes, whatever the protocol's version: a
/// head, data as often as you like, perhaps trailers, end.
using Event =
    std::variant<RequestHead, ResponseHead, Data, Trailers, End>;

}  // namespace hop::http
