// SPDX-License-Identifier: MIT
#include "tools/site/StaticFiles.h"

#include "common/cli/Listener.h"
#include "common/server/HandlerFactory.h"
#include "common/server/Server.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/TemporaryFile.h>
#include <gtest/gtest.h>

#include <fstream>

namespace hop::site {
namespace {

namespace fs = std::filesystem;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

/// Not ours: what serve() leaves alone is answered with 418.
class Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(const StaticFiles& files) : files_(files) {}
  void handleRequest(HTTPServerRequest& request,
                     HTTPServerResponse& response) override {
    if (files_.serve(request, response, request.getURI())) return;
    response.setStatus("418");
    response.setContentLength(0);
    response.send();
  }

 private:
  const StaticFiles& files_;
};

struct Answer {
  Poco::Net::HTTPResponse head;
  std::string body;
};

/// A directory with a page in it and a secret beside it.
class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() : files_(prepare()) {
    auto socket = cli::bindListener({"127.0.0.1", 0});
    port_ = socket.address().port();
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(2);
    server_.emplace(new server::HandlerFactory<Handler, StaticFiles>(files_),
                    socket, params);
    server_->start();
  }
  ~StaticFilesTest() override { server_->stopAll(true); }

  Answer ask(const std::string& path,
             const std::string& method = HTTPRequest::HTTP_GET) const {
    Poco::Net::HTTPClientSession session("127.0.0.1", port_);
    session.setTimeout(Poco::Timespan(5, 0));
    HTTPRequest request(method, path, HTTPRequest::HTTP_1_1);
    session.sendRequest(request);
    Answer answer;
    auto& body = session.receiveResponse(answer.head);
    Poco::StreamCopier::copyToString(body, answer.body);
    return answer;
  }

  int statusOf(const std::string& path) const {
    return ask(path).head.getStatus();
  }

 private:
  static void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }

  fs::path prepare() const {
    const fs::path top = directory_.path();
    write(top / "secret.txt", "secret");
    write(top / "site-two/secret.txt", "secret");
    write(top / "site/index.html", "<p>home");
    write(top / "site/lab/index.html", "<p>lab");
    write(top / "site/a b.css", "p{}");
    write(top / "site/.hidden", "secret");
    write(top / "site/empty/file.xyz", "?");
    fs::create_symlink(top / "secret.txt", top / "site/link.txt");
    return top / "site";
  }

  Poco::TemporaryFile directory_;
  StaticFiles files_;
  std::uint16_t port_ = 0;
  std::optional<server::Server> server_;
};

TEST_F(StaticFilesTest, SendsAFileWithItsTypeAndLength) {
  const Answer answer = ask("/a%20b.css");
  EXPECT_EQ(answer.head.getStatus(), 200);
  EXPECT_EQ(answer.head.getContentType(), "text/css; charset=utf-8");
  EXPECT_EQ(answer.head.getContentLength(), 3);
  EXPECT_EQ(answer.body, "p{}");
  EXPECT_EQ(ask("/empty/file.xyz").head.getContentType(),
            "application/octet-stream");
}

TEST_F(StaticFilesTest, ADirectoryIsItsIndex) {
  EXPECT_EQ(ask("/").body, "<p>home");
  EXPECT_EQ(ask("/lab/").body, "<p>lab");
  const Answer answer = ask("/lab");
  EXPECT_EQ(answer.head.getStatus(), 308);
  EXPECT_EQ(answer.head.get("Location"), "./lab/");
}

TEST_F(StaticFilesTest, WhatIsNotThereIsLeftToTheCaller) {
  for (const char* path : {"/none.html", "/empty/", "/a%20b.css/x"}) {
    EXPECT_EQ(statusOf(path), 418) << path;
  }
}

TEST_F(StaticFilesTest, NothingOutsideCanBeReached) {
  for (const char* path :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/lab/../../secret.txt",
        "/..%2fsecret.txt", "/.hidden", "/link.txt", "/../site-two/secret.txt",
        "/index.html%00.css"}) {
    EXPECT_EQ(statusOf(path), 418) << path;
  }
}

TEST_F(StaticFilesTest, WhatIsNoTargetIsRefusedByTheServer) {
  for (const char* path : {"/..\\secret.txt", "/%zz"}) {
    EXPECT_EQ(statusOf(path), 400) << path;
  }
}

TEST_F(StaticFilesTest, OnlyReading) {
  const Answer head = ask("/index.html", HTTPRequest::HTTP_HEAD);
  EXPECT_EQ(head.head.getContentLength(), 7);
  EXPECT_EQ(head.body, "");
  const Answer answer = ask("/index.html", HTTPRequest::HTTP_DELETE);
  EXPECT_EQ(answer.head.getStatus(), 405);
  EXPECT_EQ(answer.head.get("Allow"), "GET, HEAD");
}

TEST(StaticFiles, ADirectoryThatIsNotThereIsAnError) {
  EXPECT_THROW(StaticFiles("/does/not/exist"), fs::filesystem_error);
}

}  // namespace
}  // namespace hop::site
