// SPDX-License-Identifier: MIT
#include "common/cli/Options.h"

#include "common/cli/OptionTable.h"
#include "common/cli/UsageError.h"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>
#include <sstream>

namespace hop::cli {

namespace {

using Poco::Util::OptionSet;

OptionSet optionsOf(int step) {
  OptionSet set;
  for (const OptionRow& row : optionTable()) {
    if (row.since > step || row.store == nullptr) continue;
    Poco::Util::Option option(std::string(row.name), "");
    option.repeatable(row.repeatable);
    if (!row.argument.empty()) option.argument(std::string(row.argument));
    set.addOption(option);
  }
  return set;
}

const OptionRow* findOption(std::string_view name) {
  for (const OptionRow& row : optionTable()) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

/// "--limit=fields=9" asks for the option "limit".
std::string nameOf(const std::string& argument) {
  const auto start = argument.find_first_not_of('-');
  if (start == std::string::npos) return "";
  const auto end = argument.find_first_of("=:", start);
  return argument.substr(start, end == std::string::npos ? end : end - start);
}

/// Tells an option that a later step brings from one that does not exist.
[[noreturn]] void rejectUnknown(const std::string& argument) {
  const std::string name = nameOf(argument);
  const OptionRow* row = findOption(name);
  if (row == nullptr) throw UsageError("unknown option '" + argument + "'");
  throw UsageError("--" + name + " comes with step " +
                   (row->since < 10 ? "0" : "") + std::to_string(row->since));
}

/// @param pending the argument before was an option that wants a value.
/// @return true when this one is.
bool processOne(Poco::Util::OptionProcessor& processor,
                const std::string& argument, bool pending, Options& options) {
  std::string name;
  std::string value;
  try {
    // POCO would take "--l" for "--listen"; a script must not depend on that.
    const bool option = argument.starts_with("--") && argument.size() > 2;
    if (option && !pending && findOption(nameOf(argument)) == nullptr) {
      rejectUnknown(argument);
    }
    if (!processor.process(argument, name, value)) {
      throw UsageError("unexpected argument '" + argument + "'");
    }
  } catch (const Poco::Util::DuplicateOptionException&) {
    throw UsageError("'" + argument + "' is given twice");
  } catch (const Poco::Util::UnexpectedArgumentException&) {
    throw UsageError("'" + argument + "' takes no value");
  } catch (const Poco::Util::OptionException&) {
    rejectUnknown(argument);
  }
  if (!name.empty()) findOption(name)->store(options, value);
  return name.empty();
}

/// What can be said only when all options are known.
void checkTogether(const Options& options) {
  const auto& [file, keyFile, selfSigned] = options.certificate;
  const auto& [authorityFile, verify] = options.trust;
  if (selfSigned && !(file + keyFile).empty()) {
    throw UsageError("--self-signed makes its own --cert and --key");
  }
  if (file.empty() != keyFile.empty()) {
    throw UsageError("--cert and --key are given together");
  }
  if (!authorityFile.empty() && !verify) {
    throw UsageError("--upstream-ca or --upstream-insecure, not both");
  }
  if ((!authorityFile.empty() || !verify) &&
      options.upstream.scheme != "https") {
    throw UsageError(
        std::string(verify ? "--upstream-ca" : "--upstream-insecure") +
        " needs an --upstream https://");
  }
}

}  // namespace

int Options::number() const {
  return std::stoi(step);
}

Options parseOptions(const std::string& step,
                     const std::vector<std::string>& arguments) {
  Options options;
  options.step = step;
  options.listen = parseListenAddress("127.0.0.1:8080");
  options.upstream = parseUpstream("http://127.0.0.1:9000", 1);
  const OptionSet set = optionsOf(options.number());
  Poco::Util::OptionProcessor processor(set);
  bool pending = false;
  for (const std::string& argument : arguments) {
    pending = processOne(processor, argument, pending, options);
  }
  try {
    processor.checkRequired();
  } catch (const Poco::Util::OptionException&) {
    throw UsageError("'" + arguments.back() + "' needs a value");
  }
  if (!options.help) checkTogether(options);
  return options;
}

std::string usage(const std::string& step) {
  std::ostringstream text;
  text << "usage: " << step << " [options]\n";
  const int number = std::stoi(step);
  for (const OptionRow& row : optionTable()) {
    if (row.since > number || row.store == nullptr) continue;
    std::string left = "--" + std::string(row.name);
    if (!row.argument.empty()) left += " " + std::string(row.argument);
    left.resize(std::max<std::size_t>(left.size() + 1, 26), ' ');
    text << "  " << left << row.help;
    if (row.names != nullptr) text << row.names(number);
    text << "\n";
  }
  return text.str();
}

}  // namespace hop::cli
