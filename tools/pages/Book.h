// SPDX-License-Identifier: MIT
#pragma once

#include "tools/manifest/Manifest.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hop::pages {

/// A page that is woven: the page of a step, or a page about all of them.
struct Page {
  std::filesystem::path path;
  std::optional<manifest::Step> step;  ///< empty: README.md, docs/
};

/// The checkout seen as a book: where each step's source and page are.
class Book final {
 public:
  Book(std::filesystem::path root, const manifest::Manifest& manifest)
      : root_(std::move(root)), manifest_(manifest) {}

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] const manifest::Manifest& manifest() const { return manifest_; }
  [[nodiscard]] std::filesystem::path source(const manifest::Step& step) const;
  [[nodiscard]] Page page(const manifest::Step& step) const;
  /// README.md and those pages of docs/ that are not generated as a whole.
  [[nodiscard]] std::vector<Page> otherPages() const;
  /// The neighbours in the manifest, planned ones too; nullptr at the ends.
  [[nodiscard]] const manifest::Step* before(const manifest::Step& step) const;
  [[nodiscard]] const manifest::Step* after(const manifest::Step& step) const;

 private:
  [[nodiscard]] const manifest::Step* numbered(int number) const;

  std::filesystem::path root_;
  const manifest::Manifest& manifest_;
};

}  // namespace hop::pages
