// SPDX-License-Identifier: MIT
#include "tools/wire/Scenario.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace hop::wire {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

std::vector<Part> partsIn(const Object& object, const std::string& name) {
  const Array::Ptr array = object.getArray(name);
  return array.isNull() ? std::vector<Part>() : readParts(*array);
}

std::vector<std::string> stringsIn(const Object& object,
                                   const std::string& name) {
  std::vector<std::string> strings;
  const Array::Ptr array = object.getArray(name);
  if (array.isNull()) return strings;
  for (const auto& item : *array) strings.push_back(item.toString());
  return strings;
}

Text textIn(const Object& object, const std::string& name) {
  const Object::Ptr text = object.getObject(name);
  if (text.isNull()) throw std::runtime_error("there is no " + name);
  return {text->getValue<std::string>("en"), text->getValue<std::string>("fr")};
}

Scenario::Side sideIn(const Object& object) {
  const auto name = object.optValue<std::string>("lanes", "request");
  if (name == "request") return Scenario::Side::Request;
  if (name == "response") return Scenario::Side::Response;
  throw std::runtime_error("unknown lanes '" + name + "'");
}

UpstreamKind readKind(const Object& object) {
  if (object.has("script")) return UpstreamKind::Scripted;
  const auto name = object.optValue<std::string>("upstream", "demo");
  if (name == "demo") return UpstreamKind::Demo;
  if (name == "dead") return UpstreamKind::Dead;
  throw std::runtime_error("unknown upstream '" + name + "'");
}

Scenario readScenario(const Object& object) {
  Scenario scenario;
  scenario.name = object.getValue<std::string>("name");
  scenario.title = textIn(object, "title");
  scenario.look = textIn(object, "look");
  scenario.step = object.getValue<int>("step");
  scenario.side = sideIn(object);
  scenario.pace = std::chrono::milliseconds(object.optValue<int>("pace", 0));
  scenario.request = partsIn(object, "request");
  scenario.script = partsIn(object, "script");
  scenario.upstream = readKind(object);
  scenario.scheme = object.optValue<std::string>("scheme", "http");
  scenario.options = stringsIn(object, "options");
  return scenario;
}

}  // namespace

Scenarios::Scenarios(const std::filesystem::path& root) {
  const auto path = root / "tools" / "wire" / "scenarios.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  try {
    Poco::JSON::Parser parser;
    const auto top = parser.parse(file).extract<Object::Ptr>();
    for (const auto& item : *top->getArray("scenarios")) {
      all_.push_back(readScenario(*item.extract<Object::Ptr>()));
    }
  } catch (const Poco::Exception& error) {
    throw std::runtime_error(path.string() + ": " + error.displayText());
  } catch (const std::exception& error) {
    throw std::runtime_error(path.string() + ": " + error.what());
  }
  if (all_.empty()) throw std::runtime_error(path.string() + ": it is empty");
}

std::vector<Scenario> Scenarios::upTo(int step) const {
  std::vector<Scenario> some;
  std::copy_if(all_.begin(), all_.end(), std::back_inserter(some),
               [step](const Scenario& each) { return each.step <= step; });
  return some;
}

const Scenario& Scenarios::find(const std::string& name) const {
  std::string names;
  for (const Scenario& scenario : all_) {
    if (scenario.name == name) return scenario;
    names += " " + scenario.name;
  }
  throw std::invalid_argument("there is no scenario '" + name + "': they are" +
                              names);
}

const Scenario& Scenarios::belongingTo(int step) const {
  const Scenario* found = &all_.front();
  for (const Scenario& scenario : all_) {
    if (scenario.step <= step && scenario.step > found->step) {
      found = &scenario;
    }
  }
  return *found;
}

}  // namespace hop::wire
