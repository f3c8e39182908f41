// SPDX-License-Identifier: MIT
#include "tests/peers/Peer.h"

#include <algorithm>
#include <sstream>

namespace hop::peers {

namespace {

/// The buffer that every request gets.
constexpr std::size_t kFirst = 512;

/// Where proxy_pass has no path the target goes through as it came; where it
/// has one, nginx decodes and encodes it again.
std::string passes(const cli::Options& options) {
  const auto& upstream = options.upstream;
  const bool joins = !(options.stripPrefix + upstream.path).empty();
  return origin(upstream) + (joins ? directoryOf(upstream) : "");
}

/// What its documentation says about passing things on.
void writeLocation(std::ostream& text, const cli::Options& options) {
  const auto& times = options.timeouts;
  text << "    location " << options.stripPrefix << "/ {\n"
       << "      proxy_pass " << passes(options) << ";\n"
       << "      proxy_http_version 1.1;\n"
       << "      proxy_buffering off; proxy_request_buffering off;\n"
       << "      proxy_buffer_size 64k; proxy_buffers 4 64k;\n"
       << "      proxy_redirect off;\n"
       << "      proxy_pass_header Date; proxy_pass_header Server;\n"
       << "      proxy_connect_timeout " << times.connect.count() << "ms;\n"
       << "      proxy_read_timeout "
       << std::min(upstreamTime(times), times.tunnelIdle).count() << "ms;\n"
       << "      proxy_set_header Host $http_host;\n"
       << "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n"
       << "      proxy_set_header X-Forwarded-Host $http_host;\n"
       << "      proxy_set_header X-Forwarded-Proto $scheme;\n"
       << "      proxy_set_header X-Forwarded-Prefix \"" << options.stripPrefix
       << "\";\n"
       << "      proxy_set_header Upgrade $http_upgrade;\n"
       << "      proxy_set_header Connection $hop_connection;\n"
       << "      proxy_ssl_verify " << (options.trust.verify ? "on" : "off")
       << "; proxy_ssl_server_name on;\n";
  if (!options.trust.authorityFile.empty()) {
    text << "      proxy_ssl_trusted_certificate "
         << options.trust.authorityFile << ";\n";
  }
  text << "    }\n";
}

void writeServer(std::ostream& text, const Task& task) {
  const auto& times = task.options.timeouts;
  const auto& limits = task.options.limits;
  const bool secure = !task.certificateFile.empty();
  // A line, of the request or of a field, must fit into one buffer.
  const std::size_t line = std::min(limits.requestLine, limits.headBytes);
  const bool plainHttp2 = task.http2Only && !secure;
  text << "  server {\n";
  for (const auto& address : addressesOf(task.options.listen)) {
    text << "    listen " << address << (secure ? " ssl http2" : "")
         << (plainHttp2 ? " http2" : "") << ";\n";
  }
  if (secure) {
    text << "    ssl_certificate " << task.certificateFile << ";\n"
         << "    ssl_certificate_key " << task.keyFile << ";\n";
  }
  text << "    client_max_body_size 0; merge_slashes off;\n"
       << "    underscores_in_headers on;\n"
       << "    client_header_buffer_size " << std::min(line, kFirst)
       << "; large_client_header_buffers " << limits.headBytes / line << " "
       << line << ";\n"
       << "    http2_max_concurrent_streams " << limits.streams << ";\n"
       << "    client_header_timeout " << times.requestHead.count() << "ms;\n"
       << "    client_body_timeout " << times.requestBody.count() << "ms;\n"
       << "    keepalive_timeout " << times.clientIdle.count() << "ms;\n";
  writeLocation(text, task.options);
  text << "  }\n";
}

class Nginx final : public Peer {
 public:
  [[nodiscard]] process::Command command(const Task& task) const override {
    refuseH2c(task.options.upstream, "nginx");
    refuseQuery(task.options.upstream, "nginx");
    const std::string directory = task.directory.string();
    std::ostringstream text;
    text << "daemon off; master_process off;\n"
         << "error_log " << directory << "/error.log;\n"
         << "pid " << directory << "/nginx.pid;\n"
         << "events { worker_connections 2048; }\n"
         << "http {\n  access_log off;\n"
         << "  map $http_upgrade $hop_connection "
         << "{ default upgrade; '' close; }\n";
    for (const auto* kind :
         {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      text << "  " << kind << "_temp_path " << directory << "/" << kind
           << ";\n";
    }
    writeServer(text, task);
    text << "}\n";
    const auto file = writeSettings(task.directory / "nginx.conf", text.str());
    return {
        {programPath("nginx"), "-p", directory, "-e", "stderr", "-c", file}};
  }

  [[nodiscard]] process::Command version() const override {
    return {{programPath("nginx"), "-v"}};
  }

  [[nodiscard]] int gracefulSignal() const override { return SIGQUIT; }
};

}  // namespace

std::unique_ptr<Peer> makeNginx() {
  return std::make_unique<Nginx>();
}

}  // namespace hop::peers
