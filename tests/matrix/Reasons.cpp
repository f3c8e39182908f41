// SPDX-License-Identifier: MIT
#include "tests/matrix/Reasons.h"

#include "tests/support/Rows.h"

#include <fnmatch.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hop::matrix {

namespace {

bool matches(const std::string& pattern, const std::string& text) {
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

std::vector<std::string> wordsOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Reason readReason(const std::string& text) {
  std::istringstream line(text);
  std::string cells[4];
  for (auto& cell : cells) {
    if (!std::getline(line, cell, '\t') || cell.empty()) {
      throw std::runtime_error("reasons.tsv: not four cells: " + text);
    }
  }
  return {wordsOf(cells[0]), wordsOf(cells[1]), cells[2], cells[3]};
}

bool isKind(const std::string& name) {
  return std::any_of(kinds().begin(), kinds().end(),
                     [&](const Kind& kind) { return kind.name == name; });
}

/// Every row of a peer: known, no error, and one reason unless it is green.
void checkRows(const std::string& peer, const Verdicts& verdicts,
               const std::vector<Reason>& reasons,
               std::vector<std::string>& faults) {
  for (const auto& [id, verdict] : verdicts) {
    const std::string where = peer + " " + id;
    if (test::findRow(id) == nullptr) faults.push_back(where + " is no row");
    if (verdict.colour == "green") continue;
    if (verdict.colour != "red") faults.push_back(where + " is no verdict");
    const auto count = std::count_if(
        reasons.begin(), reasons.end(),
        [&](const Reason& reason) { return reason.about(peer, id); });
    if (count == 1) continue;
    faults.push_back(where + " [" + verdict.reason + "] has " +
                     std::to_string(count) + " reasons");
  }
}

/// Every word of a reason is about something.
void checkWords(const Reason& reason, const Peers& peers,
                std::vector<std::string>& faults) {
  if (!isKind(reason.kind)) faults.push_back("no kind: " + reason.kind);
  const auto usedBy = [&](const std::string& name, const std::string& row) {
    const Reason one{{name}, {row}, "", ""};
    return std::any_of(peers.begin(), peers.end(), [&](const auto& peer) {
      return !rowsOf(one, peer.first, peer.second).empty();
    });
  };
  const auto idle = [&](const std::string& word) {
    faults.push_back("'" + word + "' is about nothing in: " + reason.sentence);
  };
  for (const auto& row : reason.rows) {
    if (std::none_of(reason.peers.begin(), reason.peers.end(),
                     [&](const auto& name) { return usedBy(name, row); })) {
      idle(row);
    }
  }
  for (const auto& name : reason.peers) {
    if (std::none_of(reason.rows.begin(), reason.rows.end(),
                     [&](const auto& row) { return usedBy(name, row); })) {
      idle(name);
    }
  }
}

}  // namespace

bool Reason::about(const std::string& peer, const std::string& row) const {
  const auto names = [](const std::vector<std::string>& patterns,
                        const std::string& text) {
    return std::any_of(
        patterns.begin(), patterns.end(),
        [&](const std::string& pattern) { return matches(pattern, text); });
  };
  return names(peers, peer) && names(rows, row);
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> list{
      {"fault",
       "It is against a MUST of an RFC, or a valid message is refused."},
      {"looser",
       "It does less than we do: it accepts, passes on or hides what we "
       "refuse, "
       "remove or show, and no MUST says so."},
      {"other-right-answer",
       "The RFC leaves a choice, and theirs is not ours."},
      {"not-its-job",
       "A service that it does not offer and that nobody must offer."},
      {"setting",
       "The settings that we gave it do not ask for this, or it has none."},
      {"own-option",
       "The row is about an option of our command line that it has no word "
       "for."},
      {"no-http2-here", "It does not speak HTTP/2 where the row wants it."}};
  return list;
}

std::vector<std::string> rowsOf(const Reason& reason, const std::string& peer,
                                const Verdicts& verdicts) {
  std::vector<std::string> rows;
  for (const auto& [id, verdict] : verdicts) {
    if (verdict.colour == "green" || !reason.about(peer, id)) continue;
    rows.push_back(id);
  }
  return rows;
}

std::vector<Reason> loadReasons(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Reason> reasons;
  std::string text;
  std::getline(file, text);  // the names of the columns
  while (std::getline(file, text)) reasons.push_back(readReason(text));
  return reasons;
}

std::vector<std::string> failedByAll(const Peers& peers) {
  std::map<std::string, std::size_t> reds;
  for (const auto& [peer, verdicts] : peers) {
    for (const auto& [id, verdict] : verdicts) {
      if (verdict.colour != "green") ++reds[id];
    }
  }
  std::vector<std::string> rows;
  for (const auto& [id, count] : reds) {
    if (count == peers.size()) rows.push_back(id);
  }
  return rows;
}

std::vector<std::string> checkReasons(const std::vector<Reason>& reasons,
                                      const Peers& peers) {
  std::vector<std::string> faults;
  for (const auto& [peer, verdicts] : peers) {
    checkRows(peer, verdicts, reasons, faults);
  }
  for (const auto& reason : reasons) checkWords(reason, peers, faults);
  return faults;
}

}  // namespace hop::matrix
