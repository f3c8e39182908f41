// SPDX-License-Identifier: MIT
/// @file
/// The demo upstream: says who it is and repeats what it received, and has a
/// route for everything that a proxy can get wrong. It reads and writes the
/// octets of HTTP/1 itself, because an HTTP library would show what it
/// understood and not what came. On the same port it speaks HTTP/2 and gRPC,
/// and on another one all of that inside TLS.
///
/// Try: curl -i 127.0.0.1:9000/
///      curl -i --http2-prior-knowledge 127.0.0.1:9000/
#include "common/cli/Listener.h"
#include "common/cli/RequestLog.h"
#include "common/cli/Serve.h"
#include "common/cli/UsageError.h"
#include "common/io/TlsContext.h"
#include "common/io/TlsException.h"

#include "tools/demo-upstream/Http2Front.h"
#include "tools/demo-upstream/Server.h"
#include "tools/demo-upstream/Settings.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>

namespace {

using namespace hop;

constexpr auto kGrace = std::chrono::seconds(1);

/// The preferred one first.
const io::Protocols kProtocols{"h2", "http/1.1"};

std::shared_ptr<io::TlsContext> tlsOf(const cli::Certificate& certificate) {
  if (!certificate.given()) return nullptr;
  try {
    return io::TlsContext::forServer(
        {certificate.file, certificate.keyFile, certificate.selfSigned},
        kProtocols);
  } catch (const io::TlsException& error) {
    throw cli::UsageError(error.message());
  }
}

void announce(const std::string& scheme, const std::string& host,
              const upstream::Server& server) {
  const cli::ListenAddress bound{host, server.port()};
  std::cout << "demo-upstream listening on " << scheme << bound.text() << "\n";
}

void serve(const upstream::Settings& settings) {
  cli::prepareServerProcess();
  ::unsetenv("HOP_LOG_NAME");  // our lines begin with the name in any case
  cli::openLog(settings.name, settings.verbosity);
  const auto tls = tlsOf(settings.certificate);
  upstream::Http2Front http2(settings.name);
  Poco::Net::ServerSocket socket = cli::bindListener(settings.listen);
  upstream::Server plain(socket, nullptr, settings.name, http2);
  std::optional<upstream::Server> secure;
  if (settings.tlsListen) {
    secure.emplace(cli::bindListener(*settings.tlsListen), tls, settings.name,
                   http2);
    secure->start();
  }
  plain.start();
  announce("http://", settings.listen.host, plain);
  if (secure) announce("https://", settings.tlsListen->host, *secure);
  std::cout.flush();
  cli::waitForStopSignal();
  cli::stopWithin(kGrace, socket, [&] {
    plain.stop();
    if (secure) secure->stop();
    http2.stop();
  });
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto settings = upstream::parseSettings({argv + 1, argv + argc});
    if (settings.help) {
      std::cout << upstream::usage();
      return 0;
    }
    serve(settings);
    return 0;
  } catch (const cli::UsageError& error) {
    std::cerr << "demo-upstream: " << error.what() << "\n" << upstream::usage();
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "demo-upstream: " << error.what() << "\n";
    return 1;
  }
}
