// SPDX-License-Identifier: MIT
#include "tests/support/Errors.h"

#include <algorithm>
#include <array>

namespace hop::test {

namespace {

/// Every reason for which a case may be red. A closed list, so that a red in
/// the matrix can be read without reading the case.
constexpr std::array<std::string_view, 59> kReasons{
    "address-wrong",           // bound or reported address is not the right one
    "body-altered",            // body octets arrived changed
    "body-lost",               // body octets did not arrive
    "body-parsed-as-request",  // octets of a body became a request
    "client-address-lost",     // upstream is not told who asked
    "connection-kept",         // should have been closed
    "connection-lost",         // should have stayed open
    "continue-wrong",          // 100 Continue: too early, too late or lost
    "early-response-lost",  // an answer that came before the end of the request
    "event-delayed",        // octets were held back that could have gone on
    "exit-wrong",           // exit code or output of the program
    "field-altered",        // a field arrived with another value
    "field-duplicated",     // a field arrived more often than it may
    "field-invented",       // a field arrived that nobody sent
    "field-lost",           // a field did not arrive
    "forwarded-field-lost",  // X-Forwarded-Host, -Proto or -Prefix is missing
    "frame-wrong",           // an HTTP/2 frame that must not be, or is missing
    "framing-wrong",         // length fields are missing, double or wrong
    "handshake-wrong",       // TLS: refused, or agreed on something else
    "hop-by-hop-leaked",     // a field for one hop crossed the proxy
    "host-wrong",            // Host is not what it should be
    "http2-unspoken",        // no HTTP/2 where it should be spoken
    "interim-lost",          // a 1xx response did not arrive
    "limit-ignored",         // more at once, or kept, than was allowed
    "log-wrong",             // log line missing, wrong or not wanted
    "malformed-response",    // the client got octets that are no response
    "memory-grown",          // memory is not bounded
    "method-altered",        // method token changed
    "mixed-up",              // an answer went to the wrong client
    "no-response",           // nothing came within the time
    "not-aborted",           // the work goes on for nobody
    "not-forwarded",         // the request did not reach the upstream
    "not-refused",           // should have been refused
    "not-retried",           // should have been sent once more
    "not-reused",            // a connection that could have been used again
    "not-upgraded",          // no other protocol where both sides want one
    "option-unknown",        // legal before the step that brings the option
    "order-wrong",           // answers or fields in the wrong order
    "prior-hops-lost",       // earlier X-Forwarded-For entries are gone
    "reason-phrase-lost",    // the upstream's reason phrase is gone
    "redirect-followed",     // the proxy followed a redirect itself
    "repeated-field-lost",   // only one of several same-named fields arrived
    "reset-wrong",           // a stream or connection error with another code
    "response-lost",         // cut or reset before the client could read it
    "retried",               // the request was sent twice
    "spoofed-field-passed",  // the client's claim reached the upstream
    "stalled",               // waited for something that never comes
    "status-wrong",          // another status than expected
    "target-wrong",          // request-target octets changed or not rewritten
    "timeout-wrong",         // too late, never, or with another status
    "trailer-leaked",        // a trailer that must not cross the proxy did
    "trailer-lost",          // a trailer did not arrive
    "trailer-parsed-as-request",  // octets of trailers became a request
    "trailers-only-split",        // one HEADERS frame has become two
    "truncation-hidden",          // half a message looks like a whole one
    "unverified",                 // a certificate that proves nothing was taken
    "value-altered",              // a value arrived with other octets
    "window-wrong",               // flow control: too much, or never enough
    "wrong-blame",                // 4xx/5xx that accuses the wrong party
};

}  // namespace

void fail(std::string_view reason, const std::string& detail) {
  if (std::find(kReasons.begin(), kReasons.end(), reason) == kReasons.end()) {
    throw HarnessError("unknown reason code '" + std::string(reason) + "'");
  }
  throw CaseFailed(std::string(reason), detail);
}

void require(bool holds, std::string_view reason, const std::string& detail) {
  if (!holds) fail(reason, detail);
}

}  // namespace hop::test
