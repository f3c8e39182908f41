// SPDX-License-Identifier: MIT
#include "tools/workshop/Cases.h"

#include "tools/pages/Rows.h"
#include "tools/pages/Text.h"
#include "tools/process/ChildProcess.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <sstream>

namespace hop::workshop {

namespace {

/// "R05_01_Words" is row 05-01, "CL28_Words" row CL28, "E_01_Words" row E-01:
/// the names that the macro CASE of tests/support makes.
std::string rowIdOf(const std::string& name) {
  const bool numbered = name.size() > 1 && name[0] == 'R' &&
                        std::isdigit(static_cast<unsigned char>(name[1])) != 0;
  const bool two = numbered || name.starts_with("E_");
  const auto first = name.find('_');
  std::string id = name.substr(0, two ? name.find('_', first + 1) : first);
  if (numbered) id.erase(0, 1);
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

/// Row id to the name that GoogleTest knows.
std::map<std::string, std::string> list(const std::filesystem::path& program) {
  if (!std::filesystem::exists(program)) {
    throw NotReady(program.filename().string() +
                   " is not built. It needs GoogleTest: ./hop doctor");
  }
  process::ChildProcess child({{program.string(), "--gtest_list_tests"}});
  const auto status = child.wait(std::chrono::seconds(30));
  if (!status || !status->ok()) {
    throw NotReady(program.string() + " cannot list its cases");
  }
  std::map<std::string, std::string> cases;
  std::istringstream lines(child.standardOutput());
  std::string suite;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('.')) suite = line;
    if (!line.starts_with("  ")) continue;
    cases[rowIdOf(line.substr(2))] = suite + line.substr(2);
  }
  return cases;
}

std::filesystem::path programOf(const Shop& shop, int step, Rows rows) {
  if (rows == Rows::All) return shop.bin / "hop-cases";
  return shop.bin / ("hop-core-" + pages::twoDigits(step));
}

}  // namespace

std::vector<Case> casesUpTo(const Shop& shop, int step, Rows rows) {
  std::map<std::filesystem::path, std::map<std::string, std::string>> known;
  std::vector<Case> cases;
  for (const auto& row :
       pages::readRows(shop.book.root() / "tests" / "rows.tsv")) {
    const bool wanted = rows == Rows::Core ? row.core : !row.slow;
    if (row.since > step || !wanted || row.waived) continue;
    const auto program = programOf(shop, row.since, rows);
    if (!known.contains(program)) known[program] = list(program);
    const auto& names = known[program];
    const auto found = names.find(row.id);
    if (found == names.end()) {
      throw NotReady("there is no case for row " + row.id + " in " +
                     program.string());
    }
    cases.push_back({row.id, row.sentence, row.since, program, found->second});
  }
  std::stable_sort(
      cases.begin(), cases.end(),
      [](const auto& a, const auto& b) { return a.step < b.step; });
  return cases;
}

}  // namespace hop::workshop
