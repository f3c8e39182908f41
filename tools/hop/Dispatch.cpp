// SPDX-License-Identifier: MIT
#include "tools/hop/Dispatch.h"

#include "common/cli/UsageError.h"

#include <Poco/Environment.h>
#include <Poco/Exception.h>

#include <algorithm>
#include <iostream>

namespace hop::tool {

namespace {

void printHelp(const std::vector<Entry>& commands, const std::string& program,
               std::ostream& out) {
  out << "usage: " << program << " COMMAND [arguments]\n";
  for (const Entry& entry : commands) {
    std::string left = std::string(entry.name) + " " + std::string(entry.usage);
    left.resize(std::max<std::size_t>(left.size() + 2, 32), ' ');
    out << "  " << left << entry.help << "\n";
  }
}

/// Without HOP_BIN, the directory that this program is in.
Context makeContext(const std::string& self) {
  const std::filesystem::path root =
      Poco::Environment::get("HOP_ROOT", HOP_SOURCE_DIR);
  const auto here = std::filesystem::absolute(self).parent_path();
  return {root, Poco::Environment::get("HOP_BIN", here.string()),
          manifest::Manifest(root)};
}

int run(const Entry& entry, const std::string& self,
        const Arguments& arguments) {
  const std::string name = "hop " + std::string(entry.name) + ": ";
  try {
    return entry.run(makeContext(self), arguments);
  } catch (const cli::UsageError& error) {
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

int dispatch(const std::vector<Entry>& commands, int argc, char** argv) {
  const std::string self = argv[0];
  const Arguments words(argv + 1, argv + argc);
  const std::string command = words.empty() ? "" : words.front();
  for (const Entry& entry : commands) {
    if (entry.name != command) continue;
    return run(entry, self, {words.begin() + 1, words.end()});
  }
  const bool asked = command == "help" || command == "--help";
  if (!asked && !command.empty()) {
    std::cerr << "unknown command '" << command << "'\n";
  }
  printHelp(commands, std::filesystem::path(self).filename().string(),
            asked ? std::cout : std::cerr);
  return asked ? 0 : 2;
}

}  // namespace hop::tool
