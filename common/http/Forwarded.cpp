// SPDX-License-Identifier: MIT
#include "common/http/Forwarded.h"

#include "common/http/ClientAddress.h"
#include "common/http/Fields.h"

#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

#include <string>

namespace hop::http {

using Poco::StringTokenizer;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPServerRequest;

void setForwarded(const HTTPServerRequest& request, HTTPRequest& out) {
  std::string history;
  for (const auto& [name, value] : out) {
    if (Poco::icompare(name, "X-Forwarded-For") != 0) continue;
    for (const auto& hop : StringTokenizer(value, ",", kList)) {
      history += hop + ", ";
    }
  }
  replace(out, "X-Forwarded-For", history + clientAddress(request));
  replace(out, "X-Forwarded-Host", out.get("Host", ""));
  const std::string scheme = request.secure() ? "https" : "http";
  replace(out, "X-Forwarded-Proto", scheme);
}

}  // namespace hop::http
