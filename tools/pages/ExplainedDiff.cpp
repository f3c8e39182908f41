// SPDX-License-Identifier: MIT
#include "tools/pages/ExplainedDiff.h"

#include "tools/pages/ShownRegion.h"
#include "tools/pages/StepDiff.h"

#include <Poco/String.h>

#include <algorithm>

namespace hop::pages {

namespace {

constexpr std::size_t kLines = 14;
constexpr std::size_t kColumns = 72;
constexpr std::size_t kCoveredPercent = 60;

/// The checks of one step, one after the other.
class Check final {
 public:
  Check(const Book& book, const manifest::Step& step)
      : step_(step),
        page_(book.page(step).path),
        source_(book.source(step)),
        shown_(shownRegions(book, step)) {
    if (book.before(step) != nullptr) diff_ = stepDiff(book, step);
  }

  Violations run() {
    checkManifest();
    for (const auto& shown : shown_) checkSize(shown);
    if (!diff_.hunks.empty()) {
      for (const auto& hunk : diff_.hunks) checkHunk(hunk);
      for (const auto& shown : shown_) checkTouched(shown);
      checkCoverage();
    }
    return violations_;
  }

 private:
  void complain(const std::filesystem::path& file, int line,
                const std::string& sentence) {
    violations_.push_back(file.string() + ":" + std::to_string(line) + ": " +
                          sentence);
  }

  void checkManifest() {
    const auto& names = step_.shown;
    for (const auto& shown : shown_) {
      const auto& name = shown.region.name;
      const bool own = shown.source == ShownRegion::Source::Step;
      if (own && std::count(names.begin(), names.end(), name) == 0) {
        complain(page_, shown.block.open,
                 "region '" + name + "' is not among 'shown' in steps.json");
      }
    }
    for (const auto& name : names) {
      if (!isShown(name)) {
        complain(page_, 1, "region '" + name + "' is not shown");
      }
    }
  }

  [[nodiscard]] bool isShown(const std::string& name) const {
    return std::any_of(shown_.begin(), shown_.end(),
                       [&name](const ShownRegion& shown) {
                         return shown.source == ShownRegion::Source::Step &&
                                shown.region.name == name;
                       });
  }

  void checkSize(const ShownRegion& shown) {
    const auto limit = [&](std::size_t size, const std::string& noun,
                           std::size_t most) {
      if (size <= most) return false;
      complain(page_, shown.block.open,
               "region '" + shown.region.name + "' has " + plural(size, noun) +
                   " of at most " + std::to_string(most));
      return true;
    };
    limit(shown.text.size(), "line", kLines);
    for (const auto& line : shown.text) {
      if (limit(line.size(), "column", kColumns))
        violations_.back() += ": " + line;
    }
  }

  /// Includes and using lines explain themselves.
  static bool needsWords(const DiffLine& line) {
    const std::string text = Poco::trim(line.text);
    return line.counts && !text.starts_with("#include") &&
           !text.starts_with("using ");
  }

  void checkHunk(const Hunk& hunk) {
    const DiffLine* first = nullptr;
    for (const auto& line : hunk.lines) {
      if (!line.changed()) continue;
      if (claimed(line)) return;
      if (first == nullptr && needsWords(line)) first = &line;
    }
    if (first != nullptr) {
      complain(
          source_, first->newLine,
          "the page shows no region of this hunk: " + Poco::trim(first->text));
    }
  }

  [[nodiscard]] bool claimed(const DiffLine& line) const {
    return std::any_of(
        shown_.begin(), shown_.end(),
        [&line](const ShownRegion& shown) { return shown.holds(line); });
  }

  void checkTouched(const ShownRegion& shown) {
    if (shown.source != ShownRegion::Source::Step) return;
    for (const auto& hunk : diff_.hunks) {
      for (const auto& line : hunk.lines) {
        if (line.changed() && shown.holds(line)) return;
      }
    }
    complain(page_, shown.block.open,
             "region '" + shown.region.name + "' did not change in this step");
  }

  void checkCoverage() {
    std::size_t covered = 0;
    for (const auto& hunk : diff_.hunks) {
      for (const auto& line : hunk.lines) {
        covered += line.counts && claimed(line) ? 1 : 0;
      }
    }
    const std::size_t all = diff_.changedCodeLines();
    if (covered * 100 < all * kCoveredPercent) {
      complain(page_, 1,
               "the regions shown cover " + std::to_string(covered) + " of " +
                   plural(all, "changed code line") + ", less than " +
                   std::to_string(kCoveredPercent) + " %");
    }
  }

  const manifest::Step& step_;
  std::filesystem::path page_;
  std::filesystem::path source_;
  std::vector<ShownRegion> shown_;
  StepDiff diff_;
  Violations violations_;
};

}  // namespace

Violations explainedDiff(const Book& book, const manifest::Step& step) {
  return Check(book, step).run();
}

}  // namespace hop::pages
