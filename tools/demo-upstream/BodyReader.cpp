// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/BodyReader.h"

#include "tools/demo-upstream/HttpError.h"
#include "tools/demo-upstream/RequestParser.h"
#include "tools/demo-upstream/RequestReader.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace hop::upstream {

namespace {

constexpr std::size_t kLineLimit = 4096;  ///< a chunk's size and extension

/// "", ";name=value" or blanks and the latter: allowed, and ignored.
bool isExtension(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  const auto control = [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  };
  return text.empty() ||
         (first != std::string_view::npos && text[first] == ';' &&
          std::none_of(text.begin(), text.end(), control));
}

/// "1a;name=value\r\n"
std::uint64_t parseChunkSize(std::string_view line) {
  line.remove_suffix(2);
  std::uint64_t size = 0;
  const char* const last = line.data() + line.size();
  const auto [end, error] = std::from_chars(line.data(), last, size, 16);
  if (error != std::errc() ||
      !isExtension({end, static_cast<std::size_t>(last - end)})) {
    throw HttpError(400, "a chunk does not begin with its size");
  }
  return size;
}

}  // namespace

Body BodyReader::read(const Framing& framing) {
  if (framing.kind == Framing::Kind::Chunked) {
    readChunks();
  } else {
    readLength(framing.length);
  }
  return std::move(body_);
}

void BodyReader::readLength(std::uint64_t length) {
  while (length > 0) {
    if (connection_.pending().empty() && !connection_.fill()) {
      throw HttpError(400, "the body ends early");
    }
    const auto part = connection_.pending().substr(
        0, std::min<std::uint64_t>(length, connection_.pending().size()));
    keep(body_.content, part);
    keep(body_.received, part);
    length -= part.size();
    connection_.consume(part.size());
  }
}

void BodyReader::readChunks() {
  while (const std::uint64_t size = parseChunkSize(readLine())) {
    readLength(size);
    if (readLine() != "\r\n") {
      throw HttpError(400, "a chunk is longer than its size says");
    }
  }
  readTrailers();
}

void BodyReader::readTrailers() {
  std::size_t total = 0;
  std::string line;
  while ((line = readLine()) != "\r\n") {
    static_cast<void>(parseField(line));
    total += line.size();
    if (total > kHeadLimit) throw HttpError(431, "the trailers are too long");
  }
}

std::string BodyReader::readLine() {
  std::string line = connection_.readLine(kLineLimit, 400);
  if (line.empty()) throw HttpError(400, "the body ends early");
  keep(body_.received, line);
  return line;
}

void BodyReader::keep(std::string& where, std::string_view octets) const {
  if (keep_ == Keep::Everything) appendWithinLimit(where, octets);
}

}  // namespace hop::upstream
