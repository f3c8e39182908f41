// SPDX-License-Identifier: MIT
#include "common/http2/Session.h"

#include "common/http/ProtocolError.h"
#include "common/http2/Messages.h"
#include "common/http2/SessionCallbacks.h"

#include <array>
#include <new>
#include <utility>

namespace hop::http2 {

namespace {

/// The window of the connection as a whole: wide, the streams have their own.
constexpr std::int32_t kConnectionWindow = 64 * 1024 * 1024;
/// A head that may be sent. Nobody gives us larger ones: those that we read
/// have a limit of their own.
constexpr std::size_t kMostHead = std::size_t{1024} * 1024;
/// Frames that a client may make us owe it, refusals above all, before it reads
/// them.
constexpr std::size_t kMostOwed = 10'000;

/// What went wrong in nghttp2, for the other side.
std::uint32_t codeFor(int error) {
  switch (error) {
    case NGHTTP2_ERR_FLOODED:
      return NGHTTP2_ENHANCE_YOUR_CALM;
    case NGHTTP2_ERR_NOMEM:
    case NGHTTP2_ERR_CALLBACK_FAILURE:
      return NGHTTP2_INTERNAL_ERROR;
    default:
      return NGHTTP2_PROTOCOL_ERROR;
  }
}

nghttp2_data_provider provider(BodySource* body) {
  nghttp2_data_provider made{};
  made.source.ptr = body;
  made.read_callback = SessionCallbacks::readBody;
  return made;
}

}  // namespace

Session::Session(Role role, const Limits& limits)
    : role_(role), limits_(limits), guard_(role, limits.streams) {
  nghttp2_option* option = nullptr;
  if (nghttp2_option_new(&option) != 0) throw std::bad_alloc();
  // Credit goes back when the octets were used, not when they arrived.
  nghttp2_option_set_no_auto_window_update(option, 1);
  nghttp2_option_set_no_closed_streams(option, 1);
  nghttp2_option_set_max_send_header_block_length(option, kMostHead);
  const auto make = role == Role::Server ? nghttp2_session_server_new2
                                         : nghttp2_session_client_new2;
  const int error = make(&session_, SessionCallbacks::table(), this, option);
  nghttp2_option_del(option);
  if (error != 0) throw std::bad_alloc();
  submitSettings();
}

Session::~Session() {
  nghttp2_session_del(session_);
}

void Session::submitSettings() {
  std::vector<nghttp2_settings_entry> settings{
      {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits_.window},
      {NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE,
       static_cast<std::uint32_t>(limits_.headBytes)}};
  if (role_ == Role::Client) {
    settings.push_back({NGHTTP2_SETTINGS_ENABLE_PUSH, 0});
  } else if (limits_.connectProtocol) {
    settings.push_back({NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL, 1});
  }
  nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings.data(),
                          settings.size());
  nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0,
                                        kConnectionWindow);
}

void Session::feed(std::string_view octets) {
  if (failed_) return;
  const auto verdict = guard_.look(octets);
  const auto accepted = octets.substr(0, verdict.accepted);
  const auto n = nghttp2_session_mem_recv(
      session_, reinterpret_cast<const std::uint8_t*>(accepted.data()),
      accepted.size());
  if (n < 0) {
    fail(codeFor(static_cast<int>(n)));
  } else if (verdict.error) {
    fail(*verdict.error);
  } else if (role_ == Role::Server &&
             nghttp2_session_get_outbound_queue_size(session_) > kMostOwed) {
    fail(NGHTTP2_ENHANCE_YOUR_CALM);
  }
}

/// What comes behind the fault is not looked at.
void Session::fail(std::uint32_t code) {
  failed_ = true;
  goneAway_ = true;
  nghttp2_session_terminate_session(session_, code);
}

