// SPDX-License-Identifier: MIT
#include "tests/fuzz/Mutator.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace hop::fuzz {

namespace {

using namespace std::string_view_literals;

/// What the octets of HTTP/1 turn on.
constexpr std::array kTokens{"\r"sv,
                             "\n"sv,
                             "\r\n"sv,
                             "\r\n\r\n"sv,
                             "\0"sv,
                             " "sv,
                             "\t"sv,
                             ":"sv,
                             ";"sv,
                             ","sv,
                             "="sv,
                             R"(")"sv,
                             R"(\)"sv,
                             "%"sv,
                             "0"sv,
                             "1"sv,
                             "5"sv,
                             "f"sv,
                             "-"sv,
                             "+"sv,
                             "\x7f"sv,
                             "\x80"sv,
                             "\xff"sv,
                             "0\r\n\r\n"sv,
                             "HTTP/1.1"sv,
                             "HTTP/1.0"sv,
                             "Host: t\r\n"sv,
                             "Content-Length: 5\r\n"sv,
                             "Transfer-Encoding: chunked\r\n"sv,
                             "Connection: close\r\n"sv,
                             "GET / HTTP/1.1\r\nHost: t\r\n\r\n"sv,
                             "HTTP/1.1 200 OK\r\n"sv,
                             "HTTP/1.1 103 Early Hints\r\n\r\n"sv};

}  // namespace

Mutator::Mutator(const std::vector<std::string>& inputs,
                 std::vector<std::string> words, std::uint64_t seed)
    : inputs_(inputs),
      words_(words.empty()
                 ? std::vector<std::string>(kTokens.begin(), kTokens.end())
                 : std::move(words)),
      random_(seed) {}

std::string Mutator::change(std::string input) {
  for (std::size_t left = 1 + below(4); left > 0; --left) changeOnce(input);
  return input;
}

/// Begin and length of at most 32 octets.
std::pair<std::size_t, std::size_t> Mutator::someRange(
    const std::string& text) {
  const std::size_t begin = below(text.size() + 1);
  return {begin, below(std::min<std::size_t>(text.size() - begin, 32) + 1)};
}

void Mutator::changeOnce(std::string& text) {
  const auto [begin, length] = someRange(text);
  switch (below(7)) {
    case 0:  // take octets away
      text.erase(begin, length);
      break;
    case 1:  // say them twice
      text.insert(begin, text.substr(begin, length));
      break;
    case 2:  // the connection is cut
      text.resize(begin);
      break;
    case 3:  // one bit falls over
      if (begin < text.size()) {
        text[begin] = static_cast<char>(text[begin] ^ (1 << below(8)));
      }
      break;
    case 4:  // in place of some
      text.replace(begin, length, words_[below(words_.size())]);
      break;
    case 5:  // between
      text.insert(begin, words_[below(words_.size())]);
      break;
    default: {  // a piece of another input
      const auto& other = inputs_[below(inputs_.size())];
      const auto [otherBegin, otherLength] = someRange(other);
      text.insert(begin, other, otherBegin, otherLength);
    }
  }
}

}  // namespace hop::fuzz
