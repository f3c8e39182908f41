// SPDX-License-Identifier: MIT
// Any octets as a chunked body, in one piece and in many: the same events, a
// buffer that stays small, and what was read can be written and read again.
#include "common/http1/ChunkedDecoder.h"
#include "common/http1/MessageWriter.h"
#include "tests/fuzz/Outcome.h"
#include "tests/fuzz/Script.h"
#include "tests/unit/http1_events.h"

#include <cstdint>

namespace hop::fuzz {
namespace {

using Pieces = std::vector<std::string_view>;

/// Decodes, and encodes again what comes out.
class Decoding final {
 public:
  explicit Decoding(const http1::Limits& limits)
      : limits_(limits), decoder_(limits_) {
    http::ResponseHead head;
    head.framing.kind = http::Framing::Kind::Chunked;
    (void)writer_.write(head);
  }

  Reading read(const Pieces& pieces) {
    Reading reading;
    reading.outcome = outcomeOf([&] {
      for (const auto piece : pieces) feed(piece);
    });
    reading.story = story_.text();
    return reading;
  }
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] const std::string& encoded() const { return encoded_; }

 private:
  void feed(std::string_view piece) {
    if (complete_) return;
    buffer_.append(piece);
    while (!complete_) {
      const auto event = decoder_.next(buffer_);
      if (!event) break;
      take(*event);
    }
    // A line that is not complete yet; of data nothing waits.
    require(complete_ || buffer_.view().size() <=
                             std::max(limits_.chunkLine, limits_.headBytes),
            "more octets wait than the limits allow");
  }

  void take(const http::Event& event) {
    story_.add(event);
    if (const auto* data = std::get_if<http::Data>(&event)) {
      require(!data->octets.empty(), "data without an octet");
      encoded_ += writer_.write(*data);
    } else if (const auto* trailers = std::get_if<http::Trailers>(&event)) {
      require(trailers->fields.size() <= limits_.fields, "too many trailers");
      const auto end = writer_.write(*trailers);
      requireCleanHead(end, 1 + trailers->fields.size());
      encoded_ += end;
    } else {
      require(std::holds_alternative<http::End>(event), "a head in a body");
      if (!writer_.complete()) encoded_ += writer_.write(http::End{});
      complete_ = true;
    }
  }

  http1::Limits limits_;
  http1::ReceiveBuffer buffer_;
  http1::ChunkedDecoder decoder_;
  http1::MessageWriter writer_;
  http1::Story story_;
  std::string encoded_;
  bool complete_ = false;
};

void run(const Script& script) {
  Decoding whole(script.limits());
  const Reading first = whole.read(script.inOnePiece());
  Decoding cut(script.limits());
  requireSameReading(first, cut.read(script.inPieces()));
  if (!whole.complete()) return;
  Decoding again(http1::Limits{.headBytes = 1 << 24, .fields = 1 << 20});
  const Reading second = again.read({whole.encoded()});
  require(again.complete(), "what we encoded does not end");
  requireSame(first.story, second.story, "a body changed when encoded");
}

}  // namespace
}  // namespace hop::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  hop::fuzz::run(hop::fuzz::Script(
      std::string_view(reinterpret_cast<const char*>(data), size)));
  return 0;
}
