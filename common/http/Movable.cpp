// SPDX-License-Identifier: MIT
#include "common/http/Movable.h"

namespace hop::http {

namespace {

void handOverFields(Poco::Net::HTTPMessage& from,
                    Poco::Net::HTTPMessage& to) {
  to.setVersion(from.getVersion());
  to.clear();
  to.swap(from);
}

}  // namespace

void handOver(Poco::Net::HTTPRequest& from,
              Poco::Net::HTTPRequest& to) noexcept {
  to.setMethod(from.getMethod());
  to.setURI(from.getURI());
  handOverFields(from, to);
}

void handOver(Poco::Net::HTTPResponse& from,
              Poco::Net::HTTPResponse& to) noexcept {
  to.setStatus(from.getStatus());
  to.setReason(from.getReason());
  handOverFields(from, to);
}

}  // namespace hop::http
