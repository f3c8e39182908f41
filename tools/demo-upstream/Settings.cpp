// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Settings.h"

#include "common/cli/UsageError.h"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>

namespace hop::upstream {

namespace {

using cli::UsageError;
using Poco::Util::Option;

Poco::Util::OptionSet options() {
  Poco::Util::OptionSet set;
  set.addOption(Option("listen", "").argument("HOST:PORT"));
  set.addOption(Option("tls-listen", "").argument("HOST:PORT"));
  set.addOption(Option("cert", "").argument("FILE"));
  set.addOption(Option("key", "").argument("FILE"));
  set.addOption(Option("self-signed", ""));
  set.addOption(Option("name", "").argument("NAME"));
  set.addOption(Option("quiet", ""));
  set.addOption(Option("help", ""));
  return set;
}

/// The name is a line of a response and begins the lines of the log.
std::string checkName(const std::string& name) {
  const auto control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  };
  if (name.empty() || std::any_of(name.begin(), name.end(), control)) {
    throw UsageError("--name must be one line of text");
  }
  return name;
}

cli::ListenAddress tlsAddress(const std::string& value) {
  try {
    return cli::parseListenAddress(value);
  } catch (const UsageError&) {
    throw UsageError("--tls-listen '" + value +
                     "': write HOST:PORT, an IPv6 address in brackets");
  }
}

std::string fileName(const std::string& option, const std::string& value) {
  if (value.empty()) throw UsageError(option + ": write the name of a file");
  return value;
}

void store(Settings& settings, const std::string& name,
           const std::string& value) {
  cli::Certificate& certificate = settings.certificate;
  if (name == "listen") settings.listen = cli::parseListenAddress(value);
  if (name == "tls-listen") settings.tlsListen = tlsAddress(value);
  if (name == "cert") certificate.file = fileName("--cert", value);
  if (name == "key") certificate.keyFile = fileName("--key", value);
  if (name == "self-signed") certificate.selfSigned = true;
  if (name == "name") settings.name = checkName(value);
  if (name == "quiet") settings.verbosity = cli::Verbosity::Quiet;
  if (name == "help") settings.help = true;
}

void processOne(Poco::Util::OptionProcessor& processor,
                const std::string& argument, Settings& settings) {
  std::string name;
  std::string value;
  try {
    if (!processor.process(argument, name, value)) {
      throw UsageError("unexpected argument '" + argument + "'");
    }
  } catch (const Poco::Util::DuplicateOptionException&) {
    throw UsageError("'" + argument + "' is given twice");
  } catch (const Poco::Util::UnexpectedArgumentException&) {
    throw UsageError("'" + argument + "' takes no value");
  } catch (const Poco::Util::OptionException&) {
    throw UsageError("unknown option '" + argument + "'");
  }
  store(settings, name, value);
}

/// What can be said only when all options are known.
void checkTogether(const Settings& settings) {
  const auto& [file, keyFile, selfSigned] = settings.certificate;
  if (selfSigned && !(file + keyFile).empty()) {
    throw UsageError("--self-signed makes its own --cert and --key");
  }
  if (file.empty() != keyFile.empty()) {
    throw UsageError("--cert and --key are given together");
  }
  if (settings.tlsListen.has_value() != settings.certificate.given()) {
    throw UsageError(
        "--tls-listen goes with --self-signed, or with --cert and --key");
  }
}

}  // namespace

Settings parseSettings(const std::vector<std::string>& arguments) {
  Settings settings;
  const Poco::Util::OptionSet set = options();
  Poco::Util::OptionProcessor processor(set);
  for (const std::string& argument : arguments) {
    processOne(processor, argument, settings);
  }
  try {
    processor.checkRequired();
  } catch (const Poco::Util::OptionException&) {
    throw UsageError("'" + arguments.back() + "' needs a value");
  }
  if (!settings.help) checkTogether(settings);
  return settings;
}

std::string usage() {
  return R"(usage: demo-upstream [options]
  --listen HOST:PORT       where to listen (default 127.0.0.1:9000);
                           port 0 takes any free one
  --tls-listen HOST:PORT   where to listen with TLS beside that; it takes
  --self-signed            a certificate for localhost, made now, or
  --cert FILE --key FILE   a certificate with its chain and its key, PEM
  --name NAME              who it says it is (default demo-upstream)
  --quiet                  no log lines
  --help                   print this text
)";
}

}  // namespace hop::upstream
