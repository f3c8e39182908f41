// SPDX-License-Identifier: MIT
#include "tools/wire/ExchangeJson.h"

#include "tools/wire/Drawing.h"
#include "tools/wire/Octets.h"

#include <Poco/JSON/Array.h>

#include <cmath>
#include <sstream>

namespace hop::wire {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr int kVersion = 2;

Object::Ptr newObject() {
  return new Object(Poco::JSON_PRESERVE_KEY_ORDER);
}

/// Microseconds are enough, and the numbers stay short.
double rounded(double milliseconds) {
  return std::round(milliseconds * 1000) / 1000;
}

Object::Ptr eventJson(const Event& event) {
  auto object = newObject();
  object->set("at", rounded(event.at));
  object->set("connection", event.connection);
  if (event.kind == Event::Kind::Octets) {
    object->set("octets", toLatin1(event.octets));
  } else {
    object->set("end", event.kind == Event::Kind::Reset ? "reset" : "closed");
  }
  return object;
}

std::string kindName(Piece::Kind kind) {
  constexpr std::array names{"start", "field",   "blank", "chunk-size",
                             "data",  "trailer", "blank", "frame"};
  return names[static_cast<std::size_t>(kind)];
}

Object::Ptr lineJson(const Line& line) {
  auto object = newObject();
  const bool remark = line.text.empty() && !line.note.empty();
  object->set("kind", remark ? "remark" : kindName(line.kind));
  object->set("text", line.text);
  if (!line.note.empty()) object->set("note", line.note);
  if (line.mark != Piece::Mark::Same) object->set("mark", wordFor(line.mark));
  object->set("at", rounded(line.at));
  return object;
}

Object::Ptr frameJson(const Frame& frame) {
  auto object = newObject();
  object->set("type", frame.type);
  if (frame.stream) object->set("stream", *frame.stream);
  Array::Ptr flags(new Array);
  for (const std::string& flag : frame.flags) flags->add(flag);
  object->set("flags", flags);
  object->set("length", static_cast<Poco::UInt64>(frame.length));
  if (!frame.says.empty()) object->set("says", frame.says);
  object->set("connection", frame.connection);
  object->set("at", rounded(frame.at));
  return object;
}

Array::Ptr framesJson(const Frames& frames) {
  Array::Ptr array(new Array);
  for (const Frame& frame : frames) array->add(frameJson(frame));
  return array;
}

Direction directionOf(Place place) {
  const bool request =
      place == Place::ClientSent || place == Place::UpstreamReceived;
  return request ? Direction::Request : Direction::Response;
}

Object::Ptr laneJson(const Lane& lane, const LaneDrawing& drawing,
                     const Frames& frames) {
  auto object = newObject();
  Array::Ptr events(new Array);
  for (const Event& event : lane.events) events->add(eventJson(event));
  Array::Ptr lines(new Array);
  for (const Line& line : drawing.lines) lines->add(lineJson(line));
  object->set("name", drawing.title);
  object->set("remark", drawing.remark);
  object->set("leftOut", static_cast<Poco::UInt64>(lane.leftOut));
  object->set("events", events);
  object->set("lines", lines);
  if (!frames.empty()) object->set("frames", framesJson(frames));
  return object;
}

Object::Ptr textJson(const Text& text) {
  auto object = newObject();
  object->set("en", text.en);
  object->set("fr", text.fr);
  return object;
}

Array::Ptr logJson(const std::string& log) {
  Array::Ptr array(new Array);
  std::istringstream stream(log);
  for (std::string line; std::getline(stream, line);) {
    array->add(toLatin1(line));
  }
  return array;
}

}  // namespace

Object::Ptr scenarioJson(const Scenario& scenario) {
  auto object = newObject();
  const bool request = scenario.side == Scenario::Side::Request;
  object->set("name", scenario.name);
  object->set("title", textJson(scenario.title));
  object->set("look", textJson(scenario.look));
  object->set("step", scenario.step);
  object->set("lanes", std::string(request ? "request" : "response"));
  object->set("pace", scenario.pace.count());
  return object;
}

Object::Ptr toJson(const Exchange& exchange) {
  auto object = newObject();
  auto step = newObject();
  step->set("number", exchange.step.number);
  step->set("slug", exchange.step.slug);
  Array::Ptr lanes(new Array);
  const Drawing drawing = draw(exchange, Detail::Full);
  for (const Place place : kPlaces) {
    const Lane& lane = exchange.lanes.at(place);
    lanes->add(laneJson(lane, drawing[static_cast<std::size_t>(place)],
                        framesIn(lane, directionOf(place))));
  }
  object->set("version", kVersion);
  object->set("step", step);
  object->set("scenario", scenarioJson(exchange.scenario));
  object->set("outcome", std::string(nameOf(exchange.outcome)));
  object->set("log", logJson(exchange.log));
  object->set("lanes", lanes);
  return object;
}

}  // namespace hop::wire
