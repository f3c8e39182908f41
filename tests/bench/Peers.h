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
/// httputil.ReverseProxy. Each in one process, without a log, and twice: with a
/// new connection to the upstream for each request, as steps 02 to 11 do, and
/// with a pool of them ("go pooled"), as step 12 does.
/// @param directory for their settings; must outlive what is returned.
/// @param missing is told which are not here.
[[nodiscard]] std::vector<Candidate> installedPeers(
    const TemporaryDirectory& directory, std::vector<std::string>& missing);

/// nghttpx, for HTTP/2 (Debian: nghttp2-proxy), in one process and one thread.
/// @param missing is told when it is not here.
[[nodiscard]] std::optional<Candidate> installedNghttpx(
    std::vector<std::string>& missing);

}  // namespace hop::bench
