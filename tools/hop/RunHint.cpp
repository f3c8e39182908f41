// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Room.h"

#include <Poco/JSON/Array.h>

#include <algorithm>
#include <array>
#include <iostream>

namespace hop::tool {

namespace {

using Hints = std::vector<std::string>;

const Hints& hintsIn(const manifest::Step& step, const std::string& language) {
  if (language == "en") return step.hints;
  if (language == "fr") return step.hintsFr;
  throw cli::UsageError("--lang is en or fr, not '" + language + "'");
}

std::string heading(std::size_t index, const std::string& language) {
  constexpr std::array english{"the idea", "the place", "nearly the code"};
  constexpr std::array french{"l'idée", "l'endroit", "presque le code"};
  const auto& words = language == "fr" ? french : english;
  return std::to_string(index + 1) + "/3 " + words.at(index);
}

void printAsJson(const manifest::Step& step, const Hints& hints,
                 std::size_t count) {
  Poco::JSON::Object::Ptr object =
      new Poco::JSON::Object(Poco::JSON_PRESERVE_KEY_ORDER);
  Poco::JSON::Array::Ptr list = new Poco::JSON::Array;
  for (std::size_t i = 0; i < count; ++i) list->add(hints[i]);
  object->set("step", step.slug);
  object->set("of", static_cast<int>(hints.size()));
  object->set("hints", list);
  printJson(object);
}

}  // namespace

int runHint(const Context& context, const Arguments& arguments) {
  const auto line = parseCommandLine(
      arguments, {{"lang", "LANGUAGE"}, {"json", ""}}, Unknown::Refuse);
  if (!line.words.empty()) {
    throw cli::UsageError("hint is about the step that was started");
  }
  const std::string language =
      line.has("lang") ? line.options.at("lang") : "en";
  Room room(context);
  const auto& step = room.step();
  const Hints& hints = hintsIn(step, language);
  int& read = room.progress.hints[step.slug];
  // After the last one, and after success, all of them can be read again.
  read = std::min(read + 1, static_cast<int>(hints.size()));
  room.saveProgress();
  const auto count = static_cast<std::size_t>(read);
  if (line.has("json")) {
    printAsJson(step, hints, count);
    return 0;
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::cout << room.terminal.paint(workshop::Terminal::Colour::Bold,
                                     heading(i, language))
              << "\n"
              << workshop::wrapped(hints[i], "  ") << "\n";
  }
  if (count == hints.size()) {
    std::cout
        << "That was the last one; ./hop solution compares your file with "
           "ours.\n";
  }
  return 0;
}

}  // namespace hop::tool
