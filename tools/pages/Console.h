// SPDX-License-Identifier: MIT
#pragma once

#include "tools/manifest/Manifest.h"
#include "tools/pages/Block.h"
#include "tools/pages/Book.h"
#include "tools/pages/Text.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hop::pages {

/// What a console block shows: a step, and commands typed beside it.
struct Scene {
  /// What runs where the reader has the upstream.
  enum class Upstream { Demo, None };

  std::optional<manifest::Step> step;  ///< empty: nobody listens on 8080
  std::vector<std::string> options;    ///< "--strip-prefix", "/shop"
  Upstream upstream = Upstream::Demo;
  std::string scheme = "http";        ///< of --upstream
  std::string base;                   ///< the path of --upstream: "/base"
  std::vector<std::string> commands;  ///< as written, for ports 8080 and 9000
};

/// Plays a scene and returns what each command printed, normalised.
using Recorder = std::function<std::vector<Lines>(const Scene& scene)>;

/// Reads a console block: its attributes, and the commands among the lines it
/// holds now ("$ curl ..."; a line that ends in "\" goes on in the next).
///   step=5|newest|none   whose program; without it the page's own step
///   options="..."        more options of that program
///   upstream=none|h2c|/path  nobody there; HTTP/2; the path of --upstream
/// @throws PageError when an attribute is wrong or there is no command.
[[nodiscard]] Scene readScene(const Book& book, const Page& page,
                              const Block& block, const Lines& lines);

/// The block's new lines: every command with what it printed.
/// @throws PageError with the block's place when a program fails to start or
///   a command does not end.
[[nodiscard]] Lines record(const Page& page, const Block& block,
                           const Scene& scene, const Recorder& recorder);

}  // namespace hop::pages
