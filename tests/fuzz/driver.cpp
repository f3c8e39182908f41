// SPDX-License-Identifier: MIT
// Stands in for libFuzzer where there is none: runs every input of the given
// files and directories, and a number of mutations of each, always the same.
//
//     fuzz_head [--mutations=N] [--seconds=N] [--dict=FILE] CORPUS...
//
// A finding is an abort; its input is printed, and kept in fuzz-finding.
#include "tests/fuzz/Mutator.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Inputs = std::vector<std::string>;

constexpr std::uint64_t kSeed = 9112;

struct Options {
  std::size_t mutations = 200;  ///< of each input
  /// Enough on a slow machine, in a build that checks everything.
  std::chrono::seconds patience{10};
  Inputs words;  ///< of a dictionary as libFuzzer has them
  std::vector<fs::path> places;
};

/// What runs now; the signal handler wants to know.
std::string& current() {
  static std::string input;
  return input;
}

/// No stream may be used here: the heap may be what is broken.
void tellInput(int) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::FILE* const file = std::fopen("fuzz-finding", "wb");
  if (file != nullptr) {
    std::fwrite(current().data(), 1, current().size(), file);
    std::fclose(file);
  }
  std::fputs("The input, also in the file fuzz-finding:\n", stderr);
  for (const char c : current()) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x20 && octet < 0x7f && octet != '\\') {
      std::fputc(octet, stderr);
    } else {
      std::fprintf(stderr, "\\x%c%c", kDigits[octet / 16], kDigits[octet % 16]);
    }
  }
  std::fputc('\n', stderr);
  std::_Exit(1);
}

/// A copy of the exact size, so that a sanitizer sees a step too far. An
/// exception that gets here is a finding like any other.
void run(std::string input) noexcept {
  current() = std::move(input);
  const std::vector<std::uint8_t> octets(current().begin(), current().end());
  (void)LLVMFuzzerTestOneInput(octets.data(), octets.size());
}

Inputs readAll(const std::vector<fs::path>& places) {
  std::vector<fs::path> files;
  for (const auto& place : places) {
    if (fs::is_directory(place)) {
      const fs::directory_iterator entries(place);
      files.insert(files.end(), begin(entries), end(entries));
    } else {
      files.push_back(place);
    }
  }
  std::sort(files.begin(), files.end());
  Inputs inputs;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    inputs.emplace_back(std::istreambuf_iterator<char>(stream),
                        std::istreambuf_iterator<char>());
  }
  return inputs;
}

/// A word of a dictionary: "..." with \\, \" and \xHH in it.
std::string unescape(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      word += text[i];
    } else if (text.substr(i + 1, 1) == "x") {
      word += static_cast<char>(
          std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      word += text.substr(++i, 1);
    }
  }
  return word;
}

Inputs readWords(const std::string& file) {
  std::ifstream stream(file);
  Inputs words;
  for (std::string line; std::getline(stream, line);) {
    const auto begin = line.find('"');
    const auto end = line.rfind('"');
    if (line.starts_with('#') || begin == end) continue;
    words.push_back(
        unescape(std::string_view(line).substr(begin + 1, end - begin - 1)));
  }
  if (words.empty()) throw std::runtime_error("no word in " + file);
  return words;
}

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  for (const auto& argument : arguments) {
    if (argument.starts_with("--mutations=")) {
      options.mutations = std::stoul(argument.substr(12));
    } else if (argument.starts_with("--seconds=")) {
      options.patience = std::chrono::seconds(std::stol(argument.substr(10)));
    } else if (argument.starts_with("--dict=")) {
      options.words = readWords(argument.substr(7));
    } else {
      options.places.emplace_back(argument);
    }
  }
  return options;
}

/// Round after round over all inputs, so that a machine that is too slow has
/// still seen something of each. @return how many runs there were.
std::size_t runMutations(const Inputs& inputs, const Options& options) {
  const auto end = Clock::now() + options.patience;
  hop::fuzz::Mutator mutator(inputs, options.words, kSeed);
  std::size_t runs = 0;
  for (std::size_t round = 0; round < options.mutations; ++round) {
    for (const auto& input : inputs) {
      if (Clock::now() >= end) {
        std::cout << "out of time in round " << round << "\n";
        return runs;
      }
      run(mutator.change(input));
      ++runs;
    }
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) try {
  const Options options = parse({argv + 1, argv + argc});
  const Inputs inputs = readAll(options.places);
  if (inputs.empty()) throw std::runtime_error("there is no input");
  (void)std::signal(SIGABRT, tellInput);
  for (const auto& input : inputs) run(input);
  const auto runs = runMutations(inputs, options);
  std::cout << inputs.size() << " inputs and " << runs
            << " mutations of them, no finding\n";
} catch (const std::exception& error) {
  std::cerr << argv[0] << ": " << error.what() << "\n";
  return 2;
}
