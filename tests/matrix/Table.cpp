// SPDX-License-Identifier: MIT
#include "tests/matrix/Table.h"

#include "tests/support/Rows.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hop::matrix {

namespace {

/// Columns of text for the name of a step.
constexpr std::size_t kNameColumns = 20;

struct Count {
  int green = 0;
  int total = 0;
};

/// The cases of one suite on one step. Slow rows run on two steps only, so
/// they are left out everywhere: the columns stay comparable.
Count countSuite(const Verdicts& verdicts, int suite, bool coreOnly) {
  Count count;
  for (const auto& [id, verdict] : verdicts) {
    const test::Row* row = test::findRow(id);
    if (row == nullptr || row->since != suite || row->slow) continue;
    if (coreOnly && row->tier != "core") continue;
    ++count.total;
    if (verdict.colour == "green") ++count.green;
  }
  return count;
}

std::string cellText(const Count& count) {
  return std::to_string(count.green) + "/" + std::to_string(count.total);
}

std::string twoDigits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string markdownTable(const Results& results, const Steps& steps,
                          bool coreOnly) {
  std::ostringstream page;
  page << "| step |";
  for (const auto& step : steps) page << " " << twoDigits(step.first) << " |";
  page << "\n|---|";
  for (std::size_t i = 0; i < steps.size(); ++i) page << "---|";
  page << "\n";
  for (const auto& [number, verdicts] : results) {
    page << "| "
         << (number == 0
                 ? "(nothing)"
                 : steps.at(static_cast<std::size_t>(number - 1)).second)
         << " |";
    for (const auto& step : steps) {
      const Count count = countSuite(verdicts, step.first, coreOnly);
      const bool full = count.green == count.total;
      page << " " << (full ? "✔ " : "") << cellText(count) << " |";
    }
    page << "\n";
  }
  return page.str();
}

}  // namespace

std::string matrixPage(const Results& results, const Steps& steps) {
  std::ostringstream page;
  page
      << "# The matrix\n\n"
      << "Every case of every suite runs on every step (slow ones on their own "
         "and the newest\nonly; they are not counted here). A cell is the "
         "number "
         "of green\ncases of the suite (column) on the step (line). From its "
         "own step on a suite is\ngreen (✔); before it is red, case by case, "
         "for a reason that is written down in\n`tests/rows.tsv`. What is "
         "green before its step is a *guard*: something that POCO\ngives or "
         "that could only be lost later. \"(nothing)\" is a program that "
         "accepts a\nconnection and closes it.\n\n"
      << "Written by `./hop matrix`; a test compares it with a fresh run.\n\n"
      << "## All rows\n\n"
      << markdownTable(results, steps, false) << "\n## Core rows\n\n"
      << "The idea of each step: what a learner can reach in twenty "
         "minutes.\n\n"
      << markdownTable(results, steps, true);
  return page.str();
}

std::string matrixText(const Results& results, const Steps& steps) {
  std::ostringstream text;
  std::string line(kNameColumns, ' ');
  for (const auto& step : steps) line += "  " + twoDigits(step.first) + "    ";
  text << line << "\n";
  for (const auto& [number, verdicts] : results) {
    line = number == 0 ? "(nothing)"
                       : steps.at(static_cast<std::size_t>(number - 1)).second;
    line.resize(kNameColumns, ' ');
    for (const auto& step : steps) {
      const Count count = countSuite(verdicts, step.first, false);
      std::string cell =
          (count.green == count.total ? "*" : " ") + cellText(count);
      cell.resize(8, ' ');
      line += cell;
    }
    text << line << "\n";
  }
  return text.str();
}

void saveVerdicts(const std::string& path, const Verdicts& verdicts) {
  std::ofstream file(path);
  for (const auto& [id, verdict] : verdicts) {
    file << id << "\t" << verdict.colour << "\t" << verdict.reason << "\n";
  }
  if (!file) throw std::runtime_error("cannot write " + path);
}

Verdicts loadVerdicts(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no results in " + path);
  Verdicts verdicts;
  for (std::string text; std::getline(file, text);) {
    std::istringstream line(text);
    std::string id;
    Verdict verdict;
    std::getline(line, id, '\t');
    std::getline(line, verdict.colour, '\t');
    std::getline(line, verdict.reason);
    verdicts[id] = verdict;
  }
  return verdicts;
}

}  // namespace hop::matrix
