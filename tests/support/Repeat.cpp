// SPDX-License-Identifier: MIT
#include "tests/support/Repeat.h"

#include "tests/support/Connection.h"
#include "tests/support/Errors.h"

#include <cctype>

namespace hop::test {

namespace {

/// A word for the shell, in single quotes.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

bool isPlainText(const std::string& text) {
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x7f || (octet < 0x20 && c != '\r' && c != '\n')) return false;
  }
  return true;
}

/// printf understands octal escapes in every shell.
std::string printfText(const std::string& octets) {
  std::string out;
  for (const char c : octets.substr(0, 600)) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '\r') {
      out += "\\r";
    } else if (c == '\n') {
      out += "\\n";
    } else if (octet < 0x20 || octet >= 0x7f || c == '\'' || c == '\\' ||
               c == '%') {
      out += "\\";
      out += static_cast<char>('0' + (octet >> 6));
      out += static_cast<char>('0' + ((octet >> 3) & 7));
      out += static_cast<char>('0' + (octet & 7));
    } else {
      out += c;
    }
  }
  return out;
}

/// Field lines that curl writes by itself or that would disturb it.
bool isCurlsOwn(const std::string& name) {
  return sameName(name, "Content-Length");
}

/// @param start how the proxy is spoken to: curl's options and the scheme.
struct Start {
  std::string options;
  std::string scheme = "http";
};

std::string curlLine(const Message& request, const std::string& body,
                     const Start& start = {}) {
  std::string line = "curl --noproxy '*' -si --path-as-is" + start.options;
  if (request.method() == "HEAD") {
    line += " -I";
  } else if (request.method() != "GET" || !body.empty()) {
    line += " -X " + quoted(request.method());
  }
  if (request.startLine.ends_with("HTTP/1.0")) line += " --http1.0";
  for (const auto& [name, value] : request.fields) {
    if (isCurlsOwn(name)) continue;
    line += " -H " + quoted(value.empty() ? name + ";" : name + ": " + value);
  }
  if (!body.empty()) line += " --data-binary " + quoted(body);
  return line + " " +
         quoted(start.scheme + "://127.0.0.1:8080" + request.target());
}

/// One request in origin-form that curl would send in the same way?
bool fitsCurl(const Message& request, const std::string& rest) {
  return request.target().starts_with("/") && isPlainText(rest) &&
         !request.has("Transfer-Encoding") && rest.size() < 400 &&
         rest.find("HTTP/1.") == std::string::npos;
}

}  // namespace

std::string howToRepeat(const std::string& clientSent) {
  if (clientSent.empty()) return "";
  const auto end = clientSent.find("\r\n\r\n");
  std::string line;
  try {
    if (end != std::string::npos && isPlainText(clientSent)) {
      const Message request = parseHead(clientSent.substr(0, end + 4));
      const std::string body = clientSent.substr(end + 4);
      if (fitsCurl(request, body)) line = curlLine(request, body);
    }
  } catch (const CaseFailed&) {
    // Not a well-formed request: only printf can say it.
  }
  if (line.empty()) {
    line = "exec 3<>/dev/tcp/127.0.0.1/8080; printf '" +
           printfText(clientSent) + "' >&3; timeout 2 cat <&3";
  }
  return howToRepeatWith(line);
}

std::string howToRepeatWith(const std::string& command) {
  return "  repeat it (bash, the proxy on port 8080):\n    " + command + "\n";
}

std::string curlForHttp2(const std::vector<Message::Field>& fields,
                         const std::string& body, bool secure) {
  Message request;
  std::string method;
  std::string path;
  for (const auto& [name, value] : fields) {
    if (!isPlainText(name + value) ||
        (name + value).find_first_of("\r\n") != std::string::npos) {
      return "";
    }
    if (name == ":method") method = value;
    if (name == ":path") path = value;
    if (name == ":authority") request.fields.emplace_back("Host", value);
    if (!name.starts_with(":")) request.fields.emplace_back(name, value);
  }
  request.startLine = method + " " + path + " HTTP/2";
  if (method.empty() || !fitsCurl(request, body)) return "";
  return curlLine(request, body,
                  secure ? Start{" -k --http2", "https"}
                         : Start{" --http2-prior-knowledge", "http"});
}

}  // namespace hop::test
