// SPDX-License-Identifier: MIT
#include "common/http/Upgrade.h"

#include "common/http/Characters.h"
#include "common/http/Fields.h"
#include "common/http/HopByHop.h"
#include "common/http/Refused.h"
#include "common/http/UnreadBody.h"

#include <Poco/Net/NetException.h>
#include <Poco/String.h>

namespace hop::http {

using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

/// Connection has to say so too, and HTTP/1.0 cannot (RFC 9110 section
/// 7.8).
bool asksToSwitch(const HTTPRequest& request) {
  return request.getVersion() != HTTPMessage::HTTP_1_0 &&
         hasMember(request, HTTPMessage::CONNECTION, "upgrade");
}

/// What the client would rather speak. Never h2c: it would hide
/// requests from us. A body would mix with what comes after the switch.
std::string wantedProtocols(const HTTPRequest& request) {
  std::string wanted;
  if (!asksToSwitch(request)) return wanted;
  for (const auto& name : members(request, "Upgrade")) {
    if (!isProtocol(name) || hasBody(request)) {
      throw Refused{HTTPResponse::HTTP_BAD_REQUEST, "No such upgrade."};
    }
    if (Poco::icompare(name, "h2c") == 0) continue;
    wanted += (wanted.empty() ? "" : ", ") + name;
  }
  return wanted;
}

/// For one hop, like TE: Connection has to name it again.
void setUpgrade(const std::string& protocol, HTTPMessage& out) {
  if (protocol.empty()) return;
  const auto named = out.get(HTTPMessage::CONNECTION, "");
  out.set(HTTPMessage::CONNECTION,
          named.empty() ? "Upgrade" : named + ", Upgrade");
  out.set("Upgrade", protocol);
}

/// 101 may choose from what was asked for, and nothing else.
void acceptSwitch(const HTTPRequest& asked,
                  const HTTPResponse& incoming, HTTPResponse& out) {
  const auto chosen = incoming.get("Upgrade", "");
  if (!hasMember(asked, "Upgrade", chosen)) {
    throw Poco::Net::MessageException("a switch nobody asked for");
  }
  copyFields(incoming, out);
  removeHopByHop(incoming, out);
  setUpgrade(chosen, out);
}

}  // namespace hop::http
