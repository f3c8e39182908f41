// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Options.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Stopwatch.h>

#include <string>
#include <string_view>

namespace hop::cli {

/// Sends the log lines of the process to stderr; --quiet sends none.
/// @param program its name, shown when HOP_LOG_NAME is set.
void openLog(const std::string& program, Verbosity verbosity);

/// One line on stderr per request, written when the object goes away:
/// "GET /x 502 connect upstream refused 3ms" (method, target, status, then
/// stage, culprit and cause of an error, duration).
class RequestLog final {
 public:
  RequestLog(const Poco::Net::HTTPServerRequest& request,
             const Poco::Net::HTTPServerResponse& response);
  ~RequestLog();
  RequestLog(const RequestLog&) = delete;
  RequestLog& operator=(const RequestLog&) = delete;

  /// What the proxy does from here on ("connect", "response-head"): the line
  /// names it if it fails.
  void stage(std::string_view name) { stage_ = name; }

  /// The current stage failed.
  /// @param culprit whose fault it is: "client", "upstream" or "proxy".
  void failed(std::string_view culprit, const Poco::Exception& error);

  /// The proxy itself refused what the client asked for.
  void refused(std::string_view why);

 private:
  const Poco::Net::HTTPServerRequest& request_;
  const Poco::Net::HTTPServerResponse& response_;
  Poco::Stopwatch watch_;
  std::string stage_ = "request";
  std::string error_;
};

}  // namespace hop::cli
