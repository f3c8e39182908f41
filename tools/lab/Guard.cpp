// SPDX-License-Identifier: MIT
#include "tools/lab/Guard.h"

#include "tools/lab/Refusal.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/MediaType.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/RandomStream.h>
#include <Poco/String.h>
#include <Poco/URI.h>

#include <array>

namespace hop::lab {

namespace {

using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::size_t kTokenOctets = 16;

std::string randomToken() {
  constexpr std::string_view hex = "0123456789abcdef";
  Poco::RandomInputStream random;
  std::string token;
  while (token.size() < 2 * kTokenOctets) {
    const auto octet = static_cast<unsigned char>(random.get());
    token += hex[octet >> 4U];
    token += hex[octet & 0x0FU];
  }
  return token;
}

/// Takes the same time wherever they differ.
bool same(const std::string& one, const std::string& other) {
  unsigned difference = one.size() == other.size() ? 0 : 1;
  for (std::size_t i = 0; i < one.size() && i < other.size(); ++i) {
    difference |= static_cast<unsigned char>(one[i] ^ other[i]);
  }
  return difference == 0;
}

std::string portOf(const HTTPServerRequest& request) {
  return std::to_string(request.serverAddress().port());
}

/// Browsers do not keep the cookies of two ports apart; their names do.
std::string cookieName(const HTTPServerRequest& request) {
  return "hop-lab-" + portOf(request);
}

std::string cookieIn(const HTTPServerRequest& request) {
  Poco::Net::NameValueCollection cookies;
  request.getCookies(cookies);
  return cookies.get(cookieName(request), "");
}

/// The address without the token.
std::string cleaned(const Poco::URI& uri) {
  Poco::URI result(uri);
  Poco::URI::QueryParameters kept;
  for (const auto& parameter : uri.getQueryParameters()) {
    if (parameter.first != "token") kept.push_back(parameter);
  }
  result.setQueryParameters(kept);
  if (kept.empty()) result.setRawQuery("");
  return result.getPathAndQuery();
}

std::string tokenIn(const Poco::URI& uri) {
  for (const auto& [name, value] : uri.getQueryParameters()) {
    if (name == "token") return value;
  }
  return {};
}

}  // namespace

Guard::Guard() : token_(randomToken()) {}

bool Guard::admit(const HTTPServerRequest& request,
                  HTTPServerResponse& response) const try {
  const std::string& target = request.getURI();
  // "//other.example" would lead to another host.
  if (!target.starts_with('/') || target.starts_with("//")) return false;
  const Poco::URI uri(target);
  if (!same(tokenIn(uri), token_)) return false;
  Poco::Net::HTTPCookie cookie(cookieName(request), token_);
  cookie.setPath("/");
  cookie.setHttpOnly(true);
  cookie.setSameSite(Poco::Net::HTTPCookie::SAME_SITE_STRICT);
  response.addCookie(cookie);
  response.set("Cache-Control", "no-store");
  response.redirect(cleaned(uri), HTTPResponse::HTTP_SEE_OTHER);
  return true;
} catch (const Poco::SyntaxException&) {
  return false;
}

void Guard::checkHost(const HTTPServerRequest& request) {
  if (!request.clientAddress().host().isLoopback() ||
      !request.serverAddress().host().isLoopback()) {
    throw Refusal{HTTPResponse::HTTP_FORBIDDEN,
                  "The lab serves this machine only."};
  }
  const std::string host = Poco::toLower(request.get("Host", ""));
  for (const char* name : {"127.0.0.1:", "localhost:", "[::1]:"}) {
    if (host == name + portOf(request)) return;
  }
  throw Refusal{HTTPResponse::HTTP_MISDIRECTED_REQUEST,
                "This is the lab at 127.0.0.1:" + portOf(request) +
                    ", and no other host."};
}

void Guard::checkRun(const HTTPServerRequest& request) const {
  if (request.getMethod() != HTTPRequest::HTTP_POST) {
    throw Refusal{HTTPResponse::HTTP_METHOD_NOT_ALLOWED, "Use POST.", "POST"};
  }
  const std::string origin = request.get("Origin", "");
  const std::string site = request.get("Sec-Fetch-Site", "same-origin");
  if (Poco::icompare(origin, "http://" + request.get("Host", "")) != 0 ||
      site != "same-origin") {
    throw Refusal{HTTPResponse::HTTP_FORBIDDEN,
                  "Only the lab's own page may run something."};
  }
  if (!same(cookieIn(request), token_)) {
    throw Refusal{HTTPResponse::HTTP_FORBIDDEN,
                  "The token is missing: open the address that the lab "
                  "printed when it started."};
  }
  if (!Poco::Net::MediaType(request.getContentType())
           .matches("application", "json")) {
    throw Refusal{HTTPResponse::HTTP_UNSUPPORTED_MEDIA_TYPE,
                  "Send Content-Type: application/json."};
  }
}

}  // namespace hop::lab
