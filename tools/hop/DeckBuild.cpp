// SPDX-License-Identifier: MIT
#include "tools/hop/DeckBuild.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <fstream>
#include <stdexcept>

namespace hop::tool {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 300s;  // a machine that has other things to do

/// Only a folder of ours is swapped as a whole.
process::Command commandFor(const Context& context,
                            const std::filesystem::path& directory,
                            Beside beside) {
  const auto script = context.root / "slides" / "build" / "build.mjs";
  process::Command command;
  command.argv = {"node", script.string(), "--out",
                  std::filesystem::absolute(directory).string(), "--lab"};
  if (beside == Beside::Programs) {
    command.argv.insert(command.argv.end(), {"--talk", "--swap"});
  }
  return command;
}

}  // namespace

std::filesystem::path deckOf(const Context& context) {
  return context.bin.parent_path() / "deck";
}

bool isBuilt(const std::filesystem::path& directory) {
  return std::filesystem::exists(directory / "demos.json");
}

std::unique_ptr<process::ChildProcess> startDeckBuild(
    const Context& context, const std::filesystem::path& directory) {
  auto command = commandFor(context, directory, Beside::Programs);
  command.inheritError = true;
  return std::make_unique<process::ChildProcess>(command);
}

void buildDeck(const Context& context, const std::filesystem::path& directory,
               Beside beside) {
  process::ChildProcess node(commandFor(context, directory, beside));
  const auto status = node.wait(kPatience);
  if (!status) throw std::runtime_error("the build of the deck takes too long");
  if (!status->ok()) {
    throw std::runtime_error("the deck cannot be built:\n" +
                             node.standardError());
  }
}

std::vector<DeckDemo> demosOf(const std::filesystem::path& directory) {
  std::ifstream file(directory / "demos.json");
  const auto parsed = Poco::JSON::Parser().parse(file);
  std::vector<DeckDemo> demos;
  for (const auto& entry : *parsed.extract<Poco::JSON::Array::Ptr>()) {
    const auto& object = entry.extract<Poco::JSON::Object::Ptr>();
    DeckDemo demo{object->getValue<std::string>("slide"),
                  object->getValue<std::string>("scenario"),
                  {}};
    for (const auto& step : *object->getArray("steps")) {
      demo.steps.push_back(step.convert<int>());
    }
    demos.push_back(std::move(demo));
  }
  return demos;
}

}  // namespace hop::tool
