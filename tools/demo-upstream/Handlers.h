// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Routes.h"

namespace hop::upstream {

// PlainRoutes.cpp: what an ordinary upstream would answer.
void answerEcho(const Exchange& exchange);         ///< /echo
void answerJson(const Exchange& exchange);         ///< /demo.json
void answerPicture(const Exchange& exchange);      ///< /picture.svg
void answerHttpVersion(const Exchange& exchange);  ///< /httpversion
void answerRedirect(const Exchange& exchange);     ///< /redirect
void answerBytes(const Exchange& exchange);        ///< /bytes/N

// MessageRoutes.cpp: what messages are made of.
void answerWhoAmI(const Exchange& exchange);   ///< / and every unknown path
void answerHeaders(const Exchange& exchange);  ///< /headers
void answerTrailer(const Exchange& exchange);  ///< /trailer
void answerStatus(const Exchange& exchange);   ///< /status/NNN

// TimedRoutes.cpp: what takes its time.
void answerStream(const Exchange& exchange);  ///< /stream
void answerEvents(const Exchange& exchange);  ///< /events
void answerHints(const Exchange& exchange);   ///< /hints

// FaultRoutes.cpp: what goes wrong on purpose.
void answerEarly(const Exchange& exchange);  ///< /early
void answerCut(const Exchange& exchange);    ///< /cut

// GrpcRoutes.cpp
void answerGrpc(const Exchange& exchange);  ///< /hop.Echo/Say

// WebSocketHandshake.cpp
void answerWebSocket(const Exchange& exchange);  ///< /ws

}  // namespace hop::upstream
