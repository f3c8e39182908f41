// SPDX-License-Identifier: MIT
#include "tools/workshop/Check.h"

#include "tools/workshop/Folder.h"
#include "tools/workshop/Trial.h"

#include <algorithm>

namespace hop::workshop {

namespace {

using Clock = std::chrono::steady_clock;

/// Of the steps before: when so many fail, more would not tell more, and a
/// program that hangs would take its time over each.
constexpr std::size_t kMostFailures = 4;

std::size_t count(const std::vector<Verdict>& verdicts,
                  bool (Verdict::*wanted)() const) {
  return static_cast<std::size_t>(
      std::count_if(verdicts.begin(), verdicts.end(),
                    [&](const auto& verdict) { return (verdict.*wanted)(); }));
}

void judge(const Shop& shop, const manifest::Step& step,
           const Listener& listener, Outcome& outcome) {
  const auto cases = casesUpTo(shop, step.number, outcome.rows);
  const auto program = Folder(shop.work).program(step.slug);
  Job own{{}, program};
  Job before{{}, program, kMostFailures};
  for (const Case& one : cases) {
    (one.step == step.number ? own : before).cases.push_back(one);
  }
  bool goOn = true;
  const auto heard = [&](const Verdict& verdict) {
    return goOn = listener.heard(verdict, cases.size());
  };
  const auto ownVerdicts = run(own, heard);
  listener.ownRows(ownVerdicts);
  if (!goOn) before.cases.clear();
  outcome.verdicts = run(before, heard);
  outcome.verdicts.insert(outcome.verdicts.end(), ownVerdicts.begin(),
                          ownVerdicts.end());
}

}  // namespace

std::size_t Outcome::passed() const {
  return count(verdicts, &Verdict::green);
}

std::size_t Outcome::failed() const {
  return count(verdicts, &Verdict::failed);
}

bool Outcome::green() const {
  return !problem && !verdicts.empty() && passed() == verdicts.size();
}

const Verdict* Outcome::firstFailure() const {
  const auto found =
      std::find_if(verdicts.begin(), verdicts.end(),
                   [](const auto& verdict) { return verdict.failed(); });
  return found == verdicts.end() ? nullptr : &*found;
}

Outcome check(const Shop& shop, const manifest::Step& step, Rows rows,
              const Listener& listener) {
  const auto begin = Clock::now();
  Outcome outcome;
  outcome.rows = rows;
  outcome.problem = compile(shop, step);
  if (!outcome.problem) {
    outcome.problem = tryStart(Folder(shop.work).program(step.slug));
  }
  if (!outcome.problem) {
    listener.built();
    judge(shop, step, listener, outcome);
  }
  outcome.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return outcome;
}

}  // namespace hop::workshop
