// SPDX-License-Identifier: MIT
// 10-http2: frames and field blocks that are none, and messages whose frames
// do not make a whole.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

FieldList postWith(const FieldList& fields) {
  return h2Request("POST", "/p", fields);
}

/// What a client does with its connection before it is given up.
using Blow = std::function<void(Http2Client& client)>;

/// Each of these costs the client its connection, with one of these codes, and
/// nobody else anything. Nothing of it becomes a request.
void requireConnectionErrors(Stage& stage, const std::vector<Blow>& blows,
                             const std::vector<std::uint32_t>& codes) {
  for (const Blow& blow : blows) {
    Http2Client client = stage.http2Client();
    blow(client);
    requireConnectionError(client, codes);
    stage.requireNothingForwarded();
  }
  requireBothServedOnly(stage);
}

/// The stream or connection is given up, and the upstream has not got the end
/// of a request.
void requireNeverCompleted(Stage& stage, const Attack& attack) {
  Http2Client client = stage.http2Client();
  const auto stream = attack(client);
  requireRefusal(client, stream, kMalformed);
  requireServingBoth(stage);
  for (const Message& request : completeRequests(stage)) {
    require(request.target() == "/still-serving", "not-refused",
            "the upstream got a whole " + request.startLine);
  }
}

CASE(Step10, HT05, LengthThatIsTooLong) {
  requireNeverCompleted(stage, [](Http2Client& client) {
    const auto id = client.open(postWith({{"content-length", "10"}}));
    client.sendData(id, "hello", true);
    return id;
  });
}

CASE(Step10, HT06, LengthWithoutABody) {
  requireAttacksRefused(
      stage, {[](Http2Client& client) {
        return client.request(postWith({{"content-length", "5"}}));
      }});
}

CASE(Step10, HT50, PseudoFieldInTrailers) {
  for (const Message::Field& field :
       FieldList{{":method", "GET"}, {":path", "/evil"}, {":status", "200"}}) {
    requireNeverCompleted(stage, [&](Http2Client& client) {
      const auto id = client.open(postWith({}));
      client.sendData(id, "hello");
      client.sendHeaders(id, {field}, true);
      return id;
    });
  }
}

CASE(Step10, HT51, TrailersThatDoNotEndTheStream) {
  requireNeverCompleted(stage, [](Http2Client& client) {
    const auto id = client.open(postWith({}));
    client.sendData(id, "hello");
    client.sendHeaders(id, {{"x-t", "1"}});
    return id;
  });
}

CASE(Step10, HT53, StreamsThatAClientHasNot) {
  const std::string block = hpackLiterals(h2Get("/evil"));
  requireConnectionErrors(
      stage,
      {[&](Http2Client& client) { client.send(headersFrame(2, block, true)); },
       [&](Http2Client& client) { client.send(headersFrame(0, block, true)); },
       [](Http2Client& client) { client.send(dataFrame(0, "x", true)); },
       [](Http2Client& client) { client.send(resetFrame(0, kCancel)); },
       [](Http2Client& client) {
         Frame frame = settingsFrame({});
         frame.stream = 1;
         client.send(frame);
       }},
      {kProtocolError});
}

CASE(Step10, HT60, IndexThatIsNotThere) {
  const std::string head = hpackLiterals(h2Get("/evil"));
  requireConnectionErrors(
      stage,
      {[](Http2Client& client) { client.requestBlock("\xff\x64"); },
       [&](Http2Client& client) { client.requestBlock(head + "\xbe"); },
       [&](Http2Client& client) { client.requestBlock(head + "\x80"); },
       [&](Http2Client& client) {
         client.requestBlock(head + std::string("\0\x05x", 3));
       }},
      {kCompressionError});
}

