// SPDX-License-Identifier: MIT
#include "tools/workshop/Report.h"

#include "tools/pages/Text.h"
#include "tools/workshop/Failure.h"

#include <cstdio>

namespace hop::workshop {

namespace {

using Colour = Terminal::Colour;

std::string seconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", value);
  return text;
}

std::string signOf(const Verdict& verdict, const Terminal& terminal) {
  if (verdict.green()) return terminal.good();
  return verdict.failed() ? terminal.bad() : terminal.paint(Colour::Dim, "-");
}

std::string indented(const std::string& text) {
  std::string out;
  for (const auto& line : pages::splitLines(text)) out += "  " + line + "\n";
  return out;
}

/// The command is for port 8080: somebody has to listen there.
std::string repeatText(const Failure& failure, const Terminal& terminal) {
  if (failure.repeat.empty()) return "";
  return "\n  repeat it  (./hop try in another terminal, then)\n    " +
         terminal.paint(Colour::Bold, failure.repeat) + "\n";
}

std::string lastWords(const manifest::Step& step, const Outcome& outcome,
                      const Terminal& terminal) {
  if (!outcome.green()) {
    return terminal.paint(Colour::Dim,
                          "Stuck? ./hop hint, and ./hop solution.") +
           "\n";
  }
  const bool core = outcome.rows == Rows::Core;
  std::string text = terminal.star(true) + (core ? "" : terminal.star(true)) +
                     " " + step.slug + " is done.";
  return text +
         (core ? " ./hop check --all earns the second star."
               : " Every row is green.") +
         "\n";
}

}  // namespace

std::string problemText(const Problem& problem, const Terminal& terminal) {
  std::string text = terminal.bad() + " ";
  if (!problem.place.empty()) {
    text += terminal.paint(Colour::Bold, problem.place) + ": ";
  }
  text += terminal.paint(Colour::Red, problem.text) + "\n";
  if (!problem.excerpt.empty()) text += "\n" + indented(problem.excerpt);
  if (problem.kind == "compile") {
    text += terminal.paint(Colour::Dim,
                           "\nOnly the first error is shown: the others often "
                           "follow from it.") +
            "\n";
  }
  return text;
}

std::string rowsText(const Outcome& outcome, const Terminal& terminal) {
  std::string text;
  int step = 0;
  for (const auto& verdict : outcome.verdicts) {
    if (verdict.about.step != step) {
      step = verdict.about.step;
      text += (text.empty() ? "  " : "\n  ") + pages::twoDigits(step) + "  ";
    }
    text += signOf(verdict, terminal);
  }
  const auto total = outcome.verdicts.size();
  text += "\n\n" + terminal.bar(outcome.passed(), outcome.failed(), total) +
          " " + std::to_string(outcome.passed()) + " of " +
          std::to_string(total) + " rows are green";
  const auto left = total - outcome.passed() - outcome.failed();
  if (left > 0) text += ", " + std::to_string(left) + " were not run";
  return text + "  (" + seconds(outcome.seconds) + ")\n";
}

std::string failureText(const Shop& shop, const Verdict& verdict,
                        const Terminal& terminal) {
  const Failure failure = explain(verdict);
  std::string text =
      terminal.bad() + " " +
      terminal.paint(Colour::Bold, "row " + verdict.about.id) +
      (failure.crash ? ": your program broke down" : "") + "\n\n  expected\n" +
      wrapped(verdict.about.sentence, "    ") +
      (failure.crash ? "  what happened\n" : "  but\n") +
      terminal.paint(Colour::Red, wrapped(failure.found, "    "));
  if (!failure.octets.empty()) text += "\n" + failure.octets;
  text += repeatText(failure, terminal) + "\n  where to read\n";
  for (const auto& place : whereToRead(shop, verdict.about)) {
    text += "    " + place + "\n";
  }
  return text;
}

std::string outcomeText(const Shop& shop, const manifest::Step& step,
                        const Outcome& outcome, const Terminal& terminal) {
  if (outcome.problem) {
    return problemText(*outcome.problem, terminal) + "\n" +
           lastWords(step, outcome, terminal);
  }
  std::string text = rowsText(outcome, terminal) + "\n";
  const Verdict* const failure = outcome.firstFailure();
  if (failure != nullptr) {
    text += failureText(shop, *failure, terminal) + "\n";
  }
  return text + lastWords(step, outcome, terminal);
}

}  // namespace hop::workshop
