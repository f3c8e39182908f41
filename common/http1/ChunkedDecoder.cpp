// SPDX-License-Identifier: MIT
#include "common/http1/ChunkedDecoder.h"

#include "common/http/Characters.h"
#include "common/http/ProtocolError.h"
#include "common/http1/HeadParser.h"

#include <algorithm>
#include <charconv>

namespace hop::http1 {

namespace {

using http::malformed;
constexpr const char* kChunked = "RFC 9112 section 7.1";

/// How many characters at the beginning satisfy the condition.
template <class Condition>
std::size_t countWhile(std::string_view text, Condition condition) {
  std::size_t count = 0;
  while (count < text.size() && condition(text[count])) ++count;
  return count;
}

/// The length of a quoted string with its quotes (RFC 9110 section 5.6.4), or
/// 0 when it does not end.
std::size_t quotedLength(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1;
    if (text[i] == '\\') ++i;
  }
  return 0;
}

/// ";name", ";name=token" or ";name=\"quoted\"", any number of them, with
/// blanks around the marks (RFC 9112 section 7.1.1). All are dropped.
bool areExtensions(std::string_view text) {
  while (!text.empty()) {
    text = http::trimmed(text);
    if (!text.starts_with(';')) return false;
    text = http::trimmed(text.substr(1));
    const auto name = countWhile(text, http::isTokenChar);
    if (name == 0) return false;
    text = http::trimmed(text.substr(name));
    if (!text.starts_with('=')) continue;
    text = http::trimmed(text.substr(1));
    const auto value = text.starts_with('"')
                           ? quotedLength(text)
                           : countWhile(text, http::isTokenChar);
    if (value == 0) return false;
    text.remove_prefix(value);
  }
  return true;
}

std::uint64_t parseSize(std::string_view line) {
  const auto digits = countWhile(line, http::isHexDigit);
  std::uint64_t size = 0;
  const auto [end, error] =
      std::from_chars(line.data(), line.data() + digits, size, 16);
  if (digits == 0 || error != std::errc() ||
      size > static_cast<std::uint64_t>(INT64_MAX)) {
    malformed("not a chunk size", kChunked);
  }
  const auto rest = line.substr(digits);
  const bool clean = std::all_of(rest.begin(), rest.end(), http::isFieldChar);
  if (!clean || !areExtensions(rest) || rest.ends_with(' ') ||
      rest.ends_with('\t')) {
    malformed("not a chunk extension", "RFC 9112 section 7.1.1");
  }
  return size;
}

/// One line without its CR LF, or nothing yet.
std::optional<std::string_view> takeLine(ReceiveBuffer& buffer,
                                         std::size_t limit) {
  const auto text = buffer.view();
  const auto end = text.find('\n');
  // Decided before the whole line is there, so that it cannot grow for ever.
  if (std::min(end, text.size()) > limit) {
    malformed("the line of a chunk is too long", kChunked);
  }
  const auto cr = text.find('\r');
  if (cr != text.npos && cr + 1 < text.size() && text[cr + 1] != '\n') {
    malformed("a bare CR", kChunked);
  }
  if (end == text.npos) return std::nullopt;
  if (cr == text.npos || cr + 1 != end) malformed("a bare LF", kChunked);
  return buffer.take(end + 1).substr(0, cr);
}

}  // namespace

std::optional<http::Event> ChunkedDecoder::next(ReceiveBuffer& buffer) {
  if (state_ == State::DataEnd && !readDataEnd(buffer)) return std::nullopt;
  if (state_ == State::Size && !readSize(buffer)) return std::nullopt;
  if (state_ == State::Data) {
    const auto octets = buffer.take(left_);
    left_ -= octets.size();
    if (left_ == 0) state_ = State::DataEnd;
    if (octets.empty()) return std::nullopt;
    return http::Data{octets};
  }
  if (state_ == State::Trailers) {
    if (!readTrailers(buffer)) return std::nullopt;
    state_ = State::End;
    if (trailerCount_ > 0) return trailers_;
  }
  return http::End{};
}

bool ChunkedDecoder::readSize(ReceiveBuffer& buffer) {
  const auto line = takeLine(buffer, limits_->chunkLine);
  if (!line) return false;
  left_ = parseSize(*line);
  state_ = left_ == 0 ? State::Trailers : State::Data;
  return true;
}

bool ChunkedDecoder::readDataEnd(ReceiveBuffer& buffer) {
  const auto text = buffer.view().substr(0, 2);
  if (text != std::string_view("\r\n").substr(0, text.size())) {
    malformed("chunk data does not end with CR LF", kChunked);
  }
  if (text.size() < 2) return false;
  buffer.take(2);
  state_ = State::Size;
  return true;
}

bool ChunkedDecoder::readTrailers(ReceiveBuffer& buffer) {
  while (const auto line = takeLine(buffer, limits_->headBytes)) {
    if (line->empty()) return true;
    addTrailer(*line);
  }
  return false;
}

void ChunkedDecoder::addTrailer(std::string_view line) {
  trailerBytes_ += line.size() + 2;
  if (++trailerCount_ > limits_->fields || trailerBytes_ > limits_->headBytes) {
    throw http::ProtocolError(
        Poco::Net::HTTPResponse::HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE,
        "too many trailers", "RFC 6585 section 5");
  }
  parseField(line, trailers_.fields);
}

}  // namespace hop::http1
