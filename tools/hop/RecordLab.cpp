// SPDX-License-Identifier: MIT
#include "tools/hop/RecordLab.h"

#include "tools/hop/Signals.h"
#include "tools/lab/Lab.h"
#include "tools/lab/Recordings.h"
#include "tools/pages/Text.h"
#include "tools/pages/Weave.h"

#include <iostream>

namespace hop::tool {

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const lab::Recording& recording) {
  if (recording.now.empty()) {
    fs::remove(path);
    return;
  }
  fs::create_directories(path.parent_path());
  pages::writeFile(path, recording.now);
}

void report(const lab::Recording& recording) {
  std::cout << recording.path.string() << ": "
            << (recording.now.empty()      ? "no scenario has it"
                : recording.before.empty() ? "new"
                                           : "changed")
            << "\n";
}

}  // namespace

int recordLab(const Context& context, bool check) {
  const Signals signals;
  const wire::Scenarios scenarios(context.root);
  const fs::path directory =
      lab::Places{context.root, context.bin}.recordings();
  std::cerr << "the lab's recordings ...\n";
  int code = 0;
  for (const auto& recording :
       lab::recordAll({context.manifest, scenarios, context.bin}, directory,
                      Signals::stopRequested)) {
    if (!recording.changed()) continue;
    report(recording);
    code = check ? 1 : 0;
    if (!check) write(directory / recording.path, recording);
    if (check && !recording.before.empty() && !recording.now.empty()) {
      std::cout << pages::staleness({directory / recording.path, {}},
                                    recording.now);
    }
  }
  return code;
}

}  // namespace hop::tool