CASE(Step10, HT61, TableLargerThanAllowed) {
  const std::string head = hpackLiterals(h2Get("/evil"));
  requireConnectionErrors(
      stage,
      {[&](Http2Client& client) {
         client.requestBlock(hpackTableSize(65'536) + head);
       },
       // Only allowed at the beginning of a block (RFC 7541 section 4.2).
       [&](Http2Client& client) {
         client.requestBlock(head + hpackTableSize(0));
       }},
      {kCompressionError});
}

CASE(Step10, HT75, HuffmanThatEndsBadly) {
  const std::string head = hpackLiterals(h2Get("/evil"));
  const std::string name = std::string("\0\x01x", 3);
  std::vector<Blow> blows;
  for (const std::string& value :
       {std::string("\x81\x00", 2), std::string("\x84\xff\xff\xff\xff"),
        std::string("\x82\x1f\xff")}) {
    blows.emplace_back([&, value](Http2Client& client) {
      client.requestBlock(head + name + value);
    });
  }
  requireConnectionErrors(stage, blows, {kCompressionError});
}

CASE(Step10, HT70, FramesOfTheWrongSize) {
  Http2Client client = stage.http2Client();
  const auto id = client.open(postWith({}));
  const auto largest = client.setting(kMaxFrameSize, kUsualFrameSize);
  client.send(dataFrame(id, std::string(largest + 3'616, 'x'), true));
  requireRefusal(client, id, {{kFrameSizeError}, {}});
  for (const Message& request : completeRequests(stage)) {
    require(request.body.empty(), "not-refused", "the frame was forwarded");
  }
  const auto odd = [](FrameType type, std::uint32_t stream, std::size_t size) {
    return Frame{static_cast<std::uint8_t>(type), 0, stream,
                 std::string(size, '\0')};
  };
  for (const Frame& frame :
       {odd(FrameType::Ping, 0, 7), odd(FrameType::Settings, 0, 5),
        odd(FrameType::WindowUpdate, 0, 3), odd(FrameType::Goaway, 0, 7)}) {
    Http2Client other = stage.http2Client();
    other.send(frame);
    requireConnectionError(other, {kFrameSizeError});
  }
  requireServingBoth(stage);
}

CASE(Step10, HT71, FramesThatNobodyKnows) {
  Http2Client client = stage.http2Client();
  client.send({0x7f, 0xff, 0, "whatever"});
  client.send({0x10, 0, 0, bigEndian(1, 4) + "u=1"});  // PRIORITY_UPDATE
  const auto id = client.open(postWith({}));
  client.send({0x7f, 0xff, id, std::string(16'384, 'x')});
  client.sendData(id, "hello", true);
  requireStatus(client.response(id), 200);
  requireBody(stage.forwarded(), "hello");
  // In the middle of a field block it is an error (RFC 9113 section 5.5).
  Http2Client other = stage.http2Client();
  Frame head = headersFrame(1, hpackLiterals(h2Get("/evil")), true);
  head.flags &= static_cast<std::uint8_t>(~kEndHeaders);
  other.send(head);
  other.send({0x7f, 0, 1, "whatever"});
  requireConnectionError(other, {kProtocolError});
  requireServingBoth(stage);
}

CASE(Step10, HX05, EncoderWithoutATable) {
  stage.upstream().respond(reply("X-Long: " + std::string(100, 'v') + "\r\n"));
  Http2Client client = stage.http2Client({{kHeaderTableSize, 0}});
  require(client.until([&] { return client.acknowledged(); }), "frame-wrong",
          "our SETTINGS are not acknowledged");
  client.decoder().tableSize(0);  // refuses a block that does not obey
  for (int i = 0; i < 3; ++i) {
    const Message response = client.ask(h2Get());
    requireField(response, "x-long", std::string(100, 'v'));
  }
}

CASE(Step10, HX06, HeadLargerThanTheClientWants) {
  // By the target: a proxy may keep its connection to the upstream.
  stage.upstream().respondWith([](const Message& request) {
    return request.target() == "/long"
               ? reply("X-Long: " + std::string(1'000, 'v') + "\r\n")
               : "HTTP/1.1 204 No Content\r\n\r\n";
  });
  Http2Client client = stage.http2Client({{kMaxHeaderListSize, 400}});
  const auto id = client.request(h2Get("/long"));
  (void)client.until([&] { return client.stream(id).over(); });
  const Http2Stream& stream = client.stream(id);
  require(stream.over(), "stalled", "neither a response nor a reset");
  if (hasHead(stream)) {
    const Message response = responseIn(stream);
    // The setting is advice: all of it may come, too (RFC 9113 section 10.5.1).
    const bool whole =
        stream.ended && response.value("X-Long") == std::string(1'000, 'v');
    require(whole || response.status() / 100 == 5, "not-refused",
            response.rawHead);
  }
  requireStatus(client.ask(h2Get()), 204);
}

CASE(Step10, HX21, PriorityIsNeverAnError) {
  Http2Client client = stage.http2Client();
  client.send(priorityFrame(1));
  client.send({0x10, 0, 0, bigEndian(1, 4) + "u=0, i"});
  requireStatus(client.ask(h2Get("/", {{"priority", "u=9, nonsense"}})), 200);
  requireField(stage.forwarded(), "Priority", "u=9, nonsense");
  client.send(priorityFrame(1, 3));
  client.send({0x10, 0, 0, bigEndian(99, 4) + "u=7"});
  requireStillServing(client);
}

}  // namespace
}  // namespace hop::test
