// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Message.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct nghttp2_hd_deflater;
struct nghttp2_hd_inflater;

namespace hop::test {

using FieldList = std::vector<Message::Field>;

// A field block by hand (RFC 7541 section 6), for what no encoder would write.

/// An integer behind the @p first bits of an octet, with a prefix of @p bits.
[[nodiscard]] std::string hpackInteger(std::uint64_t value, int bits,
                                       std::uint8_t first = 0);
/// One field as a literal, not indexed, not Huffman coded: whatever octets.
[[nodiscard]] std::string hpackLiteral(std::string_view name,
                                       std::string_view value);
[[nodiscard]] std::string hpackLiterals(const FieldList& fields);
/// A literal that goes into the dynamic table.
[[nodiscard]] std::string hpackRemembered(std::string_view name,
                                          std::string_view value);
/// A reference to an entry of the static or dynamic table.
[[nodiscard]] std::string hpackIndexed(std::uint64_t index);
[[nodiscard]] std::string hpackTableSize(std::uint64_t octets);

/// What a well-behaved peer sends: nghttp2's encoder, dynamic table included.
class HpackEncoder final {
 public:
  HpackEncoder();
  [[nodiscard]] std::string encode(const FieldList& fields);
  /// The other side's SETTINGS_HEADER_TABLE_SIZE.
  void tableSize(std::uint32_t octets);

 private:
  struct Free {
    void operator()(nghttp2_hd_deflater* deflater) const;
  };
  std::unique_ptr<nghttp2_hd_deflater, Free> deflater_;
};

/// Reads field blocks, all of a connection in their order.
class HpackDecoder final {
 public:
  HpackDecoder();
  /// Empty when the block is none (COMPRESSION_ERROR).
  [[nodiscard]] std::optional<FieldList> decode(std::string_view block);
  /// What our SETTINGS_HEADER_TABLE_SIZE allows, once it is acknowledged.
  void tableSize(std::uint32_t octets);

 private:
  struct Free {
    void operator()(nghttp2_hd_inflater* inflater) const;
  };
  std::unique_ptr<nghttp2_hd_inflater, Free> inflater_;
};

/// For people: ":method: GET, :path: /".
[[nodiscard]] std::string describe(const FieldList& fields);

}  // namespace hop::test
