// SPDX-License-Identifier: MIT
#pragma once

#include "tools/manifest/Manifest.h"
#include "tools/wire/Scenario.h"

#include <Poco/JSON/Object.h>

namespace hop::lab {

/// Can the page ask for a new exchange?
enum class Mode {
  Live,     ///< a server answers it
  Recorded  ///< there are files only
};

/// What the page shows before anything is sent: the steps and the scenarios.
/// Its form is described in tools/lab/README.md.
[[nodiscard]] Poco::JSON::Object::Ptr catalogueJson(
    const manifest::Manifest& manifest, const wire::Scenarios& scenarios,
    Mode mode);

}  // namespace hop::lab
