// SPDX-License-Identifier: MIT
#include "common/cli/Serve.h"

#include "common/cli/RequestLog.h"
#include "common/cli/UsageError.h"

#include <Poco/Exception.h>
#include <sys/socket.h>

#include <cstdlib>
#include <future>
#include <iostream>
#include <thread>

namespace hop::cli {

namespace {

/// The options that 01 to 06 accept and do not use yet.
void warnAboutIgnored(const Options& options) {
  const Upstream& upstream = options.upstream;
  const bool plain = upstream.path.empty() || upstream.path == "/";
  if (options.number() < 7 && (!plain || upstream.query)) {
    std::cerr << options.step << ": the path and query of --upstream are "
              << "ignored until step 07\n";
  }
}

int serveAndReport(const Options& options,
                   const std::function<void(const Options&)>& serve) {
  try {
    warnAboutIgnored(options);
    prepareServerProcess();
    openLog(options.step, options.verbosity);
    serve(options);
    return 0;
  } catch (const UsageError&) {
    throw;  // an option's file turned out to be unusable
  } catch (const Poco::Exception& error) {
    std::cerr << options.step << ": " << error.displayText() << "\n";
  } catch (const std::exception& error) {
    std::cerr << options.step << ": " << error.what() << "\n";
  }
  return 1;
}

}  // namespace

int runStep(const char* step, int argc, char** argv,
            const std::function<void(const Options&)>& serve) {
  try {
    const Options options = parseOptions(step, {argv + 1, argv + argc});
    if (options.help) {
      std::cout << usage(step);
      return 0;
    }
    return serveAndReport(options, serve);
  } catch (const UsageError& error) {
    std::cerr << step << ": " << error.what() << "\n" << usage(step);
    return 2;
  }
}

void announce(const Options& options, const Poco::Net::ServerSocket& socket) {
  const ListenAddress bound{options.listen.host, socket.address().port()};
  const char* scheme = options.certificate.given() ? "https://" : "http://";
  std::cout << options.step << " listening on " << scheme << bound.text()
            << ", upstream " << options.upstream.url << std::endl;
}

void stopWithin(std::chrono::milliseconds grace,
                Poco::Net::ServerSocket& socket,
                const std::function<void()>& stop) {
  std::promise<void> done;
  auto stopped = done.get_future();
  std::thread worker([&] {
    stop();
    done.set_value();
  });
  // Refuses new clients at once on Linux and wakes the accept loop; elsewhere
  // the kernel queues them until the socket is closed.
  ::shutdown(socket.impl()->sockfd(), SHUT_RDWR);
  if (stopped.wait_for(grace) == std::future_status::timeout) {
    std::cout.flush();
    std::cerr.flush();
    std::_Exit(0);
  }
  worker.join();
  socket.close();
}

}  // namespace hop::cli
