// SPDX-License-Identifier: MIT
#include "tools/workshop/Compile.h"

#include "tools/pages/Text.h"
#include "tools/process/ChildProcess.h"
#include "tools/workshop/Folder.h"

#include <csignal>

namespace hop::workshop {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

struct Built {
  bool ok = false;
  std::string output;
};

Built run(const std::vector<std::string>& argv) {
  constexpr auto limit = 5min;  // a template may keep a compiler busy
  try {
    // A compiler that speaks another language says no "error:".
    process::ChildProcess child({argv, {{"LC_ALL", "C"}}});
    const auto status = child.wait(limit);
    if (!status) {
      child.signal(SIGKILL);
      throw NotReady(argv.front() + " has not ended after " +
                     std::to_string(limit.count()) +
                     " minutes: is this machine very busy?");
    }
    return {status->ok(), child.standardOutput() + child.standardError()};
  } catch (const NotReady&) {
    throw;
  } catch (const std::runtime_error&) {
    throw NotReady(argv.front() + " is not here: ./hop doctor tells more");
  }
}

/// The value of a variable in a CMakeCache.txt, or nothing.
std::string cached(const fs::path& build, const std::string& name) {
  const fs::path cache = build / "CMakeCache.txt";
  if (!fs::exists(cache)) return "";
  for (const auto& line : pages::splitLines(pages::readFile(cache))) {
    if (!line.starts_with(name + ":")) continue;
    return line.substr(line.find('=') + 1);
  }
  return "";
}

/// With the compiler that has built the layers below.
void configure(const Shop& shop, const Folder& folder) {
  const auto below = shop.buildDirectory();
  if (!fs::exists(below / "HopLibraries.cmake")) {
    throw NotReady("common/ is not built yet: ./hop check does that");
  }
  const auto compiler = cached(below, "CMAKE_CXX_COMPILER");
  const auto build = folder.buildDirectory();
  // Of another compiler or another checkout: begin again.
  if (cached(build, "HOP_BUILD") != below.string() ||
      cached(build, "CMAKE_CXX_COMPILER") != compiler) {
    fs::remove_all(build);
  }
  if (fs::exists(build / "build.ninja")) return;
  const Built built = run(
      {"cmake", "-S", folder.path().string(), "-B", build.string(), "-G",
       "Ninja", "-DHOP_BUILD=" + below.string(),
       "-DCMAKE_CXX_COMPILER=" + compiler,
       "-DCMAKE_CXX_COMPILER_LAUNCHER=", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"});
  if (!built.ok) {
    throw NotReady("CMake cannot configure " + folder.path().string() + ":\n" +
                   built.output + "./hop doctor tells what is missing");
  }
}

/// clangd looks for it beside main.cpp.
void linkCompileCommands(const Folder& folder) {
  std::error_code ignored;  // without it only an editor knows less
  const fs::path link = folder.path() / "compile_commands.json";
  if (!fs::exists(fs::symlink_status(link))) {
    fs::create_symlink("build/compile_commands.json", link, ignored);
  }
}

}  // namespace

std::optional<Problem> compile(const Shop& shop, const manifest::Step& step) {
  const Folder folder(shop.work);
  if (!fs::exists(folder.mainFile())) {
    throw NotReady(folder.mainFile().string() +
                   " is missing: ./hop reset brings the start of the step "
                   "back");
  }
  configure(shop, folder);
  linkCompileCommands(folder);
  const Built built = run({"cmake", "--build", folder.buildDirectory().string(),
                           "--target", step.slug});
  if (built.ok) return std::nullopt;
  return firstError(built.output);
}

}  // namespace hop::workshop
