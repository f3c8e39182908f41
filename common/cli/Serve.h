// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Options.h"
#include "common/cli/Process.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <chrono>
#include <functional>

namespace hop::cli {

/// Everything around a step's server: reads the command line, runs it, and
/// turns what goes wrong into a sentence and an exit code.
/// @return 0 after a stop signal, 1 when it cannot start (a port is taken),
///   2 for a command line that it does not understand.
int runStep(const char* step, int argc, char** argv,
            const std::function<void(const Options&)>& serve);

/// Prints the readiness line on stdout, with the port that was bound:
/// "05-hop-by-hop listening on http://127.0.0.1:8080, upstream http://...";
/// with TLS on the listener it says https://.
void announce(const Options& options, const Poco::Net::ServerSocket& socket);

/// Runs @p stop beside this thread and returns when it has. When the grace
/// period ends first, the process leaves with 0: what still runs then has had
/// its time, and POCO has no way to end one thread.
void stopWithin(std::chrono::milliseconds grace,
                Poco::Net::ServerSocket& socket,
                const std::function<void()>& stop);

/// Starts the server, says so, waits for SIGTERM or SIGINT, and stops it
/// properly (RFC 9112 section 9.6): no new clients, idle connections are
/// closed at once, requests in flight finish within the grace period.
template <class Server>
void serveUntilSignal(Server& server, Poco::Net::ServerSocket& socket,
                      const Options& options) {
  server.start();
  announce(options, socket);
  waitForStopSignal();
  // Not stop(): it waits ten seconds for each idle client. Not
  // stopAll(true): it cuts responses in the middle. POCO's threads must be
  // done before its globals go.
  stopWithin(options.timeouts.shutdown, socket, [&server] {
    server.stopAll(false);
    Poco::ThreadPool::defaultPool().joinAll();
  });
}

}  // namespace hop::cli
