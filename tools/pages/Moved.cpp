// SPDX-License-Identifier: MIT
#include "tools/pages/Moved.h"

#include "tools/pages/StepDiff.h"

#include <Poco/String.h>

#include <algorithm>

namespace hop::pages {

namespace fs = std::filesystem;

namespace {

/// "}" and "return true;" stand in every file: such a line moved only if the
/// line before or after it did.
constexpr std::size_t kTelling = 16;
/// One line that also stands in common/ is chance; so many of them are a
/// piece of code.
constexpr std::ptrdiff_t kPiece = 3;

bool isSource(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cpp";
}

}  // namespace

Moved::Moved(const fs::path& common) {
  if (!fs::is_directory(common)) return;
  for (const auto& entry : fs::recursive_directory_iterator(common)) {
    if (!entry.is_regular_file() || !isSource(entry.path())) continue;
    Lines lines = splitLines(readFile(entry.path()));
    for (auto& line : lines) Poco::trimInPlace(line);
    std::sort(lines.begin(), lines.end());
    const fs::path name = entry.path().lexically_relative(common);
    sources_.push_back({(common.filename() / name).string(), lines});
  }
  // The order in which a file system lists its files is nobody's promise.
  std::sort(sources_.begin(), sources_.end(),
            [](const Source& a, const Source& b) { return a.name < b.name; });
}

bool Moved::Source::has(const std::string& line) const {
  return std::binary_search(sorted.begin(), sorted.end(), line);
}

std::string Moved::fileWith(const std::string& line) const {
  for (const auto& source : sources_) {
    if (source.has(line)) return source.name;
  }
  return {};
}

void Moved::mark(Hunk& hunk) const {
  std::vector<DiffLine*> run;
  for (auto& line : hunk.lines) {
    if (line.kind == DiffLine::Kind::Removed) {
      run.push_back(&line);
    } else {
      markRun(run);
      run.clear();
    }
  }
  markRun(run);
}

void Moved::markRun(std::vector<DiffLine*>& run) const {
  for (auto* line : run) {
    const std::string text = Poco::trim(line->text);
    if (isCode(text) && text.size() >= kTelling) line->movedTo = fileWith(text);
  }
  // Backwards first: a comment stands before its code.
  for (std::size_t i = run.size(); i-- > 1;) follow(*run[i], *run[i - 1]);
  for (std::size_t i = 1; i < run.size(); ++i) follow(*run[i - 1], *run[i]);
  forgetScraps(run);
}

void Moved::forgetScraps(const std::vector<DiffLine*>& run) {
  const auto moved = [](const DiffLine* line) {
    return !line->movedTo.empty();
  };
  for (auto from = run.begin(); from != run.end();) {
    from = std::find_if(from, run.end(), moved);
    const auto to = std::find_if_not(from, run.end(), moved);
    const auto code = std::count_if(
        from, to, [](const DiffLine* line) { return isCode(line->text); });
    if (code < kPiece) {
      std::for_each(from, to, [](DiffLine* line) { line->movedTo.clear(); });
    }
    from = to;
  }
}

void Moved::follow(const DiffLine& leader, DiffLine& line) const {
  const std::string text = Poco::trim(line.text);
  if (!line.movedTo.empty() || leader.movedTo.empty()) return;
  if (!isCode(text)) {
    line.movedTo = leader.movedTo;
  } else if (text.size() < kTelling) {
    for (const auto& source : sources_) {
      if (source.name == leader.movedTo && source.has(text)) {
        line.movedTo = source.name;
      }
    }
  }
}

}  // namespace hop::pages
