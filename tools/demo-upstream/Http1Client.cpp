// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http1Client.h"

#include "tools/demo-upstream/BodyReader.h"

namespace hop::upstream {

Body Http1Client::readBody(Keep keep) {
  if (request_.expectsContinue()) response_.informational(100, {});
  return BodyReader(connection_, keep).read(request_.framing);
}

}  // namespace hop::upstream
