// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Listener.h"
#include "common/cli/UpstreamUrl.h"

#include <chrono>
#include <string>
#include <vector>

namespace hop::cli {

/// How long the proxy waits, per stage: --timeout NAME=DURATION.
struct Timeouts {
  std::chrono::milliseconds connect{3'000};        ///< TCP connect
  std::chrono::milliseconds responseHead{60'000};  ///< request sent to head
  std::chrono::milliseconds shutdown{5'000};       ///< grace after SIGTERM
  // From 08 on:
  std::chrono::milliseconds requestHead{10'000};  ///< first octet to end
  std::chrono::milliseconds clientIdle{60'000};   ///< between two requests
  // From 09 on, without progress:
  std::chrono::milliseconds requestBody{30'000};
  std::chrono::milliseconds responseBody{30'000};
  // From 11 on, without an octet in either direction:
  std::chrono::milliseconds tunnelIdle{600'000};
  // From 12 on:
  std::chrono::milliseconds upstreamIdle{30'000};  ///< a kept connection
  std::chrono::milliseconds upstreamAge{600'000};  ///< since it was opened
  std::chrono::milliseconds upstreamQueue{5'000};  ///< for one's turn
};

/// How much the proxy takes, from 08 on: --limit NAME=N.
struct Limits {
  std::size_t headBytes = 65'536;    ///< octets of a head
  std::size_t fields = 128;          ///< field lines of a head
  std::size_t requestLine = 8'192;   ///< octets of a request line
  std::size_t connections = 10'000;  ///< clients at the same time
  std::size_t threads = 256;         ///< requests at the same time
  // From 10 on:
  std::size_t streams = 100;  ///< requests at once on an HTTP/2 connection
  // From 12 on:
  std::size_t upstreamConnections = 1'000;  ///< in use; others wait
  std::size_t upstreamIdle = 256;           ///< connections kept
  std::size_t upstreamUses = 10'000;        ///< requests on one connection
};

/// What makes the listener speak TLS, from 10 on: --cert and --key, or
/// --self-signed.
struct Certificate {
  std::string file;
  std::string keyFile;
  bool selfSigned = false;

  [[nodiscard]] bool given() const { return selfSigned || !file.empty(); }
};

/// How an https:// upstream is judged, from 10 on.
struct Trust {
  std::string authorityFile;  ///< --upstream-ca; empty: the system's
  bool verify = true;         ///< false: --upstream-insecure
};

/// What is written to stderr while the program serves.
enum class Verbosity { Quiet, Normal, Verbose };

/// The command line of a step, understood and checked. Every step reads the
/// same spelling; an option of a later step is refused by name.
struct Options {
  std::string step;  ///< "05-hop-by-hop"
  ListenAddress listen;
  Upstream upstream;
  Timeouts timeouts;
  Limits limits;
  Certificate certificate;
  Trust trust;
  std::string stripPrefix;  ///< "/p", without a slash at its end; or empty
  Verbosity verbosity = Verbosity::Normal;
  bool help = false;  ///< --help was given: print the usage and leave

  /// The step's number: 5 for "05-hop-by-hop".
  [[nodiscard]] int number() const;
};

/// Reads the arguments (without the program's name) for one step.
/// @param step the step's name, "05-hop-by-hop".
/// @throws UsageError with one sentence for the user.
[[nodiscard]] Options parseOptions(const std::string& step,
                                   const std::vector<std::string>& arguments);

/// The usage text of one step: only the options that it has.
[[nodiscard]] std::string usage(const std::string& step);

}  // namespace hop::cli
