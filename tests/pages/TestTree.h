// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/Text.h"

#include <Poco/TemporaryFile.h>

#include <filesystem>
#include <string>

namespace hop::pages {

/// A small checkout of its own: two written steps, a planned one, a page.
class TestTree {
 public:
  TestTree() {
    directory_.createDirectories();
    write("steps/steps.json", kManifest);
    write("steps/01-one/main.cpp", kFirst);
    write("steps/02-two/main.cpp", kSecond);
    write("steps/03-three/main.cpp", kSecond);
    write("tests/rows.tsv", "id\tsentence\tsince\ttier\tguard\twaiver\tslow\n");
  }

  [[nodiscard]] std::filesystem::path root() const { return directory_.path(); }

  std::filesystem::path write(const std::string& name,
                              const std::string& text) const {
    const auto path = root() / name;
    std::filesystem::create_directories(path.parent_path());
    writeFile(path, text);
    return path;
  }

  [[nodiscard]] manifest::Manifest manifest() const {
    return manifest::Manifest(root());
  }

  static constexpr const char* kFirst = R"(// SPDX-License-Identifier: MIT
/// @file
/// 01-one: it says one.

#include <iostream>

//! [speak]
void speak() {
  std::cout << "one";
}
//! [speak]

// Seven lines that no step changes:
// 2
// 3
// 4
// 5
// 6
// 7
int main() {
  //! [run]
  speak();
  //! [run]
}
)";

  static constexpr const char* kSecond = R"(// SPDX-License-Identifier: MIT
/// @file
/// 02-two: it says two.

#include <iostream>
#include <string>

//! [speak]
void speak(const std::string& word) {
  std::cout << word;
}
//! [speak]

// Seven lines that no step changes:
// 2
// 3
// 4
// 5
// 6
// 7
int main() {
  //! [run]
  speak("two");
  //! [run]
}
)";

 private:
  static constexpr const char* kManifest = R"({"steps": [
    {"number": 1, "slug": "01-one", "status": "written",
     "title": {"en": "One", "fr": "One"}, "goal": {"en": "It says one.", "fr": "It says one."}, "minutes": 5,
     "rfc": ["RFC 9113"], "shown": ["speak"]},
    {"number": 2, "slug": "02-two", "status": "written",
     "title": {"en": "Two", "fr": "Two"}, "goal": {"en": "It says two.", "fr": "It says two."}, "minutes": 7,
     "rfc": ["RFC 9110 section 5.3"], "shown": ["speak", "run"]},
    {"number": 3, "slug": "03-three", "status": "written",
     "title": {"en": "Three", "fr": "Three"}, "goal": {"en": "It says it.", "fr": "It says it."}, "minutes": 7},
    {"number": 4, "slug": "04-four", "status": "planned",
     "title": {"en": "Four", "fr": "Four"}, "goal": {"en": "It says four.", "fr": "It says four."}, "minutes": 9}
  ]})";

  Poco::TemporaryFile directory_;
};

/// The message of the exception that a call throws; empty when it throws none.
template <class Call>
std::string messageOf(const Call& call) {
  try {
    call();
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

/// Does one text stand in another? For EXPECT_PRED2.
inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace hop::pages
