// SPDX-License-Identifier: MIT
#include "tools/workshop/Folder.h"

#include "tools/pages/Text.h"
#include "tools/workshop/Task.h"

#include <array>

namespace hop::workshop {

namespace fs = std::filesystem;

namespace {

bool stays(const fs::path& name) {
  return name == "build" || name == "old" || name == "progress.txt";
}

/// The first of old/1-NAME, old/2-NAME... whose number is free.
fs::path freePlace(const fs::path& old, const std::string& name) {
  int number = 0;
  if (fs::is_directory(old)) {
    for (const auto& entry : fs::directory_iterator(old)) {
      number = std::max(number, std::atoi(entry.path().filename().c_str()));
    }
  }
  return old / (std::to_string(number + 1) + "-" + name);
}

/// The step's own bill of materials, with the quick add_step() of Work.cmake.
std::string cmakeText(const Shop& shop, const manifest::Step& step) {
  const fs::path root = shop.book.root();
  std::string text =
      pages::readFile(root / "steps" / step.slug / "CMakeLists.txt");
  const std::string ours = "/../../cmake/AddStep.cmake";
  // Relative, so that a checkout may be moved.
  const auto way = fs::relative(root, shop.work).generic_string();
  const auto at = text.find(ours);
  if (at == std::string::npos) {
    throw std::runtime_error(step.slug + "/CMakeLists.txt includes no " + ours);
  }
  return text.replace(at, ours.size(),
                      "/" + way + "/tools/workshop/Work.cmake");
}

}  // namespace

fs::path Folder::mainFile() const {
  return path_ / "main.cpp";
}
fs::path Folder::buildDirectory() const {
  return path_ / "build";
}
fs::path Folder::progressFile() const {
  return path_ / "progress.txt";
}
fs::path Folder::program(const std::string& slug) const {
  return buildDirectory() / slug;
}

std::optional<fs::path> Folder::moveAside(const std::string& name) const {
  std::vector<fs::path> things;
  if (fs::is_directory(path_)) {
    for (const auto& entry : fs::directory_iterator(path_)) {
      if (!stays(entry.path().filename())) things.push_back(entry.path());
    }
  }
  if (things.empty()) return std::nullopt;
  const fs::path place = freePlace(path_ / "old", name);
  fs::create_directories(place);
  for (const auto& thing : things) {
    fs::rename(thing, place / thing.filename());
  }
  return place;
}

void furnish(const Shop& shop, const manifest::Step& step,
             const std::string& text) {
  fs::create_directories(shop.work);
  pages::writeFile(shop.work / "CMakeLists.txt", cmakeText(shop, step));
  pages::writeFile(shop.work / "TASK.md", taskText(shop.book, step));
  pages::writeFile(shop.work / "main.cpp", text);
}

}  // namespace hop::workshop
