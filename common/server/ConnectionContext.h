// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Loop.h"
#include "common/server/ServerParams.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <functional>

namespace hop::server {

/// What a connection needs of the server it belongs to.
struct ConnectionContext {
  Poco::Net::HTTPRequestHandlerFactory::Ptr factory;
  ServerParams::Ptr params;
  /// True while the server stops: finish the request, take no other.
  std::function<bool()> stopping;
  /// True when threads are plenty: a worker may wait for the next request.
  std::function<bool()> mayWait;
  /// Owns tunnels and HTTP/2 connections; null when there are none.
  io::Loop* loop = nullptr;
  /// Runs a job in a worker; false when all are busy and the queue is full.
  std::function<bool(std::function<void()> job)> submit;
};

}  // namespace hop::server
