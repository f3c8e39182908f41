// SPDX-License-Identifier: MIT
// Any octets as requests, read by us and by llhttp in strict mode: what we
// accept, llhttp accepts too, and understands as the same requests, each with
// the same last octet. What we refuse llhttp may accept: two strict readers
// disagree harmlessly when the one in front refuses. The known differences
// are listed in Differences.h.
#include "common/http/ProtocolError.h"
#include "common/http1/MessageReader.h"
#include "tests/fuzz/Check.h"
#include "tests/fuzz/Differences.h"

#include <Poco/String.h>

#include <algorithm>
#include <cstdint>

namespace hop::fuzz {
namespace {

bool isBefore(const Request::Fields::value_type& one,
              const Request::Fields::value_type& other) {
  return Poco::icompare(one.first, other.first) < 0;
}

/// As a text. POCO keeps fields of the same name together, and their order;
/// that of different names means nothing (RFC 9110 section 5.3).
std::string textOf(Request::Fields fields) {
  std::stable_sort(fields.begin(), fields.end(), isBefore);
  std::string text;
  for (const auto& [name, value] : fields)
    text.append(name).append(": ").append(value).append("|");
  return text;
}

Request::Fields copyOf(const Poco::Net::MessageHeader& fields) {
  return {fields.begin(), fields.end()};
}

/// All requests that begin in the octets. The last one is not complete, nor
/// is perhaps its head.
std::vector<Request> readWithOurs(std::string_view octets) {
  std::vector<Request> requests(1);
  http1::MessageReader reader(http1::Role::Server);
  reader.feed(octets);
  std::size_t before = reader.unread().size();
  try {
    while (const auto event = reader.next()) {
      Request& request = requests.back();
      if (const auto* head = std::get_if<http::RequestHead>(&*event)) {
        request.method = head->message.getMethod();
        request.target = head->message.getURI();
        request.fields = copyOf(head->message);
        request.headComplete = true;
      } else if (const auto* data = std::get_if<http::Data>(&*event)) {
        request.body += data->octets;
      } else if (const auto* late = std::get_if<http::Trailers>(&*event)) {
        request.trailers = copyOf(late->fields);
      } else {
        request.complete = true;
        request.size = before - reader.unread().size();
        before = reader.unread().size();
        reader.startNext();
        requests.emplace_back();
      }
    }
  } catch (const http::ProtocolError& error) {
    requests.back().error = error.what();
  }
  return requests;
}

/// @param octets those of the request, and no more when it is complete.
void compare(std::string_view octets, const Request& ours) {
  const Request theirs = readWithLlhttp(octets);
  if (isKnownDifference(octets, ours, theirs)) return;
  require(theirs.headComplete, "llhttp refuses a head: " + theirs.error);
  requireSame(theirs.method, ours.method, "another method");
  requireSame(theirs.target, ours.target, "another target");
  requireSame(textOf(theirs.fields), textOf(ours.fields), "other fields");
  if (!ours.complete) {
    require(!theirs.complete || !ours.error.empty(),
            "llhttp sees the end of a request, and we do not");
    require(theirs.complete || !theirs.error.empty() ||
                theirs.body.starts_with(ours.body),
            "llhttp sees another beginning of a body");
    return;
  }
  require(theirs.complete, "llhttp sees no end: " + theirs.error);
  require(theirs.size == ours.size,
          "llhttp sees the end at " + std::to_string(theirs.size) +
              ", and we at " + std::to_string(ours.size));
  requireSame(theirs.body, ours.body, "another body");
  requireSame(textOf(theirs.trailers), textOf(ours.trailers), "other trailers");
}

}  // namespace
}  // namespace hop::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view octets(reinterpret_cast<const char*>(data), size);
  for (const auto& request : hop::fuzz::readWithOurs(octets)) {
    if (!request.headComplete) break;
    hop::fuzz::compare(
        request.complete ? octets.substr(0, request.size) : octets, request);
    octets.remove_prefix(request.size);
  }
  return 0;
}
