// SPDX-License-Identifier: MIT
#include "common/http2/FieldList.h"

#include <algorithm>

namespace hop::http2 {

namespace {

auto find(const FieldList& fields, std::string_view name) {
  return std::find_if(fields.begin(), fields.end(), [name](const auto& field) {
    return field.first == name;
  });
}

}  // namespace

std::string_view valueOf(const FieldList& fields, std::string_view name) {
  const auto found = find(fields, name);
  return found == fields.end() ? std::string_view() : found->second;
}

std::size_t sizeOf(const FieldList& fields) {
  std::size_t size = 0;
  for (const auto& [name, value] : fields) {
    size += name.size() + value.size() + 32;
  }
  return size;
}

bool hasField(const FieldList& fields, std::string_view name) {
  return find(fields, name) != fields.end();
}

}  // namespace hop::http2
