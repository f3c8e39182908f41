// SPDX-License-Identifier: MIT
#include "tools/hop/DemoText.h"

#include <Poco/String.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

namespace hop::tool {

namespace {

bool isProxySet() {
  constexpr std::array names{"http_proxy",  "HTTP_PROXY", "https_proxy",
                             "HTTPS_PROXY", "all_proxy",  "ALL_PROXY"};
  return std::any_of(names.begin(), names.end(), [](const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
  });
}

/// In the manifest the proxy is here, and with TLS there.
const std::string kProxy = "http://127.0.0.1:8080";
const std::string kSecureProxy = "https://127.0.0.1:8443";

void printRoute(const std::string& proxy, const std::string& upstream) {
  std::cout << "  client  -->  proxy " << proxy << "  -->  upstream "
            << upstream << "\n";
}

/// The first line speaks HTTP/1.1 with it, whatever the step does.
void printWithoutProxy(const std::vector<Place>& upstream) {
  std::cout << "and the same without the proxy:\n";
  for (const Place& place : upstream) {
    const bool secure = place.scheme == "https";
    std::cout << "  "
              << forThisMachine((secure ? "curl -ik " : "curl -i ") +
                                place.url() + "/")
              << "\n";
  }
}

}  // namespace

std::string forThisMachine(std::string line) {
  if (!isProxySet()) return line;
  // At the beginning, or behind a pipe.
  const auto found = line.starts_with("curl ") ? 0 : line.find("| curl ");
  if (found == line.npos) return line;
  return line.insert(line.find("curl ", found) + 5, "--noproxy '*' ");
}

std::vector<std::string> tryLines(const manifest::Step& step,
                                  const DemoUrls& urls,
                                  const std::string& prefix) {
  std::vector<std::string> lines;
  for (std::string line : step.tries) {
    Poco::replaceInPlace(line, kProxy, urls.proxy + prefix);
    Poco::replaceInPlace(line, kSecureProxy, urls.secureProxy + prefix);
    lines.push_back(forThisMachine(line));
  }
  return lines;
}

void printDemo(const DemoOrder& order, const DemoUrls& urls) {
  std::cout << "\n" << order.step.slug << ": " << order.step.goal << "\n\n";
  printRoute(urls.proxy, urls.upstream);
  if (!urls.secureProxy.empty()) printRoute(urls.secureProxy, urls.upstream);
  std::cout << "\nTry in another terminal:\n";
  for (const auto& line : tryLines(order.step, urls, order.stripPrefix())) {
    std::cout << "  " << line << "\n";
  }
  printWithoutProxy(urls.upstreamPlaces);
  std::cout << "\nRequests are logged below. Ctrl-C ends the demo."
            << std::endl;
}

}  // namespace hop::tool
