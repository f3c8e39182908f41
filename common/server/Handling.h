// SPDX-License-Identifier: MIT
#pragma once

#include "common/server/ConnectionContext.h"
#include "common/server/Exchange.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

namespace hop::server {

/// What has become of a request.
struct Outcome {
  enum class Kind {
    Completed,  ///< the response is complete
    Refused,    ///< nothing was sent: answer with the status
    Aborted,    ///< the response has begun and will never be complete
    Gone        ///< there is nobody to answer
  };
  Kind kind = Kind::Completed;
  Poco::Net::HTTPResponse::HTTPStatus status =
      Poco::Net::HTTPResponse::HTTP_OK;  ///< for Kind::Refused
};

/// Has a request handled, whatever protocol it came with, and turns what goes
/// wrong into an outcome. Never throws.
/// @param head its fields are moved out of it.
[[nodiscard]] Outcome handleExchange(Exchange& exchange,
                                     Poco::Net::HTTPRequest& head,
                                     ConnectionContext& context) noexcept;

}  // namespace hop::server
