// SPDX-License-Identifier: MIT
#include "tools/pages/Marker.h"

#include "tools/pages/PageError.h"

#include <Poco/String.h>

#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace hop::pages {

namespace {

/// What a kind of block may be given.
struct Rule {
  bool argument;
  std::set<std::string> attributes;
};

const std::map<std::string, Rule>& rules() {
  static const std::map<std::string, Rule> kRules{
      {"snippet", {true, {"step", "after", "until"}}},
      {"diff", {true, {}}},
      {"console", {false, {"step", "options", "upstream"}}},
      {"facts", {false, {}}},
      {"links", {false, {}}},
      {"still-wrong", {false, {}}},
      {"matrix", {false, {}}}};
  return kRules;
}

/// The text between "<!--" and "-->"; empty when the line is something else.
std::string commentOf(const std::string& line) {
  const std::string text = Poco::trimRight(line);
  if (!text.starts_with("<!--") || !text.ends_with("-->")) return {};
  if (text.size() < 8) return {};
  return Poco::trim(text.substr(4, text.size() - 7));
}

/// Cuts at blanks; NAME="two words" is one word, without the quotes.
std::vector<std::string> wordsOf(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream input(text);
  std::string word;
  while (input >> word) {
    const auto quote = word.find("=\"");
    if (quote != std::string::npos) {
      std::string rest = word.substr(quote + 2);
      word.resize(quote + 1);
      if (rest.find('"') == std::string::npos) {
        std::string more;
        std::getline(input, more, '"');
        rest += more;
      }
      word += rest.substr(0, rest.find('"'));
    }
    words.push_back(word);
  }
  return words;
}

/// A comment for people is a sentence, or in capitals (SPDX, TODO).
bool looksLikeMarker(const std::vector<std::string>& words) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz-/:";
  return !words.empty() &&
         words[0].find_first_not_of(kLetters) == std::string::npos &&
         (words.size() == 1 || words[0].ends_with(':') ||
          rules().contains(words[0]));
}

void readWord(Marker& marker, const Rule& rule, const std::string& word) {
  const auto equals = word.find('=');
  if (equals != std::string::npos) {
    const std::string name = word.substr(0, equals);
    if (!rule.attributes.contains(name)) {
      throw std::runtime_error("'" + marker.kind + "' has no attribute '" +
                               name + "'");
    }
    marker.attributes[name] = word.substr(equals + 1);
  } else if (rule.argument && marker.argument.empty()) {
    marker.argument = word;
  } else {
    throw std::runtime_error("what does '" + word + "' mean here?");
  }
}

Marker understand(const std::vector<std::string>& words) {
  Marker marker;
  marker.kind = words[0];
  if (marker.kind.ends_with(':')) marker.kind.pop_back();
  marker.closes = marker.kind.starts_with('/');
  if (marker.closes) marker.kind.erase(0, 1);
  const auto rule = rules().find(marker.kind);
  if (rule == rules().end()) {
    throw std::runtime_error("unknown marker '" + words[0] + "'");
  }
  const Rule nothing{false, {}};
  for (std::size_t i = 1; i < words.size(); ++i) {
    readWord(marker, marker.closes ? nothing : rule->second, words[i]);
  }
  if (!marker.closes && rule->second.argument && marker.argument.empty()) {
    throw std::runtime_error("'" + marker.kind + "' needs a region's name");
  }
  return marker;
}

}  // namespace

std::optional<Marker> readMarker(const std::filesystem::path& page, int number,
                                 const std::string& line) {
  const auto words = wordsOf(commentOf(Poco::trimLeft(line)));
  if (!looksLikeMarker(words)) return std::nullopt;
  try {
    if (!line.starts_with("<!--")) {
      throw std::runtime_error("a marker begins in the first column");
    }
    return understand(words);
  } catch (const std::runtime_error& error) {
    throw PageError(page, number, error.what());
  }
}

}  // namespace hop::pages
