// SPDX-License-Identifier: MIT
#pragma once

namespace hop::cli {

/// What a server asks of its process, once, before it starts a thread: SIGTERM
/// and SIGINT wait for waitForStopSignal() instead of killing, a closed peer
/// is an error code and not a signal (SIGPIPE), and the soft limit of open
/// descriptors goes up to the hard one (a proxy needs two per request).
void prepareServerProcess();

/// Blocks until SIGTERM or SIGINT arrives. Afterwards a second one kills the
/// process in the ordinary way: for whoever cannot wait for the grace period.
void waitForStopSignal();

}  // namespace hop::cli
