// SPDX-License-Identifier: MIT
#include "tools/lab/StaticBuild.h"

#include "tools/lab/Catalogue.h"

#include <fstream>
#include <stdexcept>

namespace hop::lab {

namespace fs = std::filesystem;

void buildStatic(const Places& places, const fs::path& directory) {
  constexpr auto how =
      fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  fs::create_directories(directory / "recordings");
  fs::copy(places.page(), directory, how);
  fs::copy(places.recordings(), directory / "recordings", how);
  const manifest::Manifest manifest(places.root);
  const wire::Scenarios scenarios(places.root);
  std::ofstream file(directory / "catalogue.json");
  catalogueJson(manifest, scenarios, Mode::Recorded)->stringify(file, 1);
  file << "\n";
  file.close();
  if (!file) {
    throw std::runtime_error("cannot write " +
                             (directory / "catalogue.json").string());
  }
}

}  // namespace hop::lab
