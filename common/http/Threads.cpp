// SPDX-License-Identifier: MIT
#include "common/http/Threads.h"

#include <Poco/Timespan.h>

namespace hop::http {

/// How many are served at once, and how many may wait. With POCO's own
/// limits (16 and 64) the 81st client is turned away without a word. An
/// idle thread ends soon, or stopping would have to wait for it.
Poco::Net::HTTPServerParams::Ptr manyThreads() {
  auto* params = new Poco::Net::HTTPServerParams;
  params->setMaxThreads(256);
  params->setMaxQueued(1024);
  params->setThreadIdleTime(Poco::Timespan(0, 200'000));
  return params;  // counted from here on
}

}  // namespace hop::http
