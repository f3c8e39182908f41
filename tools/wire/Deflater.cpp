// SPDX-License-Identifier: MIT
#include "tools/wire/Deflater.h"

#include <nghttp2/nghttp2.h>

#include <cstdint>
#include <new>
#include <stdexcept>
#include <utility>

namespace hop::wire {

namespace {

std::uint8_t* octets(const std::string& text) {
  return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
}

std::pair<std::string, std::string> fieldIn(const std::string& line) {
  const auto colon = line.find(": ", 1);
  if (colon == line.npos) {
    throw std::invalid_argument("'" + line +
                                "' is no field: write name: value");
  }
  return {line.substr(0, colon), line.substr(colon + 2)};
}

}  // namespace

Deflater::Deflater() {
  if (nghttp2_hd_deflate_new(&deflater_, 4096) != 0) throw std::bad_alloc();
}

Deflater::~Deflater() {
  nghttp2_hd_deflate_del(deflater_);
}

std::string Deflater::block(const std::vector<std::string>& lines) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto& line : lines) fields.push_back(fieldIn(line));
  std::vector<nghttp2_nv> views;
  for (const auto& [name, value] : fields) {
    views.push_back({octets(name), octets(value), name.size(), value.size(),
                     NGHTTP2_NV_FLAG_NONE});
  }
  std::vector<std::uint8_t> buffer(
      nghttp2_hd_deflate_bound(deflater_, views.data(), views.size()));
  const auto size = nghttp2_hd_deflate_hd(
      deflater_, buffer.data(), buffer.size(), views.data(), views.size());
  if (size < 0) throw std::invalid_argument("HPACK cannot say these fields");
  return {buffer.begin(), buffer.begin() + size};
}

}  // namespace hop::wire
