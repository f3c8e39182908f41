// SPDX-License-Identifier: MIT
#include "tests/bench/Arguments.h"

#include <exception>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace hop::bench {

namespace {

std::vector<std::size_t> parseNumbers(const std::string& text) {
  std::vector<std::size_t> numbers;
  std::istringstream list(text);
  for (std::string item; std::getline(list, item, ',');) {
    std::size_t used = 0;
    const auto value = item.empty() ? 0 : std::stoul(item, &used);
    if (used != item.size() || value == 0) {
      throw std::invalid_argument("not a number: " + text);
    }
    numbers.push_back(value);
  }
  if (numbers.empty()) throw std::invalid_argument("a number is missing");
  return numbers;
}

std::string usage(const std::string& program, const Arguments& defaults) {
  std::string text = "usage: " + program;
  for (const auto& [name, numbers] : defaults.numbers) {
    text += " [" + name + " " + (numbers.size() > 1 ? "N,N" : "N") + "]";
  }
  for (const auto& one : defaults.texts) {
    text += " [" + one.first + " TEXT]";
  }
  return text + (defaults.peers ? " [--no-peers]" : "") +
         " NAME=COMMAND...\n"
         "COMMAND is a step's program, or any command with {listen} and "
         "{upstream} in it\n";
}

}  // namespace

Arguments parseArguments(int argc, char** argv, Arguments defaults) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto option = defaults.numbers.find(words[i]);
    const auto text = defaults.texts.find(words[i]);
    if (option != defaults.numbers.end() && i + 1 < words.size()) {
      option->second = parseNumbers(words[++i]);
    } else if (text != defaults.texts.end() && i + 1 < words.size()) {
      text->second = words[++i];
    } else if (words[i] == "--no-peers") {
      defaults.peers = false;
    } else {
      defaults.candidates.push_back(parseCandidate(words[i]));
    }
  }
  if (defaults.candidates.empty()) {
    throw std::invalid_argument("no proxy to measure");
  }
  return defaults;
}

int runBench(int argc, char** argv, const Arguments& defaults,
             int (*bench)(const Arguments&)) {
  try {
    std::cout << std::fixed << std::setprecision(2);
    return bench(parseArguments(argc, argv, defaults));
  } catch (const std::invalid_argument& error) {
    std::cerr << error.what() << "\n" << usage(argv[0], defaults);
    return 2;
  } catch (const std::exception& error) {
    std::cerr << argv[0] << ": " << error.what() << "\n";
    return 1;
  }
}

}  // namespace hop::bench
