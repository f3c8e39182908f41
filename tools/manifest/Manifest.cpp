// SPDX-License-Identifier: MIT
#include "tools/manifest/Manifest.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Parser.h>

#include <fstream>
#include <stdexcept>

namespace hop::manifest {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

std::vector<std::string> strings(const Object& object,
                                 const std::string& name) {
  std::vector<std::string> result;
  const Array::Ptr array = object.getArray(name);
  if (array.isNull()) return result;
  for (std::size_t i = 0; i < array->size(); ++i) {
    result.push_back(
        array->getElement<std::string>(static_cast<unsigned int>(i)));
  }
  return result;
}

Step readStep(const Object& object) {
  Step step;
  step.number = object.getValue<int>("number");
  step.slug = object.getValue<std::string>("slug");
  step.written = object.getValue<std::string>("status") == "written";
  const Object::Ptr part = object.getObject("part");
  if (!part.isNull()) {
    step.part = part->getValue<std::string>("en");
    step.partFr = part->getValue<std::string>("fr");
  }
  step.title = object.getObject("title")->getValue<std::string>("en");
  step.titleFr = object.getObject("title")->getValue<std::string>("fr");
  step.goal = object.getObject("goal")->getValue<std::string>("en");
  step.goalFr = object.getObject("goal")->getValue<std::string>("fr");
  step.minutes = object.getValue<int>("minutes");
  step.rfc = strings(object, "rfc");
  step.given = strings(object, "given");
  step.shown = strings(object, "shown");
  step.tries = strings(object, "try");
  const Object::Ptr hints = object.getObject("hints");
  if (!hints.isNull()) {
    step.hints = strings(*hints, "en");
    step.hintsFr = strings(*hints, "fr");
  }
  return step;
}

}  // namespace

Manifest::Manifest(const std::filesystem::path& root) {
  const auto path = root / "steps" / "steps.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  try {
    Poco::JSON::Parser parser;
    const auto top = parser.parse(file).extract<Object::Ptr>();
    const Array::Ptr list = top->getArray("steps");
    for (std::size_t i = 0; i < list->size(); ++i) {
      steps_.push_back(
          readStep(*list->getObject(static_cast<unsigned int>(i))));
    }
  } catch (const Poco::Exception& error) {
    throw std::runtime_error(path.string() + ": " + error.displayText());
  }
}

std::vector<Step> Manifest::written() const {
  std::vector<Step> result;
  for (const Step& step : steps_) {
    if (step.written) result.push_back(step);
  }
  return result;
}

const Step& Manifest::find(const std::string& name) const {
  for (const Step& step : steps_) {
    const std::string number = std::to_string(step.number);
    const bool same = name == number || name == step.slug ||
                      name == (step.number < 10 ? "0" + number : number);
    if (!same) continue;
    if (!step.written) {
      throw std::invalid_argument("step " + step.slug +
                                  " is planned and not written yet");
    }
    return step;
  }
  throw std::invalid_argument("there is no step '" + name +
                              "': the steps are " + steps_.front().slug +
                              " to " + newest().slug);
}

const Step& Manifest::newest() const {
  const Step* last = nullptr;
  for (const Step& step : steps_) {
    if (step.written) last = &step;
  }
  if (last == nullptr) throw std::runtime_error("no step is written yet");
  return *last;
}

}  // namespace hop::manifest
