// SPDX-License-Identifier: MIT
// 08-trailers, hostile rows: two lengths in one request, several requests in
// one segment, and requests that are too big.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"

#include <sstream>

namespace hop::test {
namespace {

const std::string kCoding = "Transfer-Encoding: chunked\r\n";
const std::string kSmuggledChunk = "23\r\n" + kSmuggled + "\r\n0\r\n\r\n";

/// Refused; or read as chunks, forwarded as chunks only, and the connection,
/// whose other reader may have seen another end, is closed.
void requireRefusedOrClosed(Stage& stage, const std::string& octets) {
  Client client = stage.connect();
  const Message response = client.ask(octets);
  if (response.status() == 400) {
    stage.requireNothingForwarded();
    return requireLastAnswer(client, response, {400});
  }
  require(response.status() == 200, "status-wrong", response.startLine);
  const auto requests = stage.upstream().requests();
  require(!requests.empty(), "not-forwarded", "answered by the proxy");
  requireOneLength(requests.back());
  require(!requests.back().has("Content-Length"), "framing-wrong",
          readable(requests.back().rawHead));
  requireLastAnswer(client, response, {200});
}

CASE(Step08, DS01, LengthAndChunks) {
  const std::string body = "\r\n0\r\n\r\nG";
  requireRefusedOrClosed(stage,
                         kPost + "Content-Length: 6\r\n" + kCoding + body);
  requireRefusedOrClosed(stage,
                         kPost + kCoding + "Content-Length: 6\r\n" + body);
  stage.requireServing();
}

CASE(Step08, DS03, RequestBehindTheLastChunk) {
  const std::string both = "Content-Length: 40\r\n" + kCoding + "\r\n";
  requireRefused(
      stage, {kPost + both + "0\r\n\r\n" + kSmuggled,
              kPost + kCoding + "Content-Length: 4\r\n\r\n" + kSmuggledChunk,
              "GET / HTTP/1.1\r\nHost: t\r\n" + both + "0\r\n\r\n" + kSmuggled,
              kPost + "Content-Length: 4\r\nX-A: 1\r\n" + kCoding + "\r\n" +
                  kSmuggledChunk});
}

CASE(Step08, DS06, BodyOfAMethodThatHasNone) {
  for (const std::string method : {"OPTIONS", "GET", "DELETE", "FOO"}) {
    const std::size_t before = stage.upstream().requests().size();
    Client client = stage.connect();
    client.ask(method + " / HTTP/1.1\r\nHost: t\r\n" + kCoding + "\r\n" +
               kSmuggledChunk);
    const Message request = forwardedAt(stage, before);
    require(request.method() == method, "method-altered", request.startLine);
    if (!request.body.empty()) requireBody(request, kSmuggled);
    client.ask(get("/next"));
    const Message next = forwardedAt(stage, before + 1);
    require(next.target() == "/next", "body-parsed-as-request", next.startLine);
    client.requireSilence();
  }
}

CASE(Step08, DS10, InvalidRequestBehindAValidOne) {
  const std::string noHost = "GET /2 HTTP/1.1\r\n\r\n";
  for (const std::string method : {"GET", "HEAD"}) {
    for (const std::string& second :
         {noHost, std::string("BAD\r\n\r\n"), noHost + kSmuggled}) {
      const std::string first = method + " /1 HTTP/1.1\r\nHost: t\r\n\r\n";
      forInput(first + second, [&] {
        Client client = stage.connect();
        client.send(first + second);
        const Message valid = client.completeResponse(method);
        require(valid.status() == 200, "status-wrong", valid.startLine);
        const Message response = client.completeResponse();
        require(response.status() != 200, "not-refused", response.startLine);
        requireLastAnswer(client, response, {400});
      });
    }
  }
  for (const Message& request : stage.upstream().requests()) {
    require(request.target() == "/1", "not-refused", request.startLine);
  }
  stage.requireServing();
}

CASE(Step08, DS15, UnknownExpectation) {
  const Message response = stage.ask(post("hello", "Expect: 200-ok\r\n"));
  if (response.status() == 417) {
    stage.requireNothingForwarded();
  } else {
    require(response.status() == 200, "status-wrong", response.startLine);
    requireBody(stage.forwarded(), "hello");
    requireField(stage.forwarded(), "Expect", "200-ok");
  }
  stage.requireServing();
}

CASE(Step08, DS16, ExpectationThatIsNearlyOne) {
  Client client = stage.connect();
  client.send(post("hello", "Expect: y 100-continue\r\n") + get("/next"));
  const Message response = client.completeResponse();
  if (response.status() == 200) {
    requireBody(forwardedAt(stage, 0), "hello");
    const Message next = client.completeResponse();
    require(next.status() == 200, "status-wrong", next.startLine);
    require(forwardedAt(stage, 1).target() == "/next", "body-parsed-as-request",
            forwardedAt(stage, 1).startLine);
  } else {
    require(response.status() == 417, "status-wrong", response.startLine);
    for (const Message& request : stage.upstream().requests()) {
      require(request.target() == "/next", "not-refused", request.startLine);
    }
  }
  stage.requireServing();
}

/// A part of a case on a proxy with this limit: one request that keeps it and
/// one that breaks it.
void requireLimit(const std::string& limit, const std::string& within,
                  const std::string& beyond, const std::vector<int>& statuses) {
  onFreshStage([&](Stage& stage) {
    stage.options({"--limit", limit});
    const Message response = stage.ask(within);
    require(response.status() == 200, "status-wrong", response.startLine);
    Client client = stage.connect();
    const Message refusal = client.ask(beyond);
    require(refusal.status() != 200, "not-refused", "--limit " + limit);
    requireLastAnswer(client, refusal, statuses);
    stage.requireServing();
  });
}

/// So many fields.
std::string fields(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += "X-" + std::to_string(i) + ": v\r\n";
  }
  return lines;
}

CASE(Step08, LM01, LongTarget) {
  const std::vector<int> statuses{414, 431, 400};
  requireRefused(stage,
                 {get("/" + std::string(100'000, 'A')),
                  get("/?" + std::string(20'000, 'A')),
                  "GET /" + std::string(100'000, 'A')},
                 statuses);
  requireLimit("request-line=1000", get("/" + std::string(900, 'A')),
               get("/" + std::string(1000, 'A')), statuses);
}

CASE(Step08, LM03, LongValue) {
  const std::vector<int> statuses{431, 400};
  requireRefused(stage,
                 {get("/", "X: " + std::string(100'000, 'B') + "\r\n"),
                  kGet + "X: " + std::string(100'000, 'B')},
                 statuses);
  requireLimit("head-bytes=2000",
               get("/", "X: " + std::string(1500, 'B') + "\r\n"),
               get("/", "X: " + std::string(2000, 'B') + "\r\n"), statuses);
}

CASE(Step08, LM05, ManyFields) {
  const std::vector<int> statuses{431, 400};
  requireRefused(stage, {get("/", fields(10'000))}, statuses);
  requireLimit("fields=10", get("/", fields(9)), get("/", fields(10)),
               statuses);
}

CASE(Step08, LM06, LongMethod) {
  const std::string method(100'000, 'A');
  requireRefused(stage, {method + " / HTTP/1.1\r\nHost: t\r\n\r\n", method},
                 {400, 414, 431, 501});
}

CASE(Step08, LM08, LengthWithoutBody) {
  // A fraction of the body that was announced, and far above what a request
  // that waits may take.
  constexpr long kBudgetKiB = 64 * 1024;
  stage.requireServing();
  const auto before = stage.proxy().residentKiB();
  Client client = stage.connect();
  client.send(kPost + "Content-Length: 999999999\r\n\r\n");
  const auto response = client.connection().readMessage(kMoment, "POST");
  if (response) requireLastAnswer(client, *response, {413});
  require(response || !client.connection().closedWithin(kMoment),
          "connection-lost", "closed without a word");
  const auto after = stage.proxy().residentKiB();
  require(!before || !after || *after - *before < kBudgetKiB, "memory-grown",
          std::to_string(after.value_or(0)) + " KiB resident");
  stage.requireServing();
}

/// What became of a request: for the comparison of two ways to send it.
struct Outcome {
  std::string status;
  std::string request;
};

/// Without the two fields that say how long the body is: a proxy that has it
/// all may count, and one that has not cannot, and both mean the same.
std::string meaningOf(const Message& request) {
  std::istringstream lines(request.rawHead);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    const std::string name = line.substr(0, line.find(':'));
    const bool length =
        sameName(name, "Content-Length") || sameName(name, "Transfer-Encoding");
    if (!length) text += line + "\n";
  }
  return text + request.body;
}

Outcome outcomeOf(Stage& stage, const std::string& octets, std::size_t piece) {
  const std::size_t before = stage.upstream().requests().size();
  Client client = stage.connect();
  client.sendInPieces(octets, piece);
  const Message response = client.completeResponse();
  const auto requests = stage.upstream().requests();
  if (requests.size() == before) return {response.startLine, ""};
  return {response.startLine, meaningOf(requests.back())};
}

void requireSameInPieces(Stage& stage, const std::string& input,
                         bool accepted) {
  forInput(input, [&] {
    const Outcome whole = outcomeOf(stage, input, input.size());
    require(whole.request.empty() != accepted,
            accepted ? "not-forwarded" : "not-refused", whole.status);
    const Outcome pieces = outcomeOf(stage, input, 1);
    require(pieces.status == whole.status, "status-wrong",
            "in one piece " + whole.status + ", in many " + pieces.status);
    require(pieces.request == whole.request, "body-altered",
            "in one piece:\n" + readable(whole.request) + "\nin many:\n" +
                readable(pieces.request));
  });
}

CASE(Step08, SQ01, OneOctetAtATime) {
  for (const auto& input : {get("/?q=%zz", "X-A:\t a \r\n"), post("hello"),
                            kChunkedPost + "5;a=\"b\"\r\nhello\r\n0\r\n\r\n",
                            "\r\n" + get("/first")}) {
    requireSameInPieces(stage, input, true);
  }
  for (const auto& input :
       {std::string("GET / HTTP/1.1\r\n\r\n"), kGet + "X-A : 1\r\n\r\n",
        kPost + "Content-Length: 5\r\n" + kCoding + "\r\n0\r\n\r\n"}) {
    requireSameInPieces(stage, input, false);
  }
  stage.requireServing();
}

CASE(Step08, SQ13, HundredRequestsInOneWrite) {
  constexpr std::size_t kCount = 100;
  stage.upstream().respondWith(
      [](const Message& request) { return reply("", request.target()); });
  std::string all;
  for (std::size_t i = 0; i < kCount; ++i) all += get("/" + std::to_string(i));
  Client client = stage.connect();
  client.send(all);
  for (std::size_t i = 0; i < kCount; ++i) {
    const Message response = client.completeResponse();
    require(response.status() == 200, "status-wrong", response.startLine);
    require(
        response.body == "/" + std::to_string(i), "order-wrong",
        "the answer to request " + std::to_string(i) + " is: " + response.body);
  }
  require(stage.upstream().requests().size() == kCount, "retried",
          std::to_string(stage.upstream().requests().size()) + " requests");
  client.requireSilence();
}

CASE(Step08, SQ16, RefusedWhileTheBodyIsOnItsWay) {
  // The whole body is sent before the client looks for an answer.
  const std::string body(std::size_t{10} << 20, 'b');
  Client client = stage.connect();
  client.send(post(body, "Host: evil\r\n"));
  const auto response = client.connection().readMessage(kPatience, "POST");
  require(response && response->complete, "response-lost",
          "no answer could be read behind a body of 10 MiB");
  require(response->status() != 200, "not-refused", response->startLine);
  requireLastAnswer(client, *response, {400});
  requireServingOnly(stage);
}

}  // namespace
}  // namespace hop::test
