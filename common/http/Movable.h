// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

namespace hop::http {

/// Copies the start line, and moves the fields: POCO's messages know
/// only how to copy all of it.
void handOver(Poco::Net::HTTPRequest& from,
              Poco::Net::HTTPRequest& to) noexcept;
void handOver(Poco::Net::HTTPResponse& from,
              Poco::Net::HTTPResponse& to) noexcept;

/// One of POCO's messages that hands its fields over when it is moved.
template <class Message>
class Movable final : public Message {
 public:
  Movable() = default;
  Movable(const Message& other)
      : Message(other) {}  // NOLINT(*-explicit-*)
  Movable(const Movable&) = default;
  Movable& operator=(const Movable&) = default;
  Movable(Movable&& other) noexcept { handOver(other, *this); }
  Movable& operator=(Movable&& other) noexcept {
    if (this != &other) handOver(other, *this);
    return *this;
  }
  ~Movable() override = default;
};

}  // namespace hop::http
