// SPDX-License-Identifier: MIT
/// @file
/// hop-peer NAME OPTIONS...: a real proxy behind a step's command line.
///
///   hop-peer nginx --listen 127.0.0.1:0 --upstream http://127.0.0.1:9000
///
/// Reads what a step reads, says the same in the settings of nginx, HAProxy,
/// Apache or Go's ReverseProxy, starts it, prints a step's readiness line and
/// ends it gracefully on SIGTERM. So the cases run on it as they are. An option
/// that the peer has no word for is refused by name, with exit code 2.
/// HOP_HTTP2_ONLY in the environment asks for HTTP/2 on a listener without TLS,
/// for a peer that cannot speak both there; the cases read it, too.

#include "common/cli/Listener.h"
#include "common/cli/Process.h"
#include "common/cli/UsageError.h"
#include "tests/peers/Peer.h"
#include "tests/support/tls/Certificates.h"

#include <Poco/Exception.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/TemporaryFile.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace {

using namespace hop;
using namespace std::chrono_literals;

/// As the newest step reads it.
constexpr const char* kStep = "12-connection-pool";

/// The peers cannot say which port they were given: it is chosen before.
std::uint16_t freePort(const cli::ListenAddress& where) {
  return cli::bindListener(where).address().port();
}

void writeCertificate(peers::Task& task) {
  const auto& given = task.options.certificate;
  task.certificateFile = given.file;
  task.keyFile = given.keyFile;
  if (!given.selfSigned) return;
  const auto made = test::Authority().issue();
  task.certificateFile =
      peers::writeSettings(task.directory / "cert.pem", made.certificate);
  task.keyFile = peers::writeSettings(task.directory / "key.pem", made.key);
}

void waitUntilItListens(const process::ChildProcess& child,
                        const cli::ListenAddress& where) {
  const std::string host = where.host == "::" ? "::1" : where.host;
  for (int i = 0; i < 500; ++i) {
    try {
      const Poco::Net::StreamSocket socket(
          Poco::Net::SocketAddress(host, where.port));
      return;
    } catch (const Poco::Exception&) {
      std::this_thread::sleep_for(10ms);
    }
  }
  throw std::runtime_error("it does not listen: " + child.standardError());
}

int serve(const std::string& name, const std::vector<std::string>& arguments) {
  Poco::TemporaryFile directory;
  directory.createDirectories();
  peers::Task task{cli::parseOptions(kStep, arguments), directory.path()};
  task.http2Only = std::getenv("HOP_HTTP2_ONLY") != nullptr;
  const bool chooses = task.options.listen.port == 0;
  if (chooses) task.options.listen.port = freePort(task.options.listen);
  writeCertificate(task);
  const auto peer = peers::findPeer(name);
  process::ChildProcess child(peer->command(task));
  waitUntilItListens(child, task.options.listen);
  const std::string scheme = task.certificateFile.empty() ? "http" : "https";
  std::cout << name << " listening on " << scheme << "://"
            << task.options.listen.text() << ", upstream "
            << task.options.upstream.url << std::endl;
  cli::waitForStopSignal();
  std::signal(SIGTERM, SIG_IGN);  // a case may send it more than once
  child.signal(peer->gracefulSignal());
  if (!child.wait(task.options.timeouts.shutdown)) child.signal(SIGTERM);
  if (!child.wait(2s)) child.signal(SIGKILL);
  return 0;
}

int dispatch(const std::vector<std::string>& words) {
  if (words.empty()) {
    throw cli::UsageError("usage: hop-peer NAME [--version] OPTIONS...");
  }
  if (words.size() == 2 && words[1] == "--version") {
    process::ChildProcess child(peers::findPeer(words[0])->version());
    child.wait(10s);
    std::cout << child.standardOutput() << child.standardError();
    return 0;
  }
  cli::prepareServerProcess();
  return serve(words[0], {words.begin() + 1, words.end()});
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch({argv + 1, argv + argc});
  } catch (const cli::UsageError& error) {
    std::cerr << "hop-peer: " << error.what() << "\n";
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "hop-peer: " << error.what() << "\n";
    return 1;
  }
}
