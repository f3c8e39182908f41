// SPDX-License-Identifier: MIT
#include "tests/peers/Peer.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace hop::peers {

namespace {

/// Room in the buffer for the fields that it adds.
constexpr std::size_t kRewrite = 1'024;

void writeDefaults(std::ostream& text, const cli::Options& options) {
  const auto& times = options.timeouts;
  const auto& limits = options.limits;
  text << "global\n  maxconn 4096\n"
       << "  tune.http.maxhdr " << std::min<std::size_t>(limits.fields, 32'767)
       << "\n  tune.bufsize " << limits.headBytes + kRewrite
       << "\n  tune.maxrewrite " << kRewrite
       << "\n  tune.h2.max-concurrent-streams " << limits.streams << "\n"
       << "defaults\n  mode http\n  option http-server-close\n"
       << "  option abortonclose\n"
       << "  timeout connect " << times.connect.count() << "ms\n"
       << "  timeout client " << times.requestBody.count() << "ms\n"
       << "  timeout server " << upstreamTime(times).count() << "ms\n"
       << "  timeout http-request " << times.requestHead.count() << "ms\n"
       << "  timeout http-keep-alive " << times.clientIdle.count() << "ms\n"
       << "  timeout tunnel " << times.tunnelIdle.count() << "ms\n";
}

/// X-Forwarded-*, and the path: set-path and replace-path work on octets.
void writeRules(std::ostream& text, const cli::Options& options) {
  std::string base = options.upstream.path;
  if (base.ends_with('/')) base.pop_back();
  text << "  http-request set-header X-Forwarded-Host %[req.hdr(Host)]\n"
       << "  http-request set-header X-Forwarded-Proto %[ssl_fc,"
       << "iif(https,http)]\n"
       << "  http-request del-header X-Forwarded-Prefix\n"
       << "  option forwardfor\n";
  if (!options.stripPrefix.empty()) {
    text << "  http-request deny deny_status 404 unless { path "
         << options.stripPrefix << " } or { path_beg " << options.stripPrefix
         << "/ }\n"
         << "  http-request set-header X-Forwarded-Prefix "
         << options.stripPrefix << "\n"
         << "  http-request replace-path " << options.stripPrefix
         << "/?(.*) /\\1\n";
  }
  if (!base.empty()) {
    // A percent sign begins a variable here.
    for (auto at = base.find('%'); at != base.npos;
         at = base.find('%', at + 2)) {
      base.insert(at, 1, '%');
    }
    text << "  http-request set-path " << base << "%[path]\n";
  }
}

std::string serverWords(const cli::Options& options) {
  const auto& upstream = options.upstream;
  std::string address = hostAndPort(upstream);
  if (upstream.scheme == "h2c") return address + " proto h2";
  if (upstream.scheme == "http") return address;
  std::string words = address + " ssl alpn h2,http/1.1 ";
  const bool named =
      upstream.host.find_first_not_of("0123456789.:") != upstream.host.npos;
  if (named) words += "sni str(" + upstream.host + ") ";
  if (!options.trust.verify) return words + "verify none";
  const auto& file = options.trust.authorityFile;
  return words + "verify required verifyhost " + upstream.host + " ca-file " +
         (file.empty() ? "@system-ca" : file);
}

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Haproxy final : public Peer {
 public:
  [[nodiscard]] process::Command command(const Task& task) const override {
    const auto& options = task.options;
    refuseQuery(options.upstream, "haproxy");
    std::ostringstream text;
    writeDefaults(text, options);
    text << "listen hop\n";
    std::string words;
    if (!task.certificateFile.empty()) {
      words = " ssl alpn h2,http/1.1 crt " +
              writeSettings(
                  task.directory / "both.pem",
                  contents(task.certificateFile) + contents(task.keyFile));
    }
    for (const auto& address : addressesOf(options.listen)) {
      const bool six = address.starts_with('[');
      text << "  bind " << address << (six ? " v6only" : "") << words << "\n";
    }
    writeRules(text, options);
    text << "  server upstream " << serverWords(options) << "\n";
    const auto file = writeSettings(task.directory / "haproxy.cfg", text.str());
    return {{programPath("haproxy"), "-db", "-q", "-f", file}};
  }

  [[nodiscard]] process::Command version() const override {
    return {{programPath("haproxy"), "-v"}};
  }

  [[nodiscard]] int gracefulSignal() const override { return SIGUSR1; }
};

}  // namespace

std::unique_ptr<Peer> makeHaproxy() {
  return std::make_unique<Haproxy>();
}

}  // namespace hop::peers
