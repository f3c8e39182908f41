// SPDX-License-Identifier: MIT
#include "tools/hop/CommandLine.h"

#include "common/cli/UsageError.h"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>

namespace hop::tool {

namespace {

using cli::UsageError;

Poco::Util::OptionSet optionSet(const std::vector<OptionSpec>& specs) {
  Poco::Util::OptionSet set;
  for (const OptionSpec& spec : specs) {
    Poco::Util::Option option(spec.name, "");
    if (!spec.argument.empty()) option.argument(spec.argument);
    set.addOption(option);
  }
  return set;
}

/// Poco would take "--b" for "--base"; here it could be one of the step's.
const OptionSpec* findSpec(const std::string& argument,
                           const std::vector<OptionSpec>& specs) {
  const std::string name = argument.substr(0, argument.find('='));
  const auto found = std::find_if(
      specs.begin(), specs.end(),
      [&](const OptionSpec& spec) { return name == "--" + spec.name; });
  return found == specs.end() ? nullptr : &*found;
}

void processOption(Poco::Util::OptionProcessor& processor,
                   const std::string& argument, CommandLine& line) {
  std::string name;
  std::string value;
  try {
    processor.process(argument, name, value);
  } catch (const Poco::Util::DuplicateOptionException&) {
    throw UsageError("'" + argument + "' is given twice");
  } catch (const Poco::Util::UnexpectedArgumentException&) {
    throw UsageError("'" + argument + "' takes no value");
  } catch (const Poco::Util::OptionException&) {
    throw UsageError("'" + argument + "' needs a value");
  }
  line.options[name] = value;
}

/// "--base" and "8100" are two words on the command line, and one option.
std::string withValue(const OptionSpec& spec, Arguments::const_iterator& word,
                      const Arguments::const_iterator& end) {
  const bool needsNext =
      !spec.argument.empty() && word->find('=') == std::string::npos;
  std::string option = *word++;
  if (!needsNext) return option;
  if (word == end) throw UsageError("'" + option + "' needs a value");
  return option + "=" + *word++;
}

}  // namespace

CommandLine parseCommandLine(const Arguments& arguments,
                             const std::vector<OptionSpec>& specs,
                             Unknown unknown) {
  const auto set = optionSet(specs);
  Poco::Util::OptionProcessor processor(set);
  CommandLine line;
  auto word = arguments.begin();
  while (word != arguments.end() && *word != "--") {
    if (const OptionSpec* spec = findSpec(*word, specs)) {
      processOption(processor, withValue(*spec, word, arguments.end()), line);
      continue;
    }
    const bool foreign = word->starts_with("-") || !line.passedOn.empty();
    if (foreign && unknown == Unknown::Refuse) {
      throw UsageError("unknown option '" + *word + "'");
    }
    (foreign ? line.passedOn : line.words).push_back(*word++);
  }
  if (word == arguments.end()) return line;
  line.passedOn.insert(line.passedOn.end(), word + 1, arguments.end());
  return line;
}

}  // namespace hop::tool
