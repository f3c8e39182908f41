// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hop::bench {

/// What was measured of one proxy; medians of the rounds.
struct Line {
  std::string proxy;
  double cpu = 0;          ///< us of processor time per request
  double system = 0;       ///< us of that in the kernel
  double ratio = 0;        ///< of processor time, to the reference
  double rate = 0;         ///< requests per second
  double p50 = 0;          ///< ms; 0: not measured
  double p99 = 0;          ///< ms; 0: not measured
  double resident = 0;     ///< MiB
  double calls = 0;        ///< of the system, per request; 0: not measured
  double allocations = 0;  ///< per request; 0: not measured
};

/// One load, and all proxies under it.
struct Table {
  std::string title;  ///< "HTTP/1.1, 32 connections, 73 octets"
  std::vector<Line> lines;
  /// How much the same program differs from itself, as a part of 1.
  double noise = 0;
};

/// All of it as Markdown, with the machine that it was measured on.
/// @param missing what could not be measured, and why.
[[nodiscard]] std::string markdown(const std::vector<Table>& tables,
                                   const std::vector<std::string>& missing);

/// Bars of processor time per request, as SVG for light and dark pages.
[[nodiscard]] std::string plot(const std::vector<Table>& tables);

/// Writes benchmarks.md and img/bench.svg.
/// @throws std::runtime_error when it cannot.
void writeDocs(const std::filesystem::path& docs,
               const std::vector<Table>& tables,
               const std::vector<std::string>& missing);

}  // namespace hop::bench
