// SPDX-License-Identifier: MIT
#include "tools/workshop/Start.h"

#include "tools/pages/LineDiff.h"
#include "tools/pages/StepDiff.h"
#include "tools/pages/Text.h"
#include "tools/workshop/Chunks.h"

#include <Poco/String.h>
#include <Poco/TemporaryFile.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace hop::workshop {

namespace {

using Kind = pages::DiffLine::Kind;

/// Knows what the manifest gives: regions by name, definitions that are in no
/// region by the words they begin with ("struct Refused"), and, behind "- ",
/// lines of the step before that have to go ("- const auto& in").
class Given final {
 public:
  /// @param always regions that need no saying.
  Given(const manifest::Step& step, std::set<std::string> always)
      : step_(step), used_(std::move(always)) {}

  [[nodiscard]] bool has(const SourceLine& line) {
    return std::any_of(line.regions.begin(), line.regions.end(),
                       [this](const auto& name) { return uses(name); });
  }
  [[nodiscard]] bool takesAway(const SourceLine& line) {
    const std::string text = "- " + Poco::trim(line.text);
    return has(line) ||
           std::any_of(step_.given.begin(), step_.given.end(),
                       [&](const auto& item) {
                         return text.starts_with(item) && uses(item);
                       });
  }
  [[nodiscard]] bool has(const Chunk& chunk) {
    return std::any_of(step_.given.begin(), step_.given.end(),
                       [&](const auto& item) {
                         return chunk.key.starts_with(item) && uses(item);
                       });
  }
  /// A slip in the manifest would silently leave a learner without it.
  void requireAllUsed() const {
    for (const auto& item : step_.given) {
      if (used_.contains(item)) continue;
      throw std::invalid_argument(step_.slug + " has no '" + item +
                                  "' to give: see steps/steps.json");
    }
  }

 private:
  bool uses(const std::string& item) {
    const auto& list = step_.given;
    if (std::find(list.begin(), list.end(), item) == list.end()) return false;
    used_.insert(item);
    return true;
  }

