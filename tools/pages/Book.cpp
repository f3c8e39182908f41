// SPDX-License-Identifier: MIT
#include "tools/pages/Book.h"

#include <algorithm>

namespace hop::pages {

namespace fs = std::filesystem;

fs::path Book::source(const manifest::Step& step) const {
  return root_ / "steps" / step.slug / "main.cpp";
}

Page Book::page(const manifest::Step& step) const {
  return {root_ / "steps" / step.slug / "README.md", step};
}

std::vector<Page> Book::otherPages() const {
  std::vector<Page> pages;
  const fs::path docs = root_ / "docs";
  if (fs::is_directory(docs)) {
    for (const auto& entry : fs::directory_iterator(docs)) {
      const bool written = entry.path().filename() != "matrix.md";
      if (written && entry.path().extension() == ".md") {
        pages.push_back({entry.path(), std::nullopt});
      }
    }
  }
  std::sort(pages.begin(), pages.end(),
            [](const Page& a, const Page& b) { return a.path < b.path; });
  pages.insert(pages.begin(), {root_ / "README.md", std::nullopt});
  return pages;
}

const manifest::Step* Book::before(const manifest::Step& step) const {
  return numbered(step.number - 1);
}

const manifest::Step* Book::after(const manifest::Step& step) const {
  return numbered(step.number + 1);
}

const manifest::Step* Book::numbered(int number) const {
  for (const auto& step : manifest_.steps()) {
    if (step.number == number) return &step;
  }
  return nullptr;
}

}  // namespace hop::pages
