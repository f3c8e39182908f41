// SPDX-License-Identifier: MIT
#include "tests/peers/Peer.h"

#include <unistd.h>

#include <algorithm>
#include <sstream>

namespace hop::peers {

namespace {

constexpr const char* kModules = "/usr/lib/apache2/modules/mod_";

void writeModules(std::ostream& text) {
  for (const std::string name :
       {"mpm_event", "authz_core", "proxy", "proxy_http", "proxy_http2", "env",
        "headers", "ssl", "socache_shmcb", "http2", "reqtimeout"}) {
    text << "LoadModule " << name << "_module " << kModules << name << ".so\n";
  }
}

void writeListener(std::ostream& text, const Task& task) {
  const auto& times = task.options.timeouts;
  const auto& limits = task.options.limits;
  const bool secure = !task.certificateFile.empty();
  text << "Listen " << task.options.listen.text() << "\n"
       << "Protocols " << (secure ? "h2" : "h2c") << " http/1.1\n"
       << "KeepAliveTimeout " << times.clientIdle.count() << "ms\n"
       << "MaxKeepAliveRequests 0\n"
       << "RequestReadTimeout header=" << seconds(times.requestHead)
       << " body=" << seconds(times.requestBody) << "\n"
       << "LimitRequestLine " << limits.requestLine
       << "\nLimitRequestFieldSize " << limits.headBytes
       << "\nLimitRequestFields " << limits.fields << "\nH2MaxSessionStreams "
       << limits.streams << "\n"
       << "AllowEncodedSlashes NoDecode\nMergeSlashes Off\n";
  if (secure) {
    text << "SSLEngine on\nSSLCertificateFile " << task.certificateFile
         << "\nSSLCertificateKeyFile " << task.keyFile << "\n";
  }
}

/// nocanon: the path goes through as it came.
void writeProxy(std::ostream& text, const cli::Options& options) {
  const auto& upstream = options.upstream;
  const auto& times = options.timeouts;
  text << "ProxyPreserveHost On\nProxyVia Off\n"
       << "SetEnv proxy-sendchunked 1\nSetEnv proxy-prefetch-nonblocking 1\n"
       << "ProxyTimeout "
       << seconds(std::min(upstreamTime(times), times.tunnelIdle)) << "\n"
       << "RequestHeader unset X-Forwarded-Host\n"
       << "RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}\n"
       << "RequestHeader unset X-Forwarded-Prefix\n";
  if (!options.stripPrefix.empty()) {
    text << "RequestHeader set X-Forwarded-Prefix " << options.stripPrefix
         << "\n";
  }
  if (upstream.scheme == "https") {
    text << "SSLProxyEngine on\nSSLProxyVerify "
         << (options.trust.verify ? "require" : "none") << "\n"
         << "SSLProxyCheckPeerName " << (options.trust.verify ? "on" : "off")
         << "\nSSLProxyCheckPeerExpire "
         << (options.trust.verify ? "on" : "off") << "\n";
    if (!options.trust.authorityFile.empty()) {
      text << "SSLProxyCACertificateFile " << options.trust.authorityFile
           << "\n";
    }
  }
  text << "ProxyPass \"" << options.stripPrefix << "/\" \"" << origin(upstream)
       << directoryOf(upstream)
       << "\" nocanon flushpackets=on disablereuse=on connectiontimeout="
       << times.connect.count() << "ms"
       << (upstream.scheme == "h2c" ? "" : " upgrade=ANY") << "\n";
}

class Apache final : public Peer {
 public:
  [[nodiscard]] process::Command command(const Task& task) const override {
    refuseQuery(task.options.upstream, "apache");
    std::ostringstream text;
    text << "ServerRoot " << task.directory.string() << "\n"
         << "ServerName localhost\nPidFile httpd.pid\n"
         << "ErrorLog " << (task.directory / "error.log").string() << "\n"
         << "DefaultRuntimeDir " << task.directory.string() << "\n"
         << "Mutex file:" << task.directory.string() << " default\n";
    writeModules(text);
    if (::geteuid() == 0) text << "User nobody\nGroup nogroup\n";
    writeListener(text, task);
    writeProxy(text, task.options);
    const auto file = writeSettings(task.directory / "httpd.conf", text.str());
    return {{programPath("apache2"), "-DFOREGROUND", "-f", file}};
  }

  [[nodiscard]] process::Command version() const override {
    return {{programPath("apache2"), "-v"}};
  }

  [[nodiscard]] int gracefulSignal() const override { return SIGWINCH; }
};

}  // namespace

std::unique_ptr<Peer> makeApache() {
  return std::make_unique<Apache>();
}

}  // namespace hop::peers