std::optional<StreamEvent> Session::next() {
  if (events_.empty()) return std::nullopt;
  StreamEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

/// nghttp2 ends the connection for a stream too many, where RFC 9113 section
/// 5.1.2 ends that stream. So it is told of no limit: our own word goes into
/// the first frame behind its back, and SessionCallbacks keeps it.
std::string_view Session::announceStreams(std::string_view settings) {
  constexpr std::size_t kLengthLow = 2;  // of the 24-bit length
  constexpr char kEntry = 6;             // octets: identifier and value
  first_ = settings;
  first_[kLengthLow] = static_cast<char>(first_[kLengthLow] + kEntry);
  first_ += {0, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS};
  for (const int shift : {24, 16, 8, 0}) {
    first_ += static_cast<char>((limits_.streams >> shift) & 0xff);
  }
  return first_;
}

std::string_view Session::drain() {
  if (mute_) return {};
  const std::uint8_t* octets = nullptr;
  const auto n = nghttp2_session_mem_send(session_, &octets);
  if (n < 0) failed_ = mute_ = true;
  if (n <= 0) return {};
  const std::string_view out(reinterpret_cast<const char*>(octets),
                             static_cast<std::size_t>(n));
  const bool first = role_ == Role::Server && first_.empty();
  return first ? announceStreams(out) : out;
}

void Session::onRequestHead(std::int32_t stream, bool ended) {
  using Poco::Net::HTTPResponse;
  if (tooLarge_) {
    return emit(stream,
                Refused{HTTPResponse::HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE});
  }
  try {
    auto head = requestFrom(fields_, ended, limits_.target);
    head.received = std::move(fields_);
    emit(stream, std::move(head));
  } catch (const http::ProtocolError& error) {
    emit(stream, Refused{error.status()});
  }
}

bool Session::onResponseHead(std::int32_t stream, bool ended) {
  if (tooLarge_) {
    reset(stream, NGHTTP2_ENHANCE_YOUR_CALM);
    return false;
  }
  try {
    emit(stream, responseFrom(fields_, ended));
    return true;
  } catch (const http::ProtocolError&) {
    reset(stream, NGHTTP2_PROTOCOL_ERROR);
    return false;
  }
}

std::optional<std::int32_t> Session::request(const Poco::Net::HTTPRequest& head,
                                             const std::string& scheme,
                                             BodySource* body) {
  const FieldList fields = fieldsOf(head, scheme);
  const auto view = viewOf(fields);
  const auto data = provider(body);
  const auto stream =
      nghttp2_submit_request(session_, nullptr, view.data(), view.size(),
                             body == nullptr ? nullptr : &data, nullptr);
  if (stream < 0) return std::nullopt;
  return stream;
}

void Session::interim(std::int32_t stream,
                      const Poco::Net::HTTPResponse& head) {
  const FieldList fields = fieldsOf(head);
  const auto view = viewOf(fields);
  nghttp2_submit_headers(session_, NGHTTP2_FLAG_NONE, stream, nullptr,
                         view.data(), view.size(), nullptr);
}

void Session::respond(std::int32_t stream, const Poco::Net::HTTPResponse& head,
                      BodySource* body) {
  const FieldList fields = fieldsOf(head);
  if (sizeOf(fields) > nghttp2_session_get_remote_settings(
                           session_, NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE)) {
    return reset(stream, NGHTTP2_INTERNAL_ERROR);  // not a part of it
  }
  const auto view = viewOf(fields);
  const auto data = provider(body);
  nghttp2_submit_response(session_, stream, view.data(), view.size(),
                          body == nullptr ? nullptr : &data);
}

void Session::resume(std::int32_t stream) {
  nghttp2_session_resume_data(session_, stream);
}

void Session::consumed(std::int32_t stream, std::size_t octets) {
  nghttp2_session_consume_stream(session_, stream, octets);
}

void Session::reset(std::int32_t stream, std::uint32_t code) {
  nghttp2_submit_rst_stream(session_, NGHTTP2_FLAG_NONE, stream, code);
}

void Session::sayGoingAway() {
  goneAway_ = true;
  nghttp2_submit_shutdown_notice(session_);
}

void Session::goAway(std::uint32_t code) {
  goneAway_ = true;
  nghttp2_submit_goaway(session_, NGHTTP2_FLAG_NONE,
                        nghttp2_session_get_last_proc_stream_id(session_), code,
                        nullptr, 0);
}

bool Session::takesRequests() const {
  return !goneAway_ && !failed_ &&
         nghttp2_session_check_request_allowed(session_) != 0;
}

bool Session::over() const {
  if (mute_) return true;
  if (nghttp2_session_want_write(session_) != 0) return false;
  return failed_ || nghttp2_session_want_read(session_) == 0;
}

}  // namespace hop::http2
