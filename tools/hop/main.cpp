// SPDX-License-Identifier: MIT
/// @file
/// The part of ./hop that is C++: the bash script builds what is needed and
/// then runs this with the sub-command and its arguments.

#include "common/cli/UsageError.h"
#include "tools/hop/Command.h"

#include <Poco/Environment.h>
#include <Poco/Exception.h>

#include <array>
#include <iostream>
#include <string_view>

namespace {

using hop::tool::Arguments;
using hop::tool::Context;

struct Entry {
  std::string_view name;
  std::string_view usage;
  std::string_view help;
  hop::tool::Run run;
};

constexpr std::array kCommands{
    Entry{"demo", "[N] [--smoke] [--all]",
          "the demo upstream and a step in front of it", hop::tool::runDemo},
    Entry{"wire", "N [SCENARIO] [--vs M]",
          "what goes over the wire, in four lanes", hop::tool::runWire},
    Entry{"diff", "[N] [--stat]", "what step N changes", hop::tool::runDiff},
    Entry{"lab", "[--port N] [--build DIR]",
          "the wire microscope, in a browser", hop::tool::runLab},
    Entry{"present", "[--lang fr] [--port N] [--check] [--build DIR]",
          "the deck and the lab, in a browser", hop::tool::runPresent},
    Entry{"record", "N|all|readme|lab [--check]",
          "weaves the pages, records their consoles", hop::tool::runRecord},
    Entry{"carry", "K [--dry-run]", "carries a correction to the later steps",
          hop::tool::runCarry},
};

void printHelp(std::ostream& out) {
  out << "usage: hop-tool COMMAND [arguments]\n";
  for (const Entry& entry : kCommands) {
    std::string left = std::string(entry.name) + " " + std::string(entry.usage);
    left.resize(std::max<std::size_t>(left.size() + 2, 32), ' ');
    out << "  " << left << entry.help << "\n";
  }
}

/// HOP_ROOT and HOP_BIN, set by ./hop; without them the checkout that this
/// was built from, and the directory that this is in.
Context makeContext(const std::string& self) {
  const std::filesystem::path root =
      Poco::Environment::get("HOP_ROOT", HOP_SOURCE_DIR);
  const auto here = std::filesystem::absolute(self).parent_path();
  return {root, Poco::Environment::get("HOP_BIN", here.string()),
          hop::manifest::Manifest(root)};
}

int run(const Entry& entry, const std::string& self,
        const Arguments& arguments) {
  const std::string name = "hop " + std::string(entry.name) + ": ";
  try {
    return entry.run(makeContext(self), arguments);
  } catch (const hop::cli::UsageError& error) {
    std::cerr << name << error.what() << "\nusage: ./hop " << entry.name << " "
              << entry.usage << "\n";
    return 2;
  } catch (const std::invalid_argument& error) {
    std::cerr << name << error.what() << "\n";
    return 2;
  } catch (const Poco::Exception& error) {
    std::cerr << name << error.displayText() << "\n";
  } catch (const std::exception& error) {
    std::cerr << name << error.what() << "\n";
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments words(argv + 1, argv + argc);
  const std::string command = words.empty() ? "" : words.front();
  for (const Entry& entry : kCommands) {
    if (entry.name != command) continue;
    return run(entry, argv[0], {words.begin() + 1, words.end()});
  }
  const bool asked = command == "help" || command == "--help";
  if (!asked && !command.empty()) {
    std::cerr << "unknown command '" << command << "'\n";
  }
  printHelp(asked ? std::cout : std::cerr);
  return asked ? 0 : 2;
}
