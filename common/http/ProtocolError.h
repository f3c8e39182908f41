// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPResponse.h>

#include <stdexcept>
#include <string>

namespace hop::http {

/// What arrived is not HTTP, or not the HTTP that we accept.
///
/// status() is what a server answers when its client sent it; towards
/// an upstream every ProtocolError is a 502. what() is one sentence for
/// the log, rfc() the section that was broken ("RFC 9112 section 5.1").
class ProtocolError final : public std::runtime_error {
 public:
  using Status = Poco::Net::HTTPResponse::HTTPStatus;

  ProtocolError(Status status, const std::string& sentence,
                const char* rfc)
      : std::runtime_error(sentence), status_(status), rfc_(rfc) {}

  [[nodiscard]] Status status() const { return status_; }
  [[nodiscard]] const char* rfc() const { return rfc_; }

 private:
  Status status_;
  const char* rfc_;
};

/// The commonest one: 400 Bad Request.
[[noreturn]] inline void malformed(const std::string& sentence,
                                   const char* rfc) {
  throw ProtocolError(Poco::Net::HTTPResponse::HTTP_BAD_REQUEST,
                      sentence, rfc);
}

}  // namespace hop::http
