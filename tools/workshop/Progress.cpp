// SPDX-License-Identifier: MIT
#include "tools/workshop/Progress.h"

#include "tools/pages/Text.h"

#include <algorithm>
#include <sstream>

namespace hop::workshop {

Progress Progress::load(const std::filesystem::path& path) {
  Progress progress;
  if (!std::filesystem::exists(path)) return progress;
  for (const auto& line : pages::splitLines(pages::readFile(path))) {
    std::istringstream words(line);
    std::string word;
    std::string slug;
    int count = 0;
    words >> word >> slug >> count;
    if (word == "step") progress.step = slug;
    if (word == "hints") progress.hints[slug] = std::clamp(count, 0, 3);
    if (word == "core") progress.core.insert(slug);
    if (word == "all") progress.all.insert(slug);
  }
  return progress;
}

void Progress::save(const std::filesystem::path& path) const {
  std::string text = "# Your progress; ./hop status draws it.\n";
  // Bash reads this line: ./hop check builds the cases up to here.
  text += "step " + step + "\n";
  for (const auto& [slug, count] : hints) {
    text += "hints " + slug + " " + std::to_string(count) + "\n";
  }
  for (const auto& slug : core) text += "core " + slug + "\n";
  for (const auto& slug : all) text += "all " + slug + "\n";
  pages::writeFile(path, text);
}

}  // namespace hop::workshop
