// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http2Front.h"

#include "common/server/HandlerFactory.h"
#include "common/server/Http2Connection.h"

#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Http2Handler.h"

#include <utility>

namespace hop::upstream {

namespace {

/// A request that waits or streams has a thread all the while.
constexpr int kThreads = 256;
constexpr int kQueued = 1024;

server::ServerParams::Ptr params() {
  server::ServerParams::Ptr made(new server::ServerParams);
  made->clientIdle = Connection::kPatience;
  made->body = Connection::kPatience;
  return made;
}

}  // namespace

Http2Front::Http2Front(std::string name)
    : name_(std::move(name)), workers_(kThreads, kQueued) {
  context_.factory =
      new server::HandlerFactory<Http2Handler, std::string>(name_);
  context_.params = params();
  context_.submit = [this](std::function<void()> job) {
    return workers_.submit(std::move(job));
  };
}

void Http2Front::take(std::shared_ptr<io::Channel> channel, std::string early) {
  loop_.add(std::make_shared<server::Http2Connection>(
      std::move(channel), std::move(early), context_));
}

void Http2Front::stop() {
  loop_.stop(true);
  loop_.join();
}

}  // namespace hop::upstream
