// SPDX-License-Identifier: MIT
#include "common/cli/RequestLog.h"

#include <Poco/AutoPtr.h>
#include <Poco/ConsoleChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>
#include <Poco/Net/NetException.h>
#include <Poco/PatternFormatter.h>

#include <cstdlib>
#include <exception>

namespace hop::cli {

namespace {

/// Looked up once: get() takes a lock that all threads share.
Poco::Logger& logger() {
  static Poco::Logger& hop = Poco::Logger::get("hop");
  return hop;
}

int levelOf(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::Quiet:
      return 0;
    case Verbosity::Normal:
      return Poco::Message::PRIO_INFORMATION;
    case Verbosity::Verbose:
      return Poco::Message::PRIO_TRACE;
  }
  return 0;
}

/// What a client sent must not write lines of its own into the log.
std::string printable(const std::string& text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet > 0x20 && octet < 0x7f) {
      out += c;
    } else {
      out += "\\x";
      out += kHex[octet >> 4];
      out += kHex[octet & 0xf];
    }
  }
  return out;
}

/// One or two words for the common ones, POCO's own name for the rest.
std::string causeOf(const Poco::Exception& error) {
  using namespace Poco::Net;
  const auto is = [&error]<class Type>(const Type*) {
    return dynamic_cast<const Type*>(&error) != nullptr;
  };
  if (is(static_cast<const ConnectionRefusedException*>(nullptr))) {
    return "refused";
  }
  if (is(static_cast<const Poco::TimeoutException*>(nullptr))) {
    return "timed out";
  }
  if (is(static_cast<const DNSException*>(nullptr))) return "unknown host";
  if (is(static_cast<const NoMessageException*>(nullptr))) return "closed";
  if (is(static_cast<const MessageException*>(nullptr))) return "malformed";
  if (is(static_cast<const ConnectionResetException*>(nullptr))) {
    return "reset";
  }
  return error.displayText();
}

}  // namespace

/// ./hop demo --all runs many steps in one terminal: HOP_LOG_NAME=1 puts the
/// program's name in front of each line.
std::string linePattern(const std::string& program) {
  const char* wanted = std::getenv("HOP_LOG_NAME");
  return wanted == nullptr ? "%t" : program + " %t";
}

void openLog(const std::string& program, Verbosity verbosity) {
  Poco::AutoPtr<Poco::Channel> console(new Poco::ConsoleChannel);
  Poco::AutoPtr<Poco::Formatter> format(
      new Poco::PatternFormatter(linePattern(program)));
  Poco::AutoPtr<Poco::Channel> channel(
      new Poco::FormattingChannel(format, console));
  logger().setChannel(channel);
  logger().setLevel(levelOf(verbosity));
}

RequestLog::RequestLog(const Poco::Net::HTTPServerRequest& request,
                       const Poco::Net::HTTPServerResponse& response)
    : request_(request), response_(response) {
  watch_.start();
}

RequestLog::~RequestLog() {
  if (!logger().information()) return;
  try {
    // 499: the client has gone, or broke off; nobody got this status.
    const bool gone = std::uncaught_exceptions() > 0 && error_.empty();
    const int status = gone ? 499 : static_cast<int>(response_.getStatus());
    if (gone) error_ = stage_ + " client gone ";
    logger().information(printable(request_.getMethod()) + " " +
                         printable(request_.getURI()) + " " +
                         std::to_string(status) + " " + error_ +
                         std::to_string(watch_.elapsed() / 1000) + "ms");
  } catch (...) {
    // A log line that cannot be written must not end the request.
  }
}

void RequestLog::failed(std::string_view culprit,
                        const Poco::Exception& error) {
  error_ = stage_ + " " + std::string(culprit) + " " + causeOf(error) + " ";
}

void RequestLog::refused(std::string_view why) {
  error_ = stage_ + " client refused: " + std::string(why) + " ";
}

}  // namespace hop::cli
