// SPDX-License-Identifier: MIT
#include "tools/lab/Catalogue.h"

#include "tools/wire/ExchangeJson.h"

#include <Poco/Environment.h>
#include <Poco/JSON/Array.h>

namespace hop::lab {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

Object::Ptr newObject() {
  return new Object(Poco::JSON_PRESERVE_KEY_ORDER);
}

Object::Ptr bilingual(const std::string& en, const std::string& fr) {
  auto object = newObject();
  object->set("en", en);
  object->set("fr", fr);
  return object;
}

Object::Ptr stepJson(const manifest::Step& step) {
  auto object = newObject();
  object->set("number", step.number);
  object->set("slug", step.slug);
  object->set("title", bilingual(step.title, step.titleFr));
  object->set("goal", bilingual(step.goal, step.goalFr));
  return object;
}

std::string nameOf(wire::UpstreamKind kind) {
  switch (kind) {
    case wire::UpstreamKind::Dead:
      return "dead";
    case wire::UpstreamKind::Scripted:
      return "scripted";
    case wire::UpstreamKind::Demo:
      break;
  }
  return "demo";
}

Object::Ptr fullScenarioJson(const wire::Scenario& scenario) {
  auto object = wire::scenarioJson(scenario);
  Array::Ptr options(new Array);
  for (const std::string& option : scenario.options) options->add(option);
  object->set("upstream", nameOf(scenario.upstream));
  object->set("options", options);
  object->set("request", wire::partsJson(scenario.request));
  return object;
}

/// curl sends even 127.0.0.1 to a company's proxy when it is told to.
bool isProxySet() {
  for (const char* name :
       {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) {
    if (!Poco::Environment::get(name, "").empty()) return true;
  }
  return false;
}

}  // namespace

Object::Ptr catalogueJson(const manifest::Manifest& manifest,
                          const wire::Scenarios& scenarios, Mode mode) {
  Array::Ptr steps(new Array);
  for (const auto& step : manifest.written()) steps->add(stepJson(step));
  Array::Ptr list(new Array);
  for (const auto& scenario : scenarios.upTo(manifest.newest().number)) {
    list->add(fullScenarioJson(scenario));
  }
  auto object = newObject();
  object->set("version", 1);
  object->set("live", mode == Mode::Live);
  object->set("noproxy", mode == Mode::Live && isProxySet());
  object->set("steps", steps);
  object->set("scenarios", list);
  return object;
}

}  // namespace hop::lab
