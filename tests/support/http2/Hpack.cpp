// SPDX-License-Identifier: MIT
#include "tests/support/http2/Hpack.h"

#include "tests/support/Errors.h"
#include "tests/support/Octets.h"

#include <nghttp2/nghttp2.h>

namespace hop::test {

namespace {

std::string plainString(std::string_view text) {
  return hpackInteger(text.size(), 7) + std::string(text);
}

/// readable() begins a new line behind each LF; a frame has one only.
std::string onOneLine(const std::string& octets, std::size_t limit) {
  std::string text = readable(octets, limit);
  for (std::size_t at = 0; (at = text.find("\n    ", at)) != text.npos;) {
    text.erase(at, 5);
  }
  return text;
}

/// nghttp2 takes pointers to octets that it does not change.
std::uint8_t* octetsIn(const std::string& text) {
  return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
}

std::string textOf(const std::uint8_t* octets, std::size_t size) {
  return {reinterpret_cast<const char*>(octets), size};
}

}  // namespace

std::string hpackInteger(std::uint64_t value, int bits, std::uint8_t first) {
  const std::uint64_t limit = (1U << bits) - 1;
  if (value < limit) return {static_cast<char>(first | value)};
  std::string octets{static_cast<char>(first | limit)};
  for (value -= limit; value >= 128; value >>= 7) {
    octets += static_cast<char>(0x80 | (value & 0x7f));
  }
  return octets + static_cast<char>(value);
}

std::string hpackLiteral(std::string_view name, std::string_view value) {
  return std::string(1, '\0') + plainString(name) + plainString(value);
}

std::string hpackLiterals(const FieldList& fields) {
  std::string block;
  for (const auto& [name, value] : fields) block += hpackLiteral(name, value);
  return block;
}

std::string hpackRemembered(std::string_view name, std::string_view value) {
  return "\x40" + plainString(name) + plainString(value);
}

std::string hpackIndexed(std::uint64_t index) {
  return hpackInteger(index, 7, 0x80);
}

std::string hpackTableSize(std::uint64_t octets) {
  return hpackInteger(octets, 5, 0x20);
}

void HpackEncoder::Free::operator()(nghttp2_hd_deflater* deflater) const {
  nghttp2_hd_deflate_del(deflater);
}

HpackEncoder::HpackEncoder() {
  nghttp2_hd_deflater* made = nullptr;
  if (nghttp2_hd_deflate_new(&made, 4096) != 0) {
    throw HarnessError("no HPACK encoder");
  }
  deflater_.reset(made);
}

std::string HpackEncoder::encode(const FieldList& fields) {
  std::vector<nghttp2_nv> pairs;
  for (const auto& [name, value] : fields) {
    pairs.push_back({octetsIn(name), octetsIn(value), name.size(), value.size(),
                     NGHTTP2_NV_FLAG_NONE});
  }
  std::string block(
      nghttp2_hd_deflate_bound(deflater_.get(), pairs.data(), pairs.size()),
      '\0');
  const auto size =
      nghttp2_hd_deflate_hd(deflater_.get(), octetsIn(block), block.size(),
                            pairs.data(), pairs.size());
  if (size < 0) throw HarnessError("the fields cannot be encoded");
  block.resize(static_cast<std::size_t>(size));
  return block;
}

void HpackEncoder::tableSize(std::uint32_t octets) {
  nghttp2_hd_deflate_change_table_size(deflater_.get(), octets);
}

void HpackDecoder::Free::operator()(nghttp2_hd_inflater* inflater) const {
  nghttp2_hd_inflate_del(inflater);
}

HpackDecoder::HpackDecoder() {
  nghttp2_hd_inflater* made = nullptr;
  if (nghttp2_hd_inflate_new(&made) != 0) {
    throw HarnessError("no HPACK decoder");
  }
  inflater_.reset(made);
}

std::optional<FieldList> HpackDecoder::decode(std::string_view block) {
  FieldList fields;
  const auto* octets = reinterpret_cast<const std::uint8_t*>(block.data());
  std::size_t left = block.size();
  while (true) {
    nghttp2_nv pair;
    int flags = 0;
    const auto read =
        nghttp2_hd_inflate_hd2(inflater_.get(), &pair, &flags, octets, left, 1);
    if (read < 0) return std::nullopt;
    octets += read;
    left -= static_cast<std::size_t>(read);
    if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0) {
      fields.emplace_back(textOf(pair.name, pair.namelen),
                          textOf(pair.value, pair.valuelen));
    }
    if ((flags & NGHTTP2_HD_INFLATE_FINAL) != 0) break;
    if ((flags & NGHTTP2_HD_INFLATE_EMIT) == 0 && left == 0) break;
  }
  nghttp2_hd_inflate_end_headers(inflater_.get());
  return fields;
}

void HpackDecoder::tableSize(std::uint32_t octets) {
  nghttp2_hd_inflate_change_table_size(inflater_.get(), octets);
}

std::string describe(const FieldList& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += (text.empty() ? "" : ", ") + onOneLine(name, 80) + ": " +
            onOneLine(value, 120);
  }
  return text;
}

}  // namespace hop::test
