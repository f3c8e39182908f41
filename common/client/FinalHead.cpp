// SPDX-License-Identifier: MIT
#include "common/client/FinalHead.h"

#include <Poco/Net/NetException.h>

namespace hop::client {

namespace {

/// 102 and 103 may come more than once.
constexpr int kMaxInterim = 100;

}  // namespace

http::ResponseHead finalHead(
    const std::function<http::ResponseHead()>& readHead,
    const Transport::OnInterim& onInterim) {
  http::ResponseHead head = readHead();
  for (int i = 0; head.interim(); ++i) {
    if (i == kMaxInterim) {
      throw Poco::Net::MessageException("too many interim responses");
    }
    if (onInterim) onInterim(head.message);
    head = readHead();
  }
  return head;
}

}  // namespace hop::client
