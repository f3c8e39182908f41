// SPDX-License-Identifier: MIT
#include "common/cli/UpstreamUrl.h"
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/DeckBuild.h"
#include "tools/hop/DemoModes.h"
#include "tools/hop/DemoServers.h"
#include "tools/hop/PresentCheck.h"
#include "tools/hop/PresentServer.h"
#include "tools/lab/StaticBuild.h"
#include "tools/process/ChildProcess.h"

#include <chrono>
#include <iostream>

namespace hop::tool {

namespace {

using cli::UsageError;

constexpr const char* kUsage =
    R"(usage: ./hop present [options]
  --lang en|fr  the language of the deck (default en)
  --port N      listen on 127.0.0.1:N (default 8300, 0 takes a free one)
  --check       send every demo once and say what would fail on stage
  --build DIR   write deck and lab into DIR instead, for a web server
  --shots       make the README's pictures again, docs/img (needs Chromium)
)";

constexpr std::uint16_t kBase = 8100;
constexpr std::chrono::seconds kPatience{300};  // for a browser

struct Talk {
  std::string language = "en";
  std::optional<Port> port;
};

Talk readTalk(const CommandLine& line) {
  Talk talk;
  if (line.has("lang")) talk.language = line.options.at("lang");
  if (talk.language != "en" && talk.language != "fr") {
    throw UsageError("--lang " + talk.language + ": there are en and fr");
  }
  if (line.has("port")) talk.port = cli::parsePort(line.options.at("port"));
  return talk;
}

/// Deck and lab with their recordings, for any web server.
void buildSite(const Context& context, const std::filesystem::path& directory) {
  buildDeck(context, directory, Beside::Nothing);
  lab::buildStatic({context.root, context.bin}, directory / "lab");
}

int shoot(const Context& context) {
  const auto site = context.bin.parent_path() / "site";
  const auto pictures = context.root / "docs" / "img";
  buildSite(context, site);
  const auto script = context.root / "slides" / "build" / "readme-shots.mjs";
  process::Command command;
  command.argv = {"node",        script.string(), "--site",
                  site.string(), "--out",         pictures.string()};
  command.inheritError = true;
  process::ChildProcess node(command);
  const auto status = node.wait(kPatience);
  if (!status || !status->ok()) return 1;
  std::cout << "Made: " << pictures.string() << "\n";
  return 0;
}

int give(const Context& context, const std::filesystem::path& deck,
         const Talk& talk) {
  const Signals signals;
  DemoServers programs(context.bin);
  const auto block = startDemoBlock(programs, context.manifest, kBase);
  std::cout << block.text << std::flush;
  PresentServer server({context.root, context.bin}, deck, talk.port,
                       block.base);
  std::cout << "\nThe talk:   " << server.url(talk.language)
            << "\nKeys:       next, previous; S notes, T clock, D dark, L live"
               " or recorded, X more slides\n"
            << std::flush;
  const int code = programs.serveUntilStopped(signals);
  server.stop();
  return code;
}

}  // namespace

int runPresent(const Context& context, const Arguments& arguments) {
  const CommandLine line = parseCommandLine(arguments,
                                            {{"lang", "LANG"},
                                             {"port", "N"},
                                             {"build", "DIR"},
                                             {"check", ""},
                                             {"shots", ""},
                                             {"help", ""}},
                                            Unknown::Refuse);
  if (line.has("help")) {
    std::cout << kUsage;
    return 0;
  }
  if (!line.words.empty()) {
    throw UsageError("unexpected argument '" + line.words.front() + "'");
  }
  const Talk talk = readTalk(line);
  if (line.has("build")) {
    const std::filesystem::path directory = line.options.at("build");
    buildSite(context, directory);
    std::cout << "Built: " << directory.string() << "\n";
    return 0;
  }
  if (line.has("shots")) return shoot(context);
  const auto deck = deckOf(context);
  buildDeck(context, deck, Beside::Programs);
  return line.has("check") ? checkPresent(context, deck)
                           : give(context, deck, talk);
}

}  // namespace hop::tool
