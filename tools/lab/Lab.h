// SPDX-License-Identifier: MIT
#pragma once

#include "tools/lab/Guard.h"
#include "tools/lab/Order.h"
#include "tools/lab/Runner.h"
#include "tools/site/StaticFiles.h"

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <atomic>
#include <filesystem>
#include <string>

namespace hop::lab {

/// Where the lab finds what it shows and what it runs.
struct Places {
  std::filesystem::path root;  ///< the checkout
  std::filesystem::path bin;   ///< built programs

  [[nodiscard]] std::filesystem::path page() const {
    return root / "tools" / "lab" / "page";
  }
  [[nodiscard]] std::filesystem::path recordings() const {
    return root / "docs" / "transcripts" / "lab";
  }
};

/// The wire microscope as a part of a web server (hop::server::Server): its
/// page, its recordings, and the API that sends a scenario through the steps.
/// tools/lab/README.md describes the API and who may use it.
class Lab final {
 public:
  /// @throws std::exception when the manifest, the scenarios, the page or the
  ///   recordings are missing.
  explicit Lab(const Places& places);

  /// The token in the query of any address of the server becomes a cookie, and
  /// the browser is sent on without it: call this before anything else.
  /// @return true when that was done: the response is sent.
  [[nodiscard]] bool admit(const Poco::Net::HTTPServerRequest& request,
                           Poco::Net::HTTPServerResponse& response) const {
    return guard_.admit(request, response);
  }
  [[nodiscard]] const std::string& token() const { return guard_.token(); }

  /// Answers a request. May be called by many threads at once.
  /// @param path below the directory that the lab is served at, with a slash
  ///   in front and still percent-encoded: "/", "/lab.css", "/api/run".
  /// @return false when there is nothing of that name: nothing was sent.
  [[nodiscard]] bool serve(Poco::Net::HTTPServerRequest& request,
                           Poco::Net::HTTPServerResponse& response,
                           const std::string& path);

  /// Ends what runs; what comes afterwards is refused. Call it before the
  /// server is stopped, so that the server need not wait.
  void stop() { stopping_ = true; }

 private:
  bool serveChecked(Poco::Net::HTTPServerRequest& request,
                    Poco::Net::HTTPServerResponse& response,
                    const std::string& path);
  void serveCatalogue(const Poco::Net::HTTPServerRequest& request,
                      Poco::Net::HTTPServerResponse& response) const;
  void run(Poco::Net::HTTPServerRequest& request,
           Poco::Net::HTTPServerResponse& response);

  manifest::Manifest manifest_;
  wire::Scenarios scenarios_;
  std::filesystem::path bin_;
  site::StaticFiles page_;
  site::StaticFiles recordings_;
  Guard guard_;
  Runner runner_;
  std::atomic<bool> stopping_{false};
};

}  // namespace hop::lab
