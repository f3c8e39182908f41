// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Exchange.h"

#include <Poco/JSON/Object.h>

namespace hop::wire {

/// The exchange as JSON: what the lab draws and what `wire --json` prints.
/// Its form is described in tools/wire/README.md.
[[nodiscard]] Poco::JSON::Object::Ptr toJson(const Exchange& exchange);

/// The scenario's part of it.
[[nodiscard]] Poco::JSON::Object::Ptr scenarioJson(const Scenario& scenario);

}  // namespace hop::wire
