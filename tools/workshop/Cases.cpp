// SPDX-License-Identifier: MIT
#include "tools/workshop/Cases.h"

#include "tools/cases/Cases.h"
#include "tools/pages/Rows.h"
#include "tools/pages/Text.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace hop::workshop {

namespace {

/// Row id to the name that GoogleTest knows.
std::map<std::string, std::string> list(const std::filesystem::path& program) {
  if (!std::filesystem::exists(program)) {
    throw NotReady(program.filename().string() +
                   " is not built. It needs GoogleTest: ./hop doctor");
  }
  std::map<std::string, std::string> names;
  try {
    for (const auto& name : cases::list(program.string())) {
      names[name.id] = name.filter;
    }
  } catch (const std::runtime_error& error) {
    throw NotReady(error.what());
  }
  return names;
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
