// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/ProtocolError.h"
#include "common/http/Truncated.h"
#include "tests/fuzz/Check.h"

#include <string>

namespace hop::fuzz {

/// How the reading of an input ended.
enum class Outcome { Waiting, Refused, TooLarge, Truncated };

/// What came out of some octets, and how it ended.
struct Reading {
  std::string story;  ///< see tests/unit/http1_events.h
  Outcome outcome = Outcome::Waiting;
};

/// Runs @p body; every other exception than these two is a finding.
template <class Body>
Outcome outcomeOf(Body body) {
  try {
    body();
  } catch (const http::ProtocolError& error) {
    const int status = static_cast<int>(error.status());
    require(status == 400 || status == 414 || status == 431 || status == 501 ||
                status == 505,
            "a status that no refusal has");
    return status == 414 || status == 431 ? Outcome::TooLarge
                                          : Outcome::Refused;
  } catch (const http::Truncated&) {
    return Outcome::Truncated;
  }
  return Outcome::Waiting;
}

/// However the octets were cut, the same came out. Only of two faults in one
/// input (a head that is too large and has a bare LF far behind) may one or
/// the other be seen first.
inline void requireSameReading(const Reading& whole, const Reading& cut) {
  requireSame(whole.story, cut.story, "events depend on how octets are cut");
  const auto refused = [](Outcome outcome) {
    return outcome == Outcome::Refused || outcome == Outcome::TooLarge;
  };
  require(whole.outcome == cut.outcome ||
              (refused(whole.outcome) && refused(cut.outcome)),
          "the outcome depends on how octets are cut: " +
              std::to_string(static_cast<int>(whole.outcome)) + " and " +
              std::to_string(static_cast<int>(cut.outcome)));
}

}  // namespace hop::fuzz
