// SPDX-License-Identifier: MIT
#include "common/http/Trailers.h"

#include "common/http/Fields.h"
#include "common/http/HopByHop.h"
#include "common/http/TrailerNames.h"

#include <Poco/String.h>

namespace hop::http {

using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

/// The one value of TE that a proxy may answer for itself. It is for
/// one hop, so Connection names it again (RFC 9110 section 10.1.4).
void relayTe(const HTTPRequest& request, HTTPRequest& out) {
  if (!hasMember(request, "TE", "trailers")) return;
  out.set("TE", "trailers");
  out.set(HTTPMessage::CONNECTION, "TE");
}

/// Names first, so that a reader can prepare (RFC 9110 section 6.6.2).
void announceTrailers(const HTTPMessage& from, HTTPMessage& to) {
  if (!from.getChunkedTransferEncoding()) return;
  for (const auto& [name, value] : from) {
    if (Poco::icompare(name, "Trailer") == 0) to.add(name, value);
  }
}

/// Values last. What frames, routes or identifies a message must not
/// come late, and what Connection named was for one hop.
HTTPResponse lateFields(const HTTPMessage& head,
                        const Poco::Net::MessageHeader& trailers) {
  HTTPResponse late;  // a bag of fields
  for (const auto& [name, value] : trailers) {
    if (!isForbiddenTrailer(name)) late.add(name, value);
  }
  removeHopByHop(head, late);
  return late;
}

}  // namespace hop::http
