// SPDX-License-Identifier: MIT
#include "tools/lab/Order.h"

#include "tools/lab/Refusal.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <stdexcept>

namespace hop::lab {

namespace {

using namespace std::chrono_literals;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Poco::Net::HTTPResponse;

constexpr std::size_t kMostDepth = 8;
constexpr std::size_t kMostParts = 64;
constexpr std::size_t kMostOctets = 32'768;
constexpr std::chrono::milliseconds kLongestPauses = 5s;

Refusal malformed(const std::string& sentence) {
  return {HTTPResponse::HTTP_BAD_REQUEST, sentence};
}

Object::Ptr parse(const std::string& json) {
  try {
    Poco::JSON::Parser parser;
    parser.setDepth(kMostDepth);
    return parser.parse(json).extract<Object::Ptr>();
  } catch (const Poco::Exception&) {
    throw malformed("An order is a JSON object.");
  }
}

void refuseUnknownKeys(const Object& object) {
  for (const auto& [key, value] : object) {
    if (key != "scenario" && key != "steps" && key != "request") {
      throw malformed(
          "An order has scenario, steps and request, no other key.");
    }
  }
}

wire::Scenario scenarioIn(const Object& object, const Choice& choice) {
  const auto name = object.get("scenario");
  if (!name.isString()) throw malformed("scenario is a name.");
  try {
    return choice.scenarios.find(name.toString());
  } catch (const std::invalid_argument&) {
    throw Refusal{HTTPResponse::HTTP_NOT_FOUND,
                  "There is no scenario of that name."};
  }
}

wire::StepProgram stepIn(const Poco::Dynamic::Var& item, const Choice& choice) {
  if (!item.isInteger()) throw malformed("A step is its number.");
  try {
    return stepProgram(choice, item.convert<int>());
  } catch (const std::exception& error) {
    throw Refusal{HTTPResponse::HTTP_NOT_FOUND, error.what()};
  }
}

std::vector<wire::StepProgram> stepsIn(const Object& object,
                                       const Choice& choice) {
  const Array::Ptr array = object.getArray("steps");
  if (array.isNull() || array->size() < 1 || array->size() > 2) {
    throw malformed("steps is a list of one step, or of two to compare.");
  }
  std::vector<wire::StepProgram> steps;
  for (const auto& item : *array) steps.push_back(stepIn(item, choice));
  if (steps.size() == 2 && steps[0].number == steps[1].number) {
    throw malformed("To compare, choose two different steps.");
  }
  return steps;
}

void checkSize(const std::vector<wire::Part>& parts) {
  std::size_t octets = 0;
  std::chrono::milliseconds pauses = 0ms;
  for (const wire::Part& part : parts) {
    octets += part.octets.size();
    pauses += std::min(part.wait, kLongestPauses + 1ms);
  }
  if (octets == 0) throw malformed("The request is empty.");
  if (octets > kMostOctets || parts.size() > kMostParts) {
    throw malformed("The request is too large: 32768 octets at most.");
  }
  if (pauses > kLongestPauses) {
    throw malformed("The pauses are too long: 5 seconds at most.");
  }
}

std::vector<wire::Part> requestIn(const Object& object) {
  const Array::Ptr array = object.getArray("request");
  if (array.isNull()) throw malformed("request is a list of octets.");
  try {
    auto parts = wire::readParts(*array);
    checkSize(parts);
    return parts;
  } catch (const std::invalid_argument& error) {
    throw malformed(std::string("The request is malformed: ") + error.what());
  }
}

}  // namespace

Order readOrder(const std::string& json, const Choice& choice) {
  const auto object = parse(json);
  refuseUnknownKeys(*object);
  Order order{scenarioIn(*object, choice), stepsIn(*object, choice)};
  if (object->has("request")) order.scenario.request = requestIn(*object);
  return order;
}

wire::StepProgram stepProgram(const Choice& choice, int number) {
  if (number == 0) return wire::StepProgram::none();
  const auto& step = choice.manifest.find(std::to_string(number));
  return {step.number, step.slug, choice.bin / step.slug};
}

}  // namespace hop::lab
