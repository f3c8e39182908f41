// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Exchange.h"

namespace hop::wire {

/// An exchange as every run of it gives it, for a recording: what differs from
/// one run to the next is replaced, and the drawing made of it is the same
/// each time.
///
/// - Date is one fixed date; the proxy's port is 18080, the upstream's 19000,
///   any other 50000 (of five digits too: every length stays right);
///   durations in the log are 1ms.
/// - Time stands still, except for the scenario's own pauses: it moves on by
///   the scenario's pace whenever a sender has made one. So what came before
///   the next pause, and what only after it, stays visible, however slow the
///   machine was.
/// - Octets of one moment are one event, wherever the reads were cut.
/// - HTTP/2 frames are said again, see restateHttp2().
/// - The end of a connection stays only where a message needs it.
[[nodiscard]] Exchange timeless(const Exchange& exchange);

}  // namespace hop::wire
