// SPDX-License-Identifier: MIT
#pragma once

#include "common/server/Server.h"
#include "common/server/ServerParams.h"
#include "tools/lab/Lab.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include <map>
#include <string>

namespace hop::lab::test {

/// A response, whole.
struct Reply {
  int status = 0;
  Poco::Net::HTTPResponse head;
  std::string body;
};

/// The lab on a port of its own, in this process, mounted at "/".
class LabServer final {
 public:
  LabServer()
      : lab_({HOP_ROOT_DIR, HOP_BIN_DIR}),
        socket_(Poco::Net::SocketAddress("127.0.0.1", 0)),
        server_(new Factory(lab_), socket_, new server::ServerParams) {
    server_.start();
  }
  ~LabServer() {
    lab_.stop();
    server_.stopAll(true);
  }
  LabServer(const LabServer&) = delete;
  LabServer& operator=(const LabServer&) = delete;

  [[nodiscard]] Lab& lab() { return lab_; }
  [[nodiscard]] std::string host() const {
    return "127.0.0.1:" + std::to_string(socket_.address().port());
  }
  [[nodiscard]] std::string cookie() const {
    return "hop-lab-" + std::to_string(socket_.address().port()) + "=" +
           lab_.token();
  }

  /// What the page itself would send; a field with an empty value is left out.
  using Fields = std::map<std::string, std::string>;
  [[nodiscard]] Fields ownFields() const {
    return {{"Host", host()},
            {"Origin", "http://" + host()},
            {"Cookie", cookie()},
            {"Content-Type", "application/json"}};
  }

  [[nodiscard]] Reply send(const std::string& method, const std::string& target,
                           const Fields& fields, const std::string& body = "") {
    Poco::Net::HTTPClientSession session(socket_.address());
    session.setTimeout(Poco::Timespan(20, 0));
    Poco::Net::HTTPRequest request(method, target, "HTTP/1.1");
    for (const auto& [name, value] : fields) {
      if (!value.empty()) request.set(name, value);
    }
    if (method == "POST") {
      request.setContentLength(static_cast<std::streamsize>(body.size()));
    }
    session.sendRequest(request) << body << std::flush;
    Reply reply;
    std::istream& stream = session.receiveResponse(reply.head);
    reply.status = reply.head.getStatus();
    Poco::StreamCopier::copyToString(stream, reply.body);
    return reply;
  }
  [[nodiscard]] Reply get(const std::string& target) {
    return send("GET", target, {{"Host", host()}});
  }
  [[nodiscard]] Reply run(const std::string& order) {
    return send("POST", "/api/run", ownFields(), order);
  }

 private:
  class Handler final : public Poco::Net::HTTPRequestHandler {
   public:
    explicit Handler(Lab& lab) : lab_(lab) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override {
      const std::string target = request.getURI();
      if (lab_.admit(request, response)) return;
      if (lab_.serve(request, response, target.substr(0, target.find('?')))) {
        return;
      }
      response.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_NOT_FOUND);
      response.setContentLength(0);
      response.send();
    }

   private:
    Lab& lab_;
  };

  class Factory final : public Poco::Net::HTTPRequestHandlerFactory {
   public:
    explicit Factory(Lab& lab) : lab_(lab) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(
        const Poco::Net::HTTPServerRequest&) override {
      return new Handler(lab_);
    }

   private:
    Lab& lab_;
  };

  Lab lab_;
  Poco::Net::ServerSocket socket_;
  server::Server server_;
};

}  // namespace hop::lab::test
