// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"

#include "tools/hop/Command.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/RecordLab.h"
#include "tools/pages/Player.h"
#include "tools/pages/Weave.h"

#include <algorithm>
#include <iostream>

namespace hop::tool {

namespace {

struct Order {
  std::vector<pages::Page> pages;
  bool lab = false;  ///< the lab's recordings too
  bool check = false;
  bool console = true;
};

/// A page and what weaving makes of it.
struct Woven {
  pages::Page page;
  std::string text;
};

std::vector<pages::Page> pagesNamed(const pages::Book& book,
                                    const std::string& name) {
  if (name == "lab") return {};
  if (name == "readme") return book.otherPages();
  if (name != "all") return {book.page(book.manifest().find(name))};
  std::vector<pages::Page> pages;
  for (const auto& step : book.manifest().written()) {
    pages.push_back(book.page(step));
  }
  for (const auto& page : book.otherPages()) pages.push_back(page);
  return pages;
}

Order understand(const pages::Book& book, const Arguments& arguments) {
  const auto line = parseCommandLine(
      arguments, {{"check", ""}, {"no-console", ""}}, Unknown::Refuse);
  if (line.words.size() != 1) {
    throw cli::UsageError("which page? Say N, all, readme or lab");
  }
  const std::string& name = line.words[0];
  return {pagesNamed(book, name), name == "lab" || name == "all",
          line.has("check"), !line.has("no-console")};
}

std::string nameOf(const Context& context, const pages::Page& page) {
  return page.path.lexically_relative(context.root).string();
}

/// All pages before the first is written: an error leaves them all alone.
std::vector<Woven> weaveAll(const Context& context, const pages::Book& book,
                            const Order& order) {
  const auto recorder =
      order.console ? pages::player(context.bin) : pages::Recorder();
  std::vector<Woven> woven;
  for (const auto& page : order.pages) {
    std::cerr << nameOf(context, page) << " ...\n";
    woven.push_back({page, pages::weave(book, page, recorder)});
  }
  return woven;
}

int check(const Context& context, const std::vector<Woven>& woven) {
  int code = 0;
  for (const auto& [page, text] : woven) {
    const std::string difference = pages::staleness(page, text);
    if (difference.empty()) continue;
    std::cout << nameOf(context, page) << " is not up to date (- as it is, "
              << "+ as it should be):\n"
              << difference;
    code = 1;
  }
  std::cout << (code == 0 ? "up to date\n" : "./hop record updates it\n");
  return code;
}

}  // namespace

int runRecord(const Context& context, const Arguments& arguments) {
  const pages::Book book(context.root, context.manifest);
  const Order order = understand(book, arguments);
  const auto woven = weaveAll(context, book, order);
  int code = order.lab ? recordLab(context, order.check) : 0;
  if (order.check) return std::max(code, check(context, woven));
  for (const auto& [page, text] : woven) {
    const bool changed = text != pages::readFile(page.path);
    if (changed) pages::writeFile(page.path, text);
    std::cout << nameOf(context, page) << ": "
              << (changed ? "written\n" : "was up to date\n");
  }
  return code;
}

}  // namespace hop::tool
