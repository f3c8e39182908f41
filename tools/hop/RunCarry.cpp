// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"

#include "tools/hop/Command.h"
#include "tools/hop/CommandLine.h"
#include "tools/pages/Carry.h"
#include "tools/pages/Text.h"

#include <iostream>

namespace hop::tool {

namespace {

using pages::Carried;

const char* textOf(Carried::Result result) {
  switch (result) {
    case Carried::Result::Unchanged:
      return "no change needed";
    case Carried::Result::Merged:
      return "merged";
    case Carried::Result::Conflict:
      return "CONFLICT";
  }
  return "";
}

}  // namespace

int runCarry(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"dry-run", ""}}, Unknown::Refuse);
  if (line.words.size() != 1) {
    throw cli::UsageError("which step was corrected? Say K");
  }
  const bool dryRun = line.has("dry-run");
  const pages::Book book(context.root, context.manifest);
  const auto& step = context.manifest.find(line.words[0]);
  int code = 0;
  for (const auto& carried : pages::carry(book, step)) {
    std::cout << carried.slug << ": " << textOf(carried.result) << "\n";
    if (carried.result == Carried::Result::Conflict) code = 1;
    if (dryRun || carried.result == Carried::Result::Unchanged) continue;
    pages::writeFile(context.root / "steps" / carried.slug / "main.cpp",
                     carried.text);
  }
  if (dryRun) std::cout << "dry run: nothing was written\n";
  if (code != 0 && !dryRun) {
    std::cout << "settle what stands between <<<<<<< and >>>>>>>, in numeric "
                 "order\n";
  }
  return code;
}

}  // namespace hop::tool
