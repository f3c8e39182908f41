// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Message.h"

#include <cctype>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace hop::test {

/// What requests are in the octets that a client has sent.
struct Reading {
  struct Request {
    std::string target;
    std::string body;
  };
  enum class Rest { Nothing, Incomplete, Invalid };

  std::vector<Request> complete;  ///< in order
  Rest rest = Rest::Nothing;      ///< what comes behind them
  std::string unfinished;  ///< target of a valid head whose body has no end
};

/// Reads requests with code of the tests' own: strict where a message ends (RFC
/// 9112 sections 2.2, 5, 6.3 and 7.1), generous everywhere else. A proxy may
/// refuse more than this reader does, but must never see other requests.
class RequestReader final {
 public:
  explicit RequestReader(std::string_view octets) : rest_(octets) {}

  Reading read() {
    try {
      while (true) {
        while (rest_.starts_with("\r\n")) rest_.remove_prefix(2);
        if (rest_.empty()) break;
        readRequest();
      }
    } catch (const Rest why) {
      reading_.rest = why;
    }
    return reading_;
  }

 private:
  using Rest = Reading::Rest;

  static void require(bool holds, Rest otherwise = Rest::Invalid) {
    if (!holds) throw otherwise;
  }

  static bool isToken(std::string_view text) {
    using namespace std::string_view_literals;
    return !text.empty() &&
           text.find_first_of("\0\t\r\n \"(),/:;<=>?@[\\]{}"sv) == text.npos;
  }

  static std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
  }

  /// A line of a head, of chunks or of trailers, without its CR LF.
  std::string_view takeLine() {
    const auto end = rest_.find_first_of("\r\n");
    require(end != rest_.npos, Rest::Incomplete);
    if (rest_.substr(end) == "\r") throw Rest::Incomplete;
    require(rest_.substr(end, 2) == "\r\n");
    const auto line = rest_.substr(0, end);
    require(line.find('\0') == line.npos);
    rest_.remove_prefix(end + 2);
    return line;
  }

  std::string_view takeOctets(std::size_t count) {
    require(count <= rest_.size(), Rest::Incomplete);
    const auto octets = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return octets;
  }

  void readRequest() {
    require(rest_.find("\r\n\r\n") != rest_.npos, Rest::Incomplete);
    Reading::Request request;
    request.target = readRequestLine(takeLine());
    std::vector<std::string> lengths;
    std::vector<std::string> codings;
    for (auto line = takeLine(); !line.empty(); line = takeLine()) {
      const auto colon = line.find(':');
      require(colon != line.npos && isToken(line.substr(0, colon)));
      const auto name = line.substr(0, colon);
      const std::string value(trimmed(line.substr(colon + 1)));
      if (sameName(name, "Content-Length")) lengths.push_back(value);
      if (sameName(name, "Transfer-Encoding")) codings.push_back(value);
    }
    reading_.unfinished = request.target;
    request.body = readBody(lengths, codings);
    reading_.unfinished.clear();
    reading_.complete.push_back(request);
  }

  static std::string readRequestLine(std::string_view line) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    require(first != line.npos && first + 1 < last);
    require(isToken(line.substr(0, first)));
    require(line.substr(last) == " HTTP/1.1");
    const auto target = line.substr(first + 1, last - first - 1);
    require(target.find_first_of(" \t") == target.npos);
    return std::string(target);
  }

  std::string readBody(const std::vector<std::string>& lengths,
                       const std::vector<std::string>& codings) {
    // From here on a refusal comes after a head that was valid, unless the
    // lengths contradict each other.
    if (!codings.empty()) {
      refuseHeadUnless(lengths.empty() && codings.size() == 1 &&
                       sameName(codings.front(), "chunked"));
      return readChunks();
    }
    if (lengths.empty()) return "";
    for (const auto& length : lengths) {
      refuseHeadUnless(!length.empty() && length.size() < 10 &&
                       length == lengths.front() &&
                       length.find_first_not_of("0123456789") == length.npos);
    }
    return std::string(takeOctets(std::stoul(lengths.front())));
  }

  void refuseHeadUnless(bool holds) {
    if (!holds) reading_.unfinished.clear();
    require(holds);
  }

  std::string readChunks() {
    std::string body;
    while (const std::size_t size = readChunkSize()) {
      body += takeOctets(size);
      const auto end = rest_.substr(0, 2);
      require(end == std::string_view("\r\n").substr(0, end.size()));
      takeOctets(2);
    }
    for (auto line = takeLine(); !line.empty(); line = takeLine()) {
      require(isToken(line.substr(0, line.find(':'))));
      require(line.find(':') != line.npos);
    }
    return body;
  }

  std::size_t readChunkSize() {
    const auto line = takeLine();
    std::size_t digits = 0;
    while (digits < line.size() &&
           std::isxdigit(static_cast<unsigned char>(line[digits])) != 0) {
      ++digits;
    }
    require(digits > 0 && digits < 10);
    const auto extension = trimmed(line.substr(digits));
    require(extension.empty() || extension.front() == ';');
    return std::stoul(std::string(line.substr(0, digits)), nullptr, 16);
  }

  std::string_view rest_;
  Reading reading_;
};

}  // namespace hop::test
