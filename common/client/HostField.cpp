// SPDX-License-Identifier: MIT
#include "common/client/HostField.h"

namespace hop::client {

std::string hostField(const std::string& host, std::uint16_t port,
                      bool secure) {
  const std::uint16_t usual = secure ? 443 : 80;
  const bool six = host.find(':') != std::string::npos;
  const std::string name = six ? "[" + host + "]" : host;
  return port == usual ? name : name + ":" + std::to_string(port);
}

}  // namespace hop::client
