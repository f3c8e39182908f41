// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/ProtocolError.h"
#include "common/http/Truncated.h"
#include "common/http1/MessageReader.h"

#include <string>
#include <string_view>

namespace hop::http1 {

/// What a reader made of its octets, as one text: neighbouring data is joined,
/// so that the text does not depend on how the octets were cut.
///   "GET /x|A: 1|length 2|data ok|end"
inline std::string describe(const http::Framing& framing) {
  switch (framing.kind) {
    case http::Framing::Kind::None:
      return "|none";
    case http::Framing::Kind::Length:
      return "|length " + std::to_string(framing.length);
    case http::Framing::Kind::Chunked:
      return "|chunked";
    case http::Framing::Kind::UntilClose:
      return "|until-close";
  }
  return "";
}

inline std::string describe(const Poco::Net::MessageHeader& fields) {
  std::string text;
  for (const auto& [name, value] : fields) text += "|" + name + ": " + value;
  return text;
}

/// Collects events; see describe().
class Story {
 public:
  void add(const http::Event& event) {
    if (const auto* data = std::get_if<http::Data>(&event)) {
      if (!inData_) text_ += "|data ";
      inData_ = true;
      text_ += data->octets;
      return;
    }
    inData_ = false;
    if (const auto* head = std::get_if<http::RequestHead>(&event)) {
      text_ += head->message.getMethod() + " " + head->message.getURI() + " " +
               head->message.getVersion() + describe(head->message) +
               describe(head->framing);
    } else if (const auto* answer = std::get_if<http::ResponseHead>(&event)) {
      text_ += std::to_string(static_cast<int>(answer->message.getStatus())) +
               " " + answer->message.getReason() + describe(answer->message) +
               describe(answer->framing);
      if (answer->interim()) text_ += "|interim;";
    } else if (const auto* trailers = std::get_if<http::Trailers>(&event)) {
      text_ += "|trailers" + describe(trailers->fields);
    } else {
      text_ += "|end;";
    }
  }
  void add(const std::string& text) { text_ += text; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool inData_ = false;
};

/// Takes events until more octets are needed, over message boundaries.
inline void drain(MessageReader& reader, Story& story) {
  while (const auto event = reader.next()) {
    story.add(*event);
    if (std::holds_alternative<http::End>(*event)) {
      if (reader.unread().empty()) return;
      reader.startNext();
    }
  }
}

/// Feeds the octets in pieces cut at @p cut (npos: not at all; or every
/// @p step octets) and tells what came out; errors end the story.
inline std::string read(Role role, std::string_view octets, bool eof,
                        std::size_t step, const std::string& method = "GET",
                        const Limits& limits = {}) {
  MessageReader reader(role, limits);
  reader.expectResponseTo(method);
  Story story;
  try {
    bool first = true;
    while (first || !octets.empty()) {
      first = false;
      if (reader.complete()) reader.startNext();
      reader.feed(octets.substr(0, step));
      octets.remove_prefix(std::min(step, octets.size()));
      drain(reader, story);
    }
    if (eof) {
      reader.feedEof();
      drain(reader, story);
    }
  } catch (const http::ProtocolError& error) {
    story.add("!" + std::to_string(static_cast<int>(error.status())));
  } catch (const http::Truncated&) {
    story.add("!truncated");
  }
  return story.text();
}

}  // namespace hop::http1
