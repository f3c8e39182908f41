// SPDX-License-Identifier: MIT
#include "tools/wire/Inflater.h"

#include <nghttp2/nghttp2.h>

#include <cstdint>
#include <new>

namespace hop::wire {

namespace {

std::string text(const std::uint8_t* octets, std::size_t length) {
  return {reinterpret_cast<const char*>(octets), length};
}

}  // namespace

Inflater::Inflater() {
  if (nghttp2_hd_inflate_new(&inflater_) != 0) throw std::bad_alloc();
}

Inflater::~Inflater() {
  nghttp2_hd_inflate_del(inflater_);
}

std::vector<std::string> Inflater::fieldsIn(std::string_view block) {
  std::vector<std::string> fields;
  const auto* at = reinterpret_cast<const std::uint8_t*>(block.data());
  std::size_t left = block.size();
  while (true) {
    nghttp2_nv field{};
    int flags = 0;
    const auto used =
        nghttp2_hd_inflate_hd2(inflater_, &field, &flags, at, left, 1);
    if (used < 0) break;
    at += used;
    left -= static_cast<std::size_t>(used);
    if ((flags & NGHTTP2_HD_INFLATE_EMIT) != 0) {
      fields.push_back(text(field.name, field.namelen) + ": " +
                       text(field.value, field.valuelen));
    }
    if ((flags & NGHTTP2_HD_INFLATE_FINAL) != 0) break;
    if ((flags & NGHTTP2_HD_INFLATE_EMIT) == 0 && left == 0) break;
  }
  nghttp2_hd_inflate_end_headers(inflater_);
  return fields;
}

}  // namespace hop::wire
