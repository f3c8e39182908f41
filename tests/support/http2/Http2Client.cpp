// SPDX-License-Identifier: MIT
#include "tests/support/http2/Http2Client.h"

#include "tests/support/BodyReader.h"
#include "tests/support/Errors.h"
#include "tests/support/Octets.h"
#include "tests/support/Repeat.h"

#include <algorithm>

namespace hop::test {

namespace {

bool isOneOf(std::uint32_t code, const std::vector<std::uint32_t>& codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

void requireCode(std::uint32_t code, const std::vector<std::uint32_t>& codes) {
  std::string wanted;
  for (const auto one : codes) {
    wanted += (wanted.empty() ? "" : " or ") + codeName(one);
  }
  require(isOneOf(code, codes), "reset-wrong",
          "given up with " + codeName(code) + " instead of " + wanted);
}

}  // namespace

Http2Client::Http2Client(Connection connection, Lanes& lanes)
    : Http2Peer(std::move(connection),
                {lanes, Lane::ClientSent, Lane::ClientReceived}) {}

void Http2Client::begin(const Settings& settings) {
  sendOctets(kPreface, "preface");
  send(settingsFrame(settings));
  // Nine octets are a frame's head; of HTTP/1 they are "HTTP/1.1 ".
  const bool came = connection().await(9, kPatience);
  const std::string first = connection().unread().substr(0, 200);
  const bool settled = came && numberAt(first, 3, 1) == 4 &&
                       numberAt(first, 5) == 0 && first[4] == 0;
  require(settled, "http2-unspoken",
          first.empty()
              ? "no answer to the preface of HTTP/2"
              : "the preface of HTTP/2 is answered with: " + readable(first));
  pump(kPatience);
}

std::uint32_t Http2Client::nextStream() {
  const auto id = next_;
  next_ += 2;
  return id;
}

std::uint32_t Http2Client::request(const FieldList& fields,
                                   const std::string& body,
                                   const FieldList& trailers) {
  lanes().addCommand(curlForHttp2(fields, body, connection().tls() != nullptr));
  const auto id = nextStream();
  sendHeaders(id, fields, body.empty() && trailers.empty());
  if (!body.empty()) sendData(id, body, trailers.empty());
  if (!trailers.empty()) sendHeaders(id, trailers, true);
  return id;
}

std::uint32_t Http2Client::open(const FieldList& fields) {
  const auto id = nextStream();
  sendHeaders(id, fields);
  return id;
}

std::uint32_t Http2Client::requestBlock(const std::string& block, bool end) {
  lanes().addCommand("");
  const auto id = nextStream();
  const Frame frame = headersFrame(id, block, end);
  sendOctets(octetsOf(frame), describe(frame) + ": " + readable(block, 300));
  return id;
}

Message Http2Client::response(std::uint32_t id,
                              std::chrono::milliseconds timeout) {
  const bool over = until([&] { return stream(id).over(); }, timeout);
  if (!over || !stream(id).ended) {
    const auto& reset = stream(id).reset;
    require(!reset, "response-lost",
            "RST_STREAM " + codeName(reset.value_or(0)) + " instead");
    require(!closed() && !goaway(), "response-lost", "the connection ended");
    require(hasHead(stream(id)), "no-response", "no response on the stream");
    fail("stalled", "the response does not end");
  }
  const Message message = responseIn(stream(id));
  require(message.status() != 0, "malformed-response",
          ":status is missing or no number: " + message.rawHead);
  return message;
}

Message Http2Client::ask(const FieldList& fields, const std::string& body) {
  return response(request(fields, body));
}

Message Http2Client::promptHead(std::uint32_t id) {
  const bool came = until(
      [&] { return hasHead(stream(id)) || stream(id).over(); }, kPromptly);
  require(came, "event-delayed", "the head is held back");
  require(hasHead(stream(id)), "response-lost", "reset instead of a head");
  return responseIn(stream(id));
}

void Http2Client::expectBody(std::uint32_t id, const std::string& octets) {
  const bool came = until(
      [&] {
        return stream(id).body.size() >= octets.size() || stream(id).over();
      },
      kPromptly);
  const std::string& body = stream(id).body;
  require(came, "event-delayed", "so far only: " + readable(body, 60));
  require(body == octets, "body-altered",
          readable(octets, 60) + " arrived as " + readable(body, 60));
}

bool requireRefusal(Http2Peer& peer, std::uint32_t stream,
                    const Refusal& refusal) {
  const bool done =
      peer.until([&] { return peer.rejected() || peer.stream(stream).over(); });
  require(done, "not-refused", "neither a reset nor a response");
  const Http2Stream& one = peer.stream(stream);
  if (hasHead(one)) {
    const int status = responseIn(one).status();
    const auto& wanted = refusal.statuses;
    require(std::find(wanted.begin(), wanted.end(), status) != wanted.end(),
            status / 100 == 2 ? "not-refused" : "status-wrong",
            "answered with " + std::to_string(status));
  } else if (one.reset) {
    requireCode(*one.reset, refusal.codes);
  } else if (peer.goaway()) {
    requireCode(peer.goaway()->code, refusal.codes);
  }
  return peer.rejected();
}

void requireConnectionError(Http2Peer& peer,
                            const std::vector<std::uint32_t>& codes) {
  require(peer.until([&] { return peer.rejected(); }), "not-refused",
          "the connection goes on");
  if (peer.goaway()) requireCode(peer.goaway()->code, codes);
}

void requireStreamError(Http2Peer& peer, std::uint32_t stream,
                        const std::vector<std::uint32_t>& codes) {
  const bool done =
      peer.until([&] { return peer.rejected() || peer.stream(stream).over(); });
  require(done, "not-refused", "the stream goes on");
  require(!peer.rejected(), "connection-lost",
          "the whole connection is given up");
  require(peer.stream(stream).reset.has_value(), "not-refused",
          "the stream ended as if all were well");
  requireCode(*peer.stream(stream).reset, codes);
}

}  // namespace hop::test
