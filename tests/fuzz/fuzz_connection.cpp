// SPDX-License-Identifier: MIT
// Any octets as what arrives on a connection, requests or responses, in one
// piece and in many: the same events. What was read to its end is written, and
// read back from that to the same events.
#include "tests/fuzz/Exchange.h"
#include "tests/fuzz/Outcome.h"
#include "tests/fuzz/Script.h"

#include <cstdint>

namespace hop::fuzz {
namespace {

using Pieces = std::vector<std::string_view>;

/// Feeds pieces to a reader and takes everything that comes out.
class Arrival final {
 public:
  Arrival(const Script& script, const http1::Limits& limits)
      : limits_(limits),
        method_(script.method()),
        reader_(script.role(), limits),
        exchange_(limits) {
    reader_.expectResponseTo(method_);
  }

  Reading read(const Pieces& pieces, bool ends) {
    Reading reading;
    reading.outcome = outcomeOf([&] {
      for (const auto piece : pieces) feed(piece);
      if (!ends) return;
      reader_.feedEof();
      drain();
      require(reader_.idle(), "an end inside a message is taken for its end");
    });
    reading.story = exchange_.story();
    return reading;
  }
  [[nodiscard]] const Exchange& exchange() const { return exchange_; }

 private:
  void feed(std::string_view piece) {
    reader_.feed(piece);
    drain();
    // Lines that are not complete yet; of data nothing waits.
    require(
        reader_.unread().size() <=
            std::max({limits_.headBytes, limits_.chunkLine, std::size_t{2}}),
        "more octets wait than the limits allow");
  }

  void drain() {
    while (const auto event = reader_.next()) {
      exchange_.take(*event);
      if (const auto* head = std::get_if<http::ResponseHead>(&*event)) {
        requireRightBody(*head);
      }
      const bool atEnd = std::holds_alternative<http::End>(*event);
      require(atEnd == reader_.complete(), "complete without an End");
      if (atEnd) reader_.startNext();
    }
  }

  /// RFC 9112 section 6.3, rules 1 and 8: no body, whatever the fields say;
  /// or until the end of the connection, when they say nothing.
  void requireRightBody(const http::ResponseHead& head) const {
    using Kind = http::Framing::Kind;
    const int status = head.message.getStatus();
    const bool bodiless =
        method_ == "HEAD" || status < 200 || status == 204 || status == 304;
    const bool says = head.message.has("Content-Length") ||
                      head.message.has("Transfer-Encoding");
    require((head.framing.kind == Kind::None) == bodiless,
            "a body where none can be, or none where one must be");
    require(bodiless || (head.framing.kind == Kind::UntilClose) != says,
            "the end of a body is not found as its head says");
  }

  http1::Limits limits_;
  std::string method_;
  http1::MessageReader reader_;
  Exchange exchange_;
};

void run(const Script& script) {
  Arrival whole(script, script.limits());
  const Reading first = whole.read(script.inOnePiece(), script.ends());
  Arrival cut(script, script.limits());
  requireSameReading(first, cut.read(script.inPieces(), script.ends()));

  // The writer frames in its own words: a head may have grown by a field.
  const http1::Limits roomy{.requestLine = 1 << 24,
                            .headBytes = 1 << 24,
                            .fields = 1 << 20,
                            .chunkLine = 1 << 10,
                            .emptyLines = 0};
  Arrival again(script, roomy);
  const Exchange& read = whole.exchange();
  const auto outcome = again.read({read.written()}, true).outcome;
  require(outcome == Outcome::Waiting,
          "what we wrote is refused or has no end");
  requireSame(read.complete(), again.exchange().complete(),
              "a message changed when written");
}

}  // namespace
}  // namespace hop::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  hop::fuzz::run(hop::fuzz::Script(
      std::string_view(reinterpret_cast<const char*>(data), size)));
  return 0;
}
