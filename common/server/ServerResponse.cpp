// SPDX-License-Identifier: MIT
#include "common/server/ServerResponse.h"

#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timestamp.h>

#include <fstream>
#include <utility>

namespace hop::server {

void ServerResponse::finish(const Poco::Net::MessageHeader& trailers) {
  if (!sent()) send();
  body_->pushRest();
  exchange_.finish(trailers);
  finished_ = true;
}

void ServerResponse::hijack(std::unique_ptr<io::TunnelEnd> upstream,
                            std::chrono::milliseconds idle) {
  try {
    exchange_.sendHead(*this);
    exchange_.hijack(std::move(upstream), idle);
    finished_ = true;
  } catch (...) {
    // Nothing of this head must stay in what is answered instead.
    clear();
    setDate(Poco::Timestamp());
    throw;
  }
}

void ServerResponse::flushUnfinished() noexcept {
  try {
    if (body_) body_->flush();
  } catch (...) {
    // The client takes nothing any more: then it has what it has.
  }
}

void ServerResponse::sendContinue() {
  Poco::Net::HTTPResponse interim(HTTP_CONTINUE);
  exchange_.sendInterim(interim);
}

std::ostream& ServerResponse::send() {
  if (sent()) throw Poco::IllegalStateException("the response has been sent");
  exchange_.sendHead(*this);
  return body_.emplace(
      [this](std::string_view octets) { exchange_.pushBody(octets); });
}

void ServerResponse::sendFile(const std::string& path,
                              const std::string& type) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Poco::OpenFileException(path);
  setContentType(type);
  setContentLength64(static_cast<Poco::Int64>(Poco::File(path).getSize()));
  Poco::StreamCopier::copyStream(file, send());
}

void ServerResponse::sendBuffer(const void* buffer, std::size_t length) {
  setContentLength64(static_cast<Poco::Int64>(length));
  setChunkedTransferEncoding(false);
  send().write(static_cast<const char*>(buffer),
               static_cast<std::streamsize>(length));
}

void ServerResponse::redirect(const std::string& uri, HTTPStatus status) {
  setStatusAndReason(status);
  set("Location", uri);
  setContentLength(0);
  send();
}

void ServerResponse::requireAuthentication(const std::string& realm) {
  setStatusAndReason(HTTP_UNAUTHORIZED);
  set("WWW-Authenticate", "Basic realm=\"" + realm + "\"");
}

}  // namespace hop::server
