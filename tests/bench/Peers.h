// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Candidate.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hop::bench {

/// A directory that goes away with everything in it.
class TemporaryDirectory final {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The other proxies that are installed here: nginx, HAProxy, and Go's
/// httputil.ReverseProxy. Each in one process, without a log, and with a new
/// connection to the upstream for each request, as the steps do. Says on
/// stdout which are missing.
/// @param directory for their settings; must outlive what is returned.
[[nodiscard]] std::vector<Candidate> installedPeers(
    const TemporaryDirectory& directory);

/// nghttpx, for HTTP/2 (Debian: nghttp2-proxy), in one process and one thread.
/// Says on stdout when it is not installed.
[[nodiscard]] std::optional<Candidate> installedNghttpx();

}  // namespace hop::bench
