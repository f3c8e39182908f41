// SPDX-License-Identifier: MIT
#include "common/http/ClientAddress.h"

namespace hop::http {

using Poco::Net::HTTPServerRequest;

/// The address alone: no "::ffff:" of a dual-stack listener, no zone.
std::string clientAddress(const HTTPServerRequest& request) {
  std::string text = request.clientAddress().host().toString();
  if (text.find('.') != text.npos) text.erase(0, text.rfind(':') + 1);
  return text.substr(0, text.find('%'));
}

}  // namespace hop::http
