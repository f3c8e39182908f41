// SPDX-License-Identifier: MIT
#pragma once

#include "tools/manifest/Manifest.h"
#include "tools/pages/Book.h"
#include "tools/pages/Text.h"
#include "tools/process/ChildProcess.h"
#include "tools/workshop/Chunks.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/TemporaryFile.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace hop::workshop {

/// How a command ended, and what it said.
struct Said {
  int code = -1;
  std::string out;
  std::string error;

  [[nodiscard]] Poco::JSON::Object::Ptr json() const {
    return Poco::JSON::Parser().parse(out).extract<Poco::JSON::Object::Ptr>();
  }
};

/// Does one text stand in another? For EXPECT_PRED2.
inline bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// Somebody with a folder of their own, and the program hop-workshop.
class Learner {
 public:
  Learner() { folder_.createDirectories(); }

  [[nodiscard]] std::filesystem::path work() const { return folder_.path(); }
  [[nodiscard]] const pages::Book& book() const { return book_; }
  [[nodiscard]] const manifest::Manifest& manifest() const { return manifest_; }

  [[nodiscard]] process::Command command(std::vector<std::string> words) const {
    words.insert(words.begin(), std::string(HOP_BIN_DIR) + "/hop-workshop");
    return {words,
            {{"HOP_ROOT", HOP_ROOT_DIR},
             {"HOP_BIN", HOP_BIN_DIR},
             {"HOP_WORK", work().string()},
             {"LC_ALL", "C.UTF-8"}}};
  }

  [[nodiscard]] Said say(const std::vector<std::string>& words) const {
    process::ChildProcess child(command(words));
    const auto status = child.wait(std::chrono::minutes(8));
    if (!status || status->signal != 0) return {};
    return {status->code, child.standardOutput(), child.standardError()};
  }

  /// @throws std::runtime_error with what was said.
  void start(const std::string& step) const {
    const Said said = say({"start", step});
    if (said.code != 0) throw std::runtime_error(said.out + said.error);
  }

  void write(const std::string& text) const {
    pages::writeFile(work() / "main.cpp", text);
  }
  [[nodiscard]] std::string written() const {
    return pages::readFile(work() / "main.cpp");
  }
  void writeSolution(const std::string& step) const {
    write(withoutMarkers(book_.source(manifest_.find(step))));
  }
  /// The solution with one text in the place of another.
  void writeSpoilt(const std::string& step, const std::string& good,
                   const std::string& spoilt) const {
    std::string text = withoutMarkers(book_.source(manifest_.find(step)));
    const auto at = text.find(good);
    if (at == std::string::npos) throw std::runtime_error("no " + good);
    write(text.replace(at, good.size(), spoilt));
  }

 private:
  Poco::TemporaryFile folder_;
  manifest::Manifest manifest_{HOP_ROOT_DIR};
  pages::Book book_{HOP_ROOT_DIR, manifest_};
};

}  // namespace hop::workshop
