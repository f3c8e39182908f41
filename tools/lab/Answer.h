// SPDX-License-Identifier: MIT
#pragma once

#include "tools/lab/Refusal.h"
#include "tools/wire/Exchange.h"

#include <Poco/JSON/Object.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace hop::lab {

/// Fields that every response of the lab carries: scripts and styles of its
/// own only, no foreign page around it.
void setSafety(Poco::Net::HTTPServerResponse& response);

/// The whole response is this object.
void sendJson(Poco::Net::HTTPServerResponse& response,
              const Poco::JSON::Object& object);

/// {"error": {"status": 404, "message": "..."}}
void sendRefusal(Poco::Net::HTTPServerResponse& response,
                 const Refusal& refusal);

/// The body of a request. @throws Refusal 413 when it is larger.
[[nodiscard]] std::string readBody(Poco::Net::HTTPServerRequest& request,
                                   std::size_t most);

/// A response of JSON lines, each sent at once; it begins with the first one.
class JsonLines final {
 public:
  explicit JsonLines(Poco::Net::HTTPServerResponse& response)
      : response_(response) {}

  [[nodiscard]] bool begun() const { return stream_ != nullptr; }
  /// {"done": false, "exchanges": [...]}
  void exchanges(const std::vector<wire::Exchange>& exchanges, bool done);
  /// Something failed after the first line: {"error": {...}}
  void refusal(const Refusal& refusal);

 private:
  void line(const Poco::JSON::Object& object);

  Poco::Net::HTTPServerResponse& response_;
  std::ostream* stream_ = nullptr;
};

}  // namespace hop::lab
