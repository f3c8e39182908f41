// SPDX-License-Identifier: MIT
#include "tools/workshop/Failure.h"
#include "tools/workshop/Report.h"

#include <Poco/JSON/Array.h>

namespace hop::workshop {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

Object::Ptr rowJson(const Verdict& verdict) {
  Object::Ptr row = new Object(Poco::JSON_PRESERVE_KEY_ORDER);
  row->set("id", verdict.about.id);
  row->set("step", verdict.about.step);
  row->set("sentence", verdict.about.sentence);
  row->set("verdict", verdict.colour);
  row->set("reason", verdict.reason);
  return row;
}

Object::Ptr failureJson(const Shop& shop, const Verdict& verdict) {
  const Failure failure = explain(verdict);
  Object::Ptr object = rowJson(verdict);
  object->set("found", failure.found);
  object->set("octets", failure.octets);
  object->set("repeat", failure.repeat);
  Array::Ptr read = new Array;
  for (const auto& place : whereToRead(shop, verdict.about)) read->add(place);
  object->set("read", read);
  return object;
}

Object::Ptr problemJson(const Problem& problem) {
  Object::Ptr object = new Object(Poco::JSON_PRESERVE_KEY_ORDER);
  object->set("kind", problem.kind);
  object->set("place", problem.place);
  object->set("text", problem.text);
  object->set("excerpt", problem.excerpt);
  return object;
}

}  // namespace

Object::Ptr outcomeJson(const Shop& shop, const manifest::Step& step,
                        const Outcome& outcome) {
  Object::Ptr object = new Object(Poco::JSON_PRESERVE_KEY_ORDER);
  object->set("step", step.slug);
  object->set("green", outcome.green());
  object->set("seconds", outcome.seconds);
  if (outcome.problem) {
    object->set("problem", problemJson(*outcome.problem));
    return object;
  }
  object->set("passed", static_cast<int>(outcome.passed()));
  object->set("failed", static_cast<int>(outcome.failed()));
  Array::Ptr rows = new Array;
  for (const auto& verdict : outcome.verdicts) rows->add(rowJson(verdict));
  object->set("rows", rows);
  if (const Verdict* const failure = outcome.firstFailure()) {
    object->set("first", failureJson(shop, *failure));
  }
  return object;
}

}  // namespace hop::workshop
