// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hop::manifest {

/// One entry of steps/steps.json.
struct Step {
  int number = 0;
  std::string slug;      ///< "05-hop-by-hop"
  bool written = false;  ///< false: planned, there is no directory yet
  /// The part of the course that begins with this step, or empty: "beyond the
  /// talk". What comes before the first of them is the talk.
  std::string part;  ///< English
  std::string partFr;
  std::string title;  ///< English
  std::string titleFr;
  std::string goal;  ///< English, one sentence
  std::string goalFr;
  int minutes = 0;  ///< to code it in a workshop
  std::vector<std::string> rfc;
  /// Handed to the learner: regions, or the words that a definition begins
  /// with;
  /// "- ..." is a line of the step before that has to go.
  std::vector<std::string> given;
  std::vector<std::string> shown;  ///< regions that the step page shows
  std::vector<std::string> tries;  ///< command lines to try, for port 8080
  /// The idea, the place, and nearly the code.
  std::vector<std::string> hints;  ///< English
  std::vector<std::string> hintsFr;
};

/// The manifest of the steps, the one list of them.
class Manifest final {
 public:
  /// @param root the directory that holds steps/.
  /// @throws std::runtime_error when steps/steps.json is missing or malformed.
  explicit Manifest(const std::filesystem::path& root);

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
  /// The written ones only, in order.
  [[nodiscard]] std::vector<Step> written() const;
  /// Finds a written step by "5", "05" or "05-hop-by-hop".
  /// @throws std::invalid_argument with a sentence for the user when there is
  ///   no such step or it is only planned.
  [[nodiscard]] const Step& find(const std::string& name) const;
  /// The last written step.
  [[nodiscard]] const Step& newest() const;

 private:
  std::vector<Step> steps_;
};

}  // namespace hop::manifest
