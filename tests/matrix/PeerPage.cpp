// SPDX-License-Identifier: MIT
#include "tests/matrix/PeerPage.h"

#include "tests/matrix/Table.h"
#include "tests/support/Rows.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace hop::matrix {

namespace {

/// The order of the page and of the slide.
const std::array<std::string, 4> kNames{"nginx", "haproxy", "apache", "go"};
const std::string kSection = "## Rows that all of them fail";

std::string contents(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, std::string> readVersions(const std::string& root) {
  std::istringstream lines(contents(root + "/tests/peers/versions.tsv"));
  std::map<std::string, std::string> versions;
  for (std::string name, version; lines >> name >> version;) {
    versions[name] = version;
  }
  return versions;
}

struct Count {
  int green = 0;
  int all = 0;
};

/// The rows of one suite, or of all (0).
Count countSuite(const Verdicts& verdicts, int suite) {
  Count count;
  for (const auto& [id, verdict] : verdicts) {
    const test::Row* row = test::findRow(id);
    if (row == nullptr || (suite != 0 && row->since != suite)) continue;
    ++count.all;
    if (verdict.colour == "green") ++count.green;
  }
  return count;
}

std::string cell(const Count& count) {
  return " " + std::to_string(count.green) + "/" + std::to_string(count.all) +
         " |";
}

int newestSuite(const PeerFacts& facts) {
  int newest = 0;
  for (const auto& [id, verdict] : facts.peers.begin()->second) {
    if (const auto* row = test::findRow(id)) {
      newest = std::max(newest, row->since);
    }
  }
  return newest;
}

/// One line per peer: all rows, and those of each step.
std::string totals(const PeerFacts& facts) {
  const int newest = newestSuite(facts);
  std::ostringstream text;
  std::string rule = "|---|---|---|";
  text << "| peer | version | all |";
  for (int suite = 1; suite <= newest; ++suite) {
    text << (suite < 10 ? " 0" : " ") << suite << " |";
    rule += "---|";
  }
  text << "\n" << rule << "\n";
  for (const auto& name : kNames) {
    text << "| " << name << " | " << facts.versions.at(name) << " |";
    for (int suite = 0; suite <= newest; ++suite) {
      text << cell(countSuite(facts.peers.at(name), suite));
    }
    text << "\n";
  }
  return text.str();
}

std::size_t countKind(const PeerFacts& facts, const std::string& peer,
                      const std::string& kind) {
  std::size_t count = 0;
  for (const auto& reason : facts.reasons) {
    if (reason.kind != kind) continue;
    count += rowsOf(reason, peer, facts.peers.at(peer)).size();
  }
  return count;
}

std::string kindTable(const PeerFacts& facts) {
  std::ostringstream text;
  text << "| kind | what it means |";
  for (const auto& name : kNames) text << " " << name << " |";
  text << "\n|---|---|---|---|---|---|\n";
  for (const auto& kind : kinds()) {
    text << "| `" << kind.name << "` | " << kind.meaning << " |";
    for (const auto& name : kNames) {
      text << " " << countKind(facts, name, kind.name) << " |";
    }
    text << "\n";
  }
  return text.str();
}

/// "nginx (05-01, 05-02), go (05-01)"
std::string whereOf(const Reason& reason, const PeerFacts& facts) {
  std::string text;
  for (const auto& name : kNames) {
    const auto rows = rowsOf(reason, name, facts.peers.at(name));
    if (rows.empty()) continue;
    std::string list;
    for (const auto& row : rows) list += (list.empty() ? "" : ", ") + row;
    text += (text.empty() ? "" : "; ") + name + ": " + list;
  }
  return text;
}

std::string reasonList(const PeerFacts& facts) {
  std::ostringstream text;
  for (const auto& kind : kinds()) {
    text << "### " << kind.name << "\n\n" << kind.meaning << "\n\n";
    for (const auto& reason : facts.reasons) {
      if (reason.kind != kind.name) continue;
      text << "- " << reason.sentence << " *" << whereOf(reason, facts)
           << "*\n";
    }
    text << "\n";
  }
  return text.str();
}

std::string withBlock(const std::string& page, const std::string& name,
                      const std::string& block) {
  const std::string open = "<!-- " + name + " -->\n";
  const std::string close = "<!-- /" + name + " -->";
  const auto begin = page.find(open);
  const auto end = page.find(close);
  if (begin == page.npos || end == page.npos || end < begin) {
    throw std::runtime_error("docs/peers.md has no block " + name);
  }
  return page.substr(0, begin) + open + "\n" + block + "\n" + page.substr(end);
}

/// The row ids that the section about them names.
std::vector<std::string> namedRows(const std::string& page) {
  const auto begin = page.find(kSection);
  if (begin == page.npos) return {};
  std::string text = page.substr(begin, page.find("\n## ", begin + 1) - begin);
  const auto isMark = [](unsigned char c) {
    return std::isalnum(c) == 0 && c != '-';
  };
  std::replace_if(text.begin(), text.end(), isMark, ' ');
  std::istringstream words(text);
  std::vector<std::string> rows;
  for (std::string word; words >> word;) {
    if (test::findRow(word) != nullptr) rows.push_back(word);
  }
  return rows;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

PeerFacts loadPeerFacts(const std::string& root) {
  const std::string folder = root + "/tests/peers/";
  PeerFacts facts;
  for (const auto& name : kNames) {
    facts.peers[name] = loadVerdicts(folder + name + ".tsv");
  }
  facts.versions = readVersions(root);
  facts.reasons = loadReasons(folder + "reasons.tsv");
  return facts;
}

void saveVersion(const std::string& root, const std::string& peer,
                 const std::string& version) {
  auto versions = readVersions(root);
  versions[peer] = version;
  std::ofstream file(root + "/tests/peers/versions.tsv");
  for (const auto& [name, number] : versions) {
    file << name << "\t" << number << "\n";
  }
}

std::string wovenPeerPage(const std::string& page, const PeerFacts& facts) {
  return withBlock(
      withBlock(page, "peers totals", totals(facts) + "\n" + kindTable(facts)),
      "peers reasons", reasonList(facts));
}

std::vector<std::string> checkPeerFacts(const std::string& page,
                                        const PeerFacts& facts) {
  auto faults = checkReasons(facts.reasons, facts.peers);
  const auto failed = failedByAll(facts.peers);
  const auto named = namedRows(page);
  for (const auto& row : failed) {
    if (!contains(named, row)) {
      faults.push_back("docs/peers.md does not say why all of them fail " +
                       row);
    }
  }
  for (const auto& row : named) {
    if (!contains(failed, row)) {
      faults.push_back("docs/peers.md: not all of them fail " + row);
    }
  }
  return faults;
}

int peerPage(const std::string& root, const std::string& mode) {
  const std::string path = root + "/docs/peers.md";
  const std::string page = contents(path);
  const PeerFacts facts = loadPeerFacts(root);
  const std::string woven = wovenPeerPage(page, facts);
  if (mode == "print") std::cout << totals(facts);
  if (mode == "write") std::ofstream(path) << woven;
  auto faults = checkPeerFacts(page, facts);
  if (mode == "check" && woven != page) {
    faults.push_back("docs/peers.md is out of date: hop-matrix peers write");
  }
  for (const auto& fault : faults) std::cout << "  " << fault << "\n";
  return faults.empty() ? 0 : 1;
}

}  // namespace hop::matrix
