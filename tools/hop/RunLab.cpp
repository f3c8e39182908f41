// SPDX-License-Identifier: MIT
#include "common/cli/Listener.h"
#include "common/cli/Process.h"
#include "common/cli/UpstreamUrl.h"
#include "common/cli/UsageError.h"
#include "common/server/Server.h"
#include "common/server/ServerParams.h"
#include "tools/hop/CommandLine.h"
#include "tools/lab/Lab.h"
#include "tools/lab/StaticBuild.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>

#include <cstring>
#include <iostream>
#include <optional>

namespace hop::tool {

namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr const char* kUsage =
    R"(usage: ./hop lab [options]
  --port N     listen on 127.0.0.1:N (default 8400, 0 takes a free one)
  --build DIR  write page and recordings into DIR instead, for a web server
)";

constexpr const char* kMount = "/lab";
constexpr std::uint16_t kUsualPort = 8400;

/// The lab below /lab/, and nothing else.
class LabHandler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit LabHandler(lab::Lab& lab) : lab_(lab) {}

  void handleRequest(HTTPServerRequest& request,
                     HTTPServerResponse& response) override {
    const std::string target = request.getURI();
    const std::string path = target.substr(0, target.find('?'));
    if (lab_.admit(request, response)) return;
    if (path == "/" || path == kMount) {
      return response.redirect(std::string(kMount) + "/");
    }
    const bool below = path.starts_with(std::string(kMount) + "/");
    const std::string rest = below ? path.substr(std::strlen(kMount)) : "";
    if (below && lab_.serve(request, response, rest)) return;
    response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
    response.setContentType("text/plain");
    const std::string text = "Nothing is here. The lab is at /lab/.\n";
    response.sendBuffer(text.data(), text.size());
  }

 private:
  lab::Lab& lab_;
};

class LabFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit LabFactory(lab::Lab& lab) : lab_(lab) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const HTTPServerRequest&) override {
    return new LabHandler(lab_);
  }

 private:
  lab::Lab& lab_;
};

server::ServerParams::Ptr modestParams() {
  server::ServerParams::Ptr params(new server::ServerParams);
  params->setMaxThreads(24);
  params->setMaxQueued(64);
  params->maxConnections = 128;
  return params;
}

/// The usual port may be taken by another lab; one that was asked for by name
/// is taken or refused.
Poco::Net::ServerSocket bind(std::optional<std::uint16_t> port) {
  try {
    return cli::bindListener({"127.0.0.1", port.value_or(kUsualPort)});
  } catch (const cli::StartError&) {
    if (!port) return cli::bindListener({"127.0.0.1", 0});
    throw cli::StartError("port " + std::to_string(*port) +
                          " cannot be had: choose another --port");
  }
}

int serve(const lab::Places& places, std::optional<std::uint16_t> port) {
  cli::prepareServerProcess();
  lab::Lab lab(places);
  auto socket = bind(port);
  server::Server server(new LabFactory(lab), socket, modestParams());
  server.start();
  std::cout << "The lab listens on http://127.0.0.1:" << socket.address().port()
            << kMount << "/?token=" << lab.token() << std::endl;
  cli::waitForStopSignal();
  lab.stop();
  server.stopAll(false);
  return 0;
}

}  // namespace

int runLab(const Context& context, const Arguments& arguments) {
  const CommandLine line = parseCommandLine(
      arguments, {{"port", "N"}, {"build", "DIR"}, {"help", ""}},
      Unknown::Refuse);
  if (line.has("help")) {
    std::cout << kUsage;
    return 0;
  }
  if (!line.words.empty()) {
    throw cli::UsageError("unexpected argument '" + line.words.front() +
                          "'; the lab listens on 127.0.0.1 only");
  }
  const lab::Places places{context.root, context.bin};
  if (line.has("build")) {
    lab::buildStatic(places, line.options.at("build"));
    std::cout << "Built: " << line.options.at("build") << "\n";
    return 0;
  }
  std::optional<std::uint16_t> port;
  if (line.has("port")) port = cli::parsePort(line.options.at("port"));
  return serve(places, port);
}

}  // namespace hop::tool
