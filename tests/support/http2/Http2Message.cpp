// SPDX-License-Identifier: MIT
#include "tests/support/http2/Http2Message.h"

#include <algorithm>

namespace hop::test {

namespace {

std::string valueOf(const FieldList& block, const std::string& name) {
  const auto found =
      std::find_if(block.begin(), block.end(),
                   [&](const auto& field) { return field.first == name; });
  return found == block.end() ? "" : found->second;
}

Message headOf(const FieldList& block, const std::string& startLine) {
  Message message;
  message.startLine = startLine;
  message.fields = block;
  message.rawHead = describe(block);
  return message;
}

Message responseHead(const FieldList& block) {
  return headOf(block, "HTTP/2 " + valueOf(block, ":status"));
}

}  // namespace

FieldList h2Request(const std::string& method, const std::string& path,
                    const FieldList& fields) {
  FieldList all{{":method", method},
                {":scheme", "http"},
                {":authority", "t"},
                {":path", path}};
  all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

FieldList h2Get(const std::string& path, const FieldList& fields) {
  return h2Request("GET", path, fields);
}

FieldList h2Reply(const FieldList& fields, const std::string& status) {
  FieldList all{{":status", status}};
  all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

FieldList overTls(FieldList fields) {
  return changed(std::move(fields), ":scheme", "https");
}

FieldList changed(FieldList fields, const std::string& name,
                  const std::string& value) {
  for (auto& field : fields) {
    if (field.first == name) field.second = value;
  }
  if (value.empty()) {
    fields.erase(
        std::remove_if(fields.begin(), fields.end(),
                       [&](const auto& field) { return field.first == name; }),
        fields.end());
  }
  return fields;
}

bool isFinal(const FieldList& block) {
  const bool isHead =
      std::any_of(block.begin(), block.end(),
                  [](const auto& field) { return field.first == ":status"; });
  return isHead && !valueOf(block, ":status").starts_with("1");
}

bool hasHead(const Http2Stream& stream) {
  return std::any_of(stream.blocks.begin(), stream.blocks.end(), isFinal);
}

Message responseIn(const Http2Stream& stream) {
  Message message;
  std::vector<Message> interim;
  bool head = false;
  for (const FieldList& block : stream.blocks) {
    if (head) {
      message.trailers.insert(message.trailers.end(), block.begin(),
                              block.end());
    } else if (isFinal(block)) {
      message = responseHead(block);
      head = true;
    } else {
      interim.push_back(responseHead(block));
    }
  }
  message.interim = std::move(interim);
  message.body = stream.body;
  message.complete = stream.ended;
  return message;
}

Message requestIn(const Http2Stream& stream) {
  if (stream.blocks.empty()) return {};
  const FieldList& head = stream.blocks.front();
  Message message = headOf(head, valueOf(head, ":method") + " " +
                                     valueOf(head, ":path") + " HTTP/2");
  for (std::size_t i = 1; i < stream.blocks.size(); ++i) {
    message.trailers.insert(message.trailers.end(), stream.blocks[i].begin(),
                            stream.blocks[i].end());
  }
  message.body = stream.body;
  message.complete = stream.ended;
  return message;
}

}  // namespace hop::test
