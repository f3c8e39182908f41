// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace hop::fuzz {

/// What must hold for every input. libFuzzer and our driver take an abort for
/// a finding, and keep the input.
inline void require(bool condition, const std::string& sentence) {
  if (condition) return;
  std::fprintf(stderr, "\nVIOLATED: %s\n", sentence.c_str());
  std::abort();
}

/// Both, one under the other, when they differ.
inline void requireSame(const std::string& expected, const std::string& got,
                        const char* sentence) {
  require(expected == got, std::string(sentence) + "\n  expected: " + expected +
                               "\n  got:      " + got);
}

/// A head as it may go out: @p lines lines, each ended by CR LF, then one
/// empty line; no other CR, LF or NUL (RFC 9112 section 2.2). Whoever gets an
/// octet past this has split a message.
inline void requireCleanHead(std::string_view head, std::size_t lines) {
  std::size_t found = 0;
  while (!head.starts_with("\r\n")) {
    const auto end = head.find_first_of(std::string_view("\r\n\0", 3));
    require(end != head.npos && head.substr(end).starts_with("\r\n"),
            "a head with a bare CR, LF or NUL");
    head.remove_prefix(end + 2);
    ++found;
  }
  require(head.size() == 2, "a head that ends before its end");
  require(found == lines, "a head with more or fewer lines than fields");
}

}  // namespace hop::fuzz
