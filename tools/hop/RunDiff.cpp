// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"

#include "tools/hop/Command.h"
#include "tools/hop/CommandLine.h"
#include "tools/pages/DiffText.h"
#include "tools/pages/StepDiff.h"

#include <iostream>

namespace hop::tool {

namespace {

struct Order {
  manifest::Step step;
  bool onlyCount = false;
};

Order understand(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"stat", ""}}, Unknown::Refuse);
  if (line.words.size() > 1) throw cli::UsageError("one step at a time");
  if (line.words.empty()) {
    return {context.manifest.newest(), line.has("stat")};
  }
  return {context.manifest.find(line.words[0]), line.has("stat")};
}

}  // namespace

int runDiff(const Context& context, const Arguments& arguments) {
  const Order order = understand(context, arguments);
  const pages::Book book(context.root, context.manifest);
  const auto* const before = book.before(order.step);
  if (before == nullptr) {
    std::cout << order.step.slug << " is the first step: there is none before "
              << "it to compare with\n";
    return 0;
  }
  const pages::StepDiff diff = pages::stepDiff(book, order.step);
  if (!order.onlyCount) {
    std::cout << "From " << before->slug << " to " << order.step.slug << "\n"
              << pages::diffText(diff.hunks, pages::coloursOfStdout());
  }
  std::cout << diff.summary() << "\n";
  return 0;
}

}  // namespace hop::tool
