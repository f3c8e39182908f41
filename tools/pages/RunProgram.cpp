// SPDX-License-Identifier: MIT
#include "tools/pages/RunProgram.h"

#include "tools/process/ChildProcess.h"

#include <chrono>
#include <stdexcept>

namespace hop::pages {

Outcome runProgram(const std::vector<std::string>& argv,
                   const std::filesystem::path& directory) {
  process::ChildProcess child(
      {argv, {{"LC_ALL", "C"}}, directory.string(), false});
  const auto status = child.wait(std::chrono::seconds(30));
  if (!status) throw std::runtime_error(argv.front() + " does not end");
  if (status->signal != 0) {
    throw std::runtime_error(argv.front() + ": " + status->text());
  }
  return {status->code, child.standardOutput(), child.standardError()};
}

}  // namespace hop::pages
