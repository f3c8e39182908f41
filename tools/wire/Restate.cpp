// SPDX-License-Identifier: MIT
#include "tools/wire/Restate.h"

#include "tools/wire/Deflater.h"
#include "tools/wire/Http2.h"

#include <algorithm>
#include <map>
#include <vector>

namespace hop::wire {

namespace {

constexpr std::size_t kHead = 9;
constexpr std::size_t kFlags = 4;
constexpr unsigned kEndStream = 0x1;
constexpr unsigned kEndHeaders = 0x4;

using Replace = std::function<std::string(std::string)>;

std::string bigEndian(std::size_t value, int count) {
  std::string octets;
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    octets += static_cast<char>(static_cast<unsigned char>(value >> shift));
  }
  return octets;
}

/// The frame as it was, but for an end that it took over.
std::string asItWas(const Frame& frame, const Track& track) {
  std::string octets = track.octets.substr(frame.offset, kHead + frame.length);
  if (frame.type == "DATA" && frame.has("END_STREAM")) {
    const auto flags = static_cast<unsigned char>(octets[kFlags]);
    octets[kFlags] = static_cast<char>(flags | kEndStream);
  }
  return octets;
}

/// One frame again. A head that is spread over several stays as it was.
std::string restated(const Frame& frame, const Track& track, Deflater& deflater,
                     const Replace& replace) {
  if (frame.fields.empty() || frame.type != "HEADERS") {
    return asItWas(frame, track);
  }
  std::vector<std::string> fields;
  for (const auto& field : frame.fields) fields.push_back(replace(field));
  const std::string block = deflater.block(fields);
  const unsigned flags =
      kEndHeaders | (frame.has("END_STREAM") ? kEndStream : 0U);
  return bigEndian(block.size(), 3) + bigEndian(1, 1) + bigEndian(flags, 1) +
         bigEndian(*frame.stream, 4) + block;
}

bool isEmptyEnd(const Frame& frame) {
  return frame.type == "DATA" && frame.length == 0 && frame.has("END_STREAM");
}

/// Does @p frame hold the last octets of the body that @p end ends?
bool takesOver(const Frame& frame, const Frame& end) {
  return frame.type == "DATA" && frame.stream == end.stream &&
         frame.at == end.at;
}

/// An empty DATA frame that ends a stream is dropped, and the DATA frame of the
/// same moment before it ends the stream.
Frames withEndsFolded(const Frames& frames) {
  Frames folded;
  for (const Frame& frame : frames) {
    const auto before =
        std::find_if(folded.rbegin(), folded.rend(),
                     [&](const Frame& each) { return takesOver(each, frame); });
    if (isEmptyEnd(frame) && before != folded.rend()) {
      before->flags = frame.flags;
    } else {
      folded.push_back(frame);
    }
  }
  return folded;
}

/// The events of one connection, made of its frames again.
std::vector<Event> eventsOf(int connection, const Track& track,
                            const Replace& replace) {
  Frames frames = http2Frames(connection, track);
  if (frames.empty()) return {};
  const std::size_t begin = frames.front().offset;
  const std::size_t end = frames.back().offset + kHead + frames.back().length;
  std::vector<Event> events{{Event::Kind::Octets, track.timeOf(0), connection,
                             track.octets.substr(0, begin)}};
  std::stable_sort(frames.begin(), frames.end(), [](auto& one, auto& other) {
    return std::pair(one.at, one.stream != 0U) <
           std::pair(other.at, other.stream != 0U);
  });
  Deflater deflater;
  for (const Frame& frame : withEndsFolded(frames)) {
    if (frame.at != events.back().at) {
      events.push_back({Event::Kind::Octets, frame.at, connection});
    }
    events.back().octets += restated(frame, track, deflater, replace);
  }
  events.back().octets += track.octets.substr(end);
  return events;
}

}  // namespace

void restateHttp2(Lane& lane, const Replace& replace) {
  std::map<int, Track> tracks;
  for (const Event& event : lane.events) {
    if (event.kind == Event::Kind::Octets) {
      tracks[event.connection].append(event.at, event.octets);
    }
  }
  for (const auto& [connection, track] : tracks) {
    if (!isHttp2(track)) continue;
    const auto events = eventsOf(connection, track, replace);
    if (events.empty()) continue;
    const auto first = std::find_if(
        lane.events.begin(), lane.events.end(),
        [id = connection](const Event& each) { return each.connection == id; });
    const auto place = first - lane.events.begin();
    std::erase_if(lane.events, [id = connection](const Event& each) {
      return each.connection == id && each.kind == Event::Kind::Octets;
    });
    lane.events.insert(lane.events.begin() + place, events.begin(),
                       events.end());
  }
}

}  // namespace hop::wire
