// SPDX-License-Identifier: MIT
#include "tools/hop/PresentServer.h"

#include "common/cli/Listener.h"
#include "common/cli/UsageError.h"
#include "common/server/ServerParams.h"
#include "tools/hop/DemoText.h"

#include <Poco/JSON/Object.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/String.h>

#include <sstream>
#include <string_view>

namespace hop::tool {

namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::string_view kLab = "/lab";
constexpr Port kUsualPort = 8300;

void answer(HTTPServerResponse& response, const std::string& type,
            const std::string& text) {
  response.setContentType(type);
  response.sendBuffer(text.data(), text.size());
}

std::string talkJson(std::optional<int> base) {
  Poco::JSON::Object talk;
  if (base) talk.set("base", *base);
  talk.set("curl", Poco::trim(forThisMachine("curl ")));
  std::ostringstream text;
  talk.stringify(text);
  return text.str();
}

server::ServerParams::Ptr modestParams() {
  server::ServerParams::Ptr params(new server::ServerParams);
  params->setMaxThreads(24);
  params->setMaxQueued(64);
  params->maxConnections = 128;
  return params;
}

/// The usual port may be taken by another deck; one that was asked for by name
/// is taken or refused.
Poco::Net::ServerSocket bind(std::optional<Port> port) {
  try {
    return cli::bindListener({"127.0.0.1", port.value_or(kUsualPort)});
  } catch (const cli::StartError&) {
    if (port) throw;
    return cli::bindListener({"127.0.0.1", 0});
  }
}

}  // namespace

class PresentServer::Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(PresentServer& owner) : owner_(owner) {}

  void handleRequest(HTTPServerRequest& request,
                     HTTPServerResponse& response) override {
    if (owner_.lab_.admit(request, response)) return;
    const std::string& target = request.getURI();
    const std::string path = target.substr(0, target.find('?'));
    if (path == "/talk.json") {
      return answer(response, "application/json", owner_.talk_);
    }
    if (path == kLab || (path == "/" && !owner_.deck_))
      return response.redirect(std::string(kLab) + "/");
    if (serve(request, response, path)) return;
    response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
    answer(response, "text/plain", "Nothing is here.\n");
  }

 private:
  bool serve(HTTPServerRequest& request, HTTPServerResponse& response,
             const std::string& path) {
    if (path.starts_with(std::string(kLab) + "/")) {
      return owner_.lab_.serve(request, response, path.substr(kLab.size()));
    }
    return owner_.deck_ && owner_.deck_->serve(request, response, path);
  }

  PresentServer& owner_;
};

class PresentServer::Factory final
    : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(PresentServer& owner) : owner_(owner) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const HTTPServerRequest&) override {
    return new Handler(owner_);
  }

 private:
  PresentServer& owner_;
};

PresentServer::PresentServer(const lab::Places& places,
                             const std::optional<std::filesystem::path>& deck,
                             std::optional<Port> port, std::optional<int> base)
    : lab_(places), talk_(talkJson(base)) {
  if (deck) deck_.emplace(*deck);
  auto socket = bind(port);
  port_ = socket.address().port();
  server_ = std::make_unique<server::Server>(new Factory(*this), socket,
                                             modestParams());
  server_->start();
}

std::string PresentServer::base() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::string PresentServer::url(const std::string& language) const {
  return base() + "/?lang=" + language + "&token=" + lab_.token();
}

std::string PresentServer::labUrl() const {
  return base() + std::string(kLab) + "/?token=" + lab_.token();
}

void PresentServer::stop() {
  lab_.stop();
  if (server_) server_->stopAll(false);
  server_.reset();
}

}  // namespace hop::tool
