// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <filesystem>
#include <optional>
#include <string>

namespace hop::site {

/// The files below one directory, for a handler of hop::server::Server (or of
/// POCO's own server). Nothing above the directory can be reached, by no
/// spelling of "..", and by no symbolic link; hidden files are not served.
class StaticFiles final {
 public:
  /// @throws std::filesystem::filesystem_error when it is not there.
  explicit StaticFiles(const std::filesystem::path& directory);

  /// Answers with the file of this path, or with the index.html of a
  /// directory; a directory without its last slash is redirected there,
  /// another method than GET and HEAD gets 405.
  /// @param path absolute, as it came in the target: still percent-encoded,
  ///   without the query.
  /// @return false when there is no such file: then nothing was sent.
  [[nodiscard]] bool serve(Poco::Net::HTTPServerRequest& request,
                           Poco::Net::HTTPServerResponse& response,
                           const std::string& path) const;

 private:
  [[nodiscard]] std::optional<std::filesystem::path> find(
      const std::string& path) const;

  std::filesystem::path root_;  ///< canonical
};

/// The media type for a file name: "text/css; charset=utf-8".
[[nodiscard]] std::string mediaType(const std::filesystem::path& file);

}  // namespace hop::site