  const manifest::Step& step_;
  std::set<std::string> used_;
};

const Chunk* find(const Source& source, const std::string& key) {
  const auto found =
      std::find_if(source.chunks.begin(), source.chunks.end(),
                   [&](const Chunk& chunk) { return chunk.key == key; });
  return found == source.chunks.end() ? nullptr : &*found;
}

std::string textOf(const std::vector<SourceLine>& lines) {
  std::string text;
  for (const auto& line : lines) text += line.text + "\n";
  return text;
}

const SourceLine& numbered(const Chunk& chunk, int number) {
  return chunk.lines.at(static_cast<std::size_t>(number) - 1);
}

/// Line by line: of what changed, only what is given.
std::string mixed(const Chunk& before, const Chunk& after, Given& given) {
  Poco::TemporaryFile one;
  Poco::TemporaryFile two;
  pages::writeFile(one.path(), textOf(before.lines));
  pages::writeFile(two.path(), textOf(after.lines));
  constexpr int all = 1'000'000;  // lines of context
  std::string text;
  for (const auto& hunk : pages::diffFiles(one.path(), two.path(), all)) {
    for (const auto& line : hunk.lines) {
      const bool keep =
          line.kind == Kind::Same ||
          (line.kind == Kind::Added
               ? given.has(numbered(after, line.newLine))
               : !given.takesAway(numbered(before, line.oldLine)));
      if (keep) text += line.text + "\n";
    }
  }
  return text;
}

/// Every definition of the step: as it was, as it is, or not yet.
std::string bodyText(const Source& before, const Source& after, Given& given) {
  std::string body;
  for (const Chunk& chunk : after.chunks) {
    const Chunk* const old = find(before, chunk.key);
    std::string text;
    if (old == nullptr) {
      // All of it, or the lines of it that are in a given region.
      const bool whole = given.has(chunk);
      for (const auto& line : chunk.lines) {
        if (whole || given.has(line)) text += line.text + "\n";
      }
    } else {
      text = *old == chunk ? textOf(old->lines) : mixed(*old, chunk, given);
    }
    if (!text.empty()) body += "\n" + text;
  }
  return body;
}

bool isInclude(const std::string& line) {
  return line.starts_with("#include");
}

/// "StreamCopier" of "#include <Poco/StreamCopier.h>".
std::string stemOf(const std::string& include) {
  const auto slash = include.find_last_of("/<\"", include.size() - 2) + 1;
  return include.substr(slash, include.find_first_of(".>\"", slash) - slash);
}

/// An alias that stands for a whole layer: "using HTTPServer = ...".
bool isAlias(const std::string& line) {
  return line.starts_with("using ") && line.find('=') != line.npos;
}

/// The step's preamble; but where the layer below is not given, with the
/// aliases of the step before: swapping it is part of the step.
std::vector<std::string> preambleOf(const Source& before, const Source& after,
                                    bool swapped) {
  std::vector<std::string> lines = after.preamble;
  for (auto& line : lines) {
    if (swapped || !isAlias(line)) continue;
    const std::string name = line.substr(0, line.find('=') + 1);
    for (const auto& old : before.preamble) {
      if (old.starts_with(name)) line = old;
    }
  }
  return lines;
}

/// And the includes that the code of the step before still needs.
std::string preambleText(const Source& before,
                         const std::vector<std::string>& preamble,
                         const std::string& body) {
  std::string code = body;
  for (const auto& line : preamble) code += isAlias(line) ? line : "";
  std::string text;
  std::string last;
  for (const auto& line : preamble) {
    if (last.starts_with("#include <Poco") && line.empty()) {
      for (const auto& old : before.preamble) {
        if (isInclude(old) && code.find(stemOf(old)) != code.npos &&
            std::find(preamble.begin(), preamble.end(), old) ==
                preamble.end()) {
          text += old + "\n";
        }
      }
    }
    text += line + "\n";
    last = line;
  }
  return text;
}

Source sourceBefore(const pages::Book& book, const manifest::Step& step) {
  const auto* const before = book.before(step);
  return readSource(before != nullptr
                        ? book.source(*before)
                        : book.root() / "tools" / "workshop" / "nothing.cpp");
}

}  // namespace

std::string startText(const pages::Book& book, const manifest::Step& step) {
  const Source from = sourceBefore(book, step);
  const Source to = readSource(book.source(step));
  Given given(step, to.preambleRegions);
  const std::string body = bodyText(from, to, given);
  given.requireAllUsed();
  const bool swapped = std::find(step.given.begin(), step.given.end(),
                                 "swap") != step.given.end();
  return preambleText(from, preambleOf(from, to, swapped), body) + body;
}

std::size_t linesToWrite(const pages::Book& book, const manifest::Step& step) {
  Poco::TemporaryFile start;
  Poco::TemporaryFile goal;
  pages::writeFile(start.path(), startText(book, step));
  pages::writeFile(goal.path(), withoutMarkers(book.source(step)));
  std::size_t count = 0;
  for (const auto& hunk : pages::diffFiles(start.path(), goal.path())) {
    for (const auto& line : hunk.lines) {
      if (line.kind == Kind::Added && pages::isCode(line.text)) ++count;
    }
  }
  return count;
}

std::vector<std::string> newlyGiven(const pages::Book& book,
                                    const manifest::Step& step) {
  Poco::TemporaryFile start;
  pages::writeFile(start.path(), startText(book, step));
  const Source before = sourceBefore(book, step);
  std::vector<std::string> keys;
  for (const Chunk& chunk : readSource(start.path()).chunks) {
    if (find(before, chunk.key) == nullptr) keys.push_back(chunk.key);
  }
  return keys;
}

}  // namespace hop::workshop
