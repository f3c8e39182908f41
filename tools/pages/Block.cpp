// SPDX-License-Identifier: MIT
#include "tools/pages/Block.h"

#include "tools/pages/Marker.h"
#include "tools/pages/PageError.h"

#include <optional>

namespace hop::pages {

namespace {

/// Walks over the lines of a page: outside of a block, in a fence, or in a
/// block.
class Finder final {
 public:
  explicit Finder(std::filesystem::path page) : page_(std::move(page)) {}

  void see(const std::string& line, int number) {
    if (!open_ && line.starts_with("```")) fenced_ = !fenced_;
    if (fenced_) return;
    const auto marker = readMarker(page_, number, line);
    if (!marker) return;
    marker->closes ? close(*marker, number) : begin(*marker, number);
  }

  std::vector<Block> blocks() {
    if (open_) {
      throw PageError(page_, open_->open,
                      "the block '" + open_->kind + "' is never closed");
    }
    return blocks_;
  }

 private:
  void begin(const Marker& marker, int number) {
    if (open_) {
      throw PageError(page_, number,
                      "a block begins inside the block '" + open_->kind +
                          "' of line " + std::to_string(open_->open));
    }
    open_ = Block{marker.kind, marker.argument, marker.attributes, number, 0};
  }

  void close(const Marker& marker, int number) {
    if (!open_ || open_->kind != marker.kind) {
      throw PageError(page_, number,
                      "there is no open block '" + marker.kind + "' to close");
    }
    open_->close = number;
    blocks_.push_back(*open_);
    open_.reset();
  }

  std::filesystem::path page_;
  std::vector<Block> blocks_;
  std::optional<Block> open_;
  bool fenced_ = false;
};

}  // namespace

std::string Block::attribute(const std::string& name) const {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second;
}

std::vector<Block> findBlocks(const std::filesystem::path& page,
                              const Lines& lines) {
  Finder finder(page);
  int number = 0;
  for (const auto& line : lines) finder.see(line, ++number);
  return finder.blocks();
}

}  // namespace hop::pages
