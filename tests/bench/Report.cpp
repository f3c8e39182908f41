// SPDX-License-Identifier: MIT
#include "tests/bench/Report.h"

#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace hop::bench {

namespace {

std::string fixed(double value, int digits) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(digits) << value;
  return text.str();
}

/// "-" for what was not measured.
std::string orDash(double value, int digits) {
  return value > 0 ? fixed(value, digits) : "-";
}

std::string today() {
  const auto now =
      std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::ostringstream text;
  text << std::put_time(std::gmtime(&now), "%Y-%m-%d");
  return text.str();
}

std::string machine() {
  utsname system{};
  ::uname(&system);
  std::string model = system.machine;
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("model name")) continue;
    model = line.substr(line.find(':') + 2);
    break;
  }
  return std::to_string(std::thread::hardware_concurrency()) + " processors (" +
         model + "), " + system.sysname;
}

void appendTable(std::ostream& out, const Table& table) {
  const bool counted = std::any_of(
      table.lines.begin(), table.lines.end(),
      [](const Line& line) { return line.calls + line.allocations > 0; });
  out << "\n## " << table.title << "\n\n"
      << "The same program, entered twice, differs by "
      << fixed(100 * table.noise, 0) << " % here: smaller differences say "
      << "nothing.\n\n"
      << "| proxy | CPU us/request | in the kernel | ratio | requests/s | p50 "
         "ms | p99 ms | resident MiB |"
      << (counted ? " system calls | allocations |" : "") << "\n"
      << "|---|---:|---:|---:|---:|---:|---:|---:|"
      << (counted ? "---:|---:|" : "") << "\n";
  for (const Line& line : table.lines) {
    out << "| " << line.proxy << " | " << fixed(line.cpu, 0) << " | "
        << orDash(line.system, 0) << " | " << fixed(line.ratio, 2) << " | "
        << fixed(line.rate, 0) << " | " << orDash(line.p50, 2) << " | "
        << orDash(line.p99, 2) << " | " << fixed(line.resident, 1) << " |";
    if (counted) {
      out << " " << orDash(line.calls, 1) << " | "
          << orDash(line.allocations, 1) << " |";
    }
    out << "\n";
  }
}

// --- the plot ----------------------------------------------------------------
constexpr int kWidth = 720;
constexpr int kLabel = 120;  ///< px for the names
constexpr int kValue = 70;   ///< px for the numbers
constexpr int kRow = 20;
constexpr int kTitle = 34;

constexpr const char* kStyle =
    "<style>text{font:13px system-ui,sans-serif;fill:#1f2328}"
    ".title{font-weight:600}.bar{fill:#0969da}.peer{fill:#8c959f}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}"
    ".bar{fill:#58a6ff}.peer{fill:#6e7681}}</style>\n";

/// Steps begin with their number, others are peers.
const char* classOf(const Line& line) {
  return std::isdigit(static_cast<unsigned char>(line.proxy[0])) != 0 ? "bar"
                                                                      : "peer";
}

/// @return where the next panel begins.
int appendPanel(std::ostream& out, const Table& table, int top) {
  const auto largest = std::max_element(
      table.lines.begin(), table.lines.end(),
      [](const Line& one, const Line& other) { return one.cpu < other.cpu; });
  out << "<text class=\"title\" x=\"0\" y=\"" << top + 20 << "\">"
      << table.title << "</text>\n";
  int y = top + kTitle;
  for (const Line& line : table.lines) {
    const double width =
        largest->cpu > 0 ? (kWidth - kLabel - kValue) * line.cpu / largest->cpu
                         : 0;
    out << "<text x=\"0\" y=\"" << y + 13 << "\">" << line.proxy << "</text>"
        << "<rect class=\"" << classOf(line) << "\" x=\"" << kLabel << "\" y=\""
        << y << "\" width=\"" << fixed(width, 1) << "\" height=\"" << kRow - 4
        << "\"/>"
        << "<text x=\"" << fixed(kLabel + width + 6, 1) << "\" y=\"" << y + 13
        << "\">" << fixed(line.cpu, 0) << "</text>\n";
    y += kRow;
  }
  return y + kRow / 2;
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  if (!(file << text)) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

}  // namespace

std::string markdown(const std::vector<Table>& tables,
                     const std::vector<std::string>& missing) {
  std::ostringstream out;
  out << "# What a proxied request costs\n\n"
      << "Written by `./hop bench --docs`, on " << today() << ", with "
      << machine() << ". "
      << "The proxies take turns in each round; figures are medians, *ratio* "
         "is that of processor time to the newest step. Every response is "
         "checked, and one that is lost or wrong fails the run. Step 12 "
         "and the peers called *pooled* keep connections to the upstream, the "
         "others open one for each request. System calls and allocations are "
         "counted per request, in runs of their own. How to read it all says "
         "[tests/bench](../tests/bench/README.md).\n\n"
      << "![Processor time per request of each proxy, as bars]"
         "(img/bench.svg)\n";
  for (const Table& table : tables) appendTable(out, table);
  if (!missing.empty()) out << "\n## Not measured\n\n";
  for (const std::string& line : missing) out << "- " << line << "\n";
  return out.str();
}

std::string plot(const std::vector<Table>& tables) {
  std::ostringstream panels;
  int height = 0;
  for (const Table& table : tables) {
    height = appendPanel(panels, table, height);
  }
  std::ostringstream out;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 "
      << kWidth << " " << height << "\" width=\"" << kWidth
      << "\"><title>Microseconds of processor time per proxied "
         "request</title>\n"
      << kStyle << panels.str() << "</svg>\n";
  return out.str();
}

void writeDocs(const std::filesystem::path& docs,
               const std::vector<Table>& tables,
               const std::vector<std::string>& missing) {
  write(docs / "benchmarks.md", markdown(tables, missing));
  write(docs / "img" / "bench.svg", plot(tables));
}

}  // namespace hop::bench
