// SPDX-License-Identifier: MIT
#include "tools/pages/Console.h"

#include "tools/pages/PageError.h"
#include "tools/pages/Snippets.h"

#include <sstream>
#include <stdexcept>

namespace hop::pages {

namespace {

std::vector<std::string> wordsOf(const std::string& text) {
  std::istringstream input(text);
  std::vector<std::string> words;
  for (std::string word; input >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> commandsOf(const Block& block, const Lines& lines) {
  std::vector<std::string> commands;
  bool more = false;
  for (int line = block.open + 1; line < block.close; ++line) {
    const auto& text = lines[static_cast<std::size_t>(line) - 1];
    if (more) {
      commands.back() += "\n" + text;
    } else if (text.starts_with("$ ")) {
      commands.push_back(text.substr(2));
    } else {
      continue;
    }
    more = text.ends_with('\\');
  }
  return commands;
}

void readUpstream(const std::string& value, Scene& scene) {
  if (value == "none") {
    scene.upstream = Scene::Upstream::None;
  } else if (value == "h2c") {
    scene.scheme = value;
  } else if (value.empty() || value.starts_with('/')) {
    scene.base = value;
  } else {
    throw std::runtime_error("upstream is 'none', 'h2c' or a path: /base");
  }
}

}  // namespace

Scene readScene(const Book& book, const Page& page, const Block& block,
                const Lines& lines) {
  Scene scene;
  scene.options = wordsOf(block.attribute("options"));
  scene.commands = commandsOf(block, lines);
  if (block.attribute("step") != "none") scene.step = stepOf(book, page, block);
  try {
    readUpstream(block.attribute("upstream"), scene);
    if (scene.commands.empty()) {
      throw std::runtime_error("a console needs a line that begins with '$ '");
    }
  } catch (const std::runtime_error& error) {
    throw PageError(page.path, block.open, error.what());
  }
  return scene;
}

Lines record(const Page& page, const Block& block, const Scene& scene,
             const Recorder& recorder) {
  try {
    const auto outputs = recorder(scene);
    Lines lines{"```console"};
    for (std::size_t i = 0; i < scene.commands.size(); ++i) {
      lines.push_back("$ " + scene.commands[i]);
      lines.insert(lines.end(), outputs.at(i).begin(), outputs.at(i).end());
    }
    lines.emplace_back("```");
    return lines;
  } catch (const std::runtime_error& error) {
    throw PageError(page.path, block.open, error.what());
  }
}

}  // namespace hop::pages
