// SPDX-License-Identifier: MIT
#include "tools/site/StaticFiles.h"

#include <Poco/Exception.h>
#include <Poco/String.h>
#include <Poco/StringTokenizer.h>
#include <Poco/URI.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace hop::site {

namespace {

namespace fs = std::filesystem;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

struct TypeRow {
  std::string_view extension;
  std::string_view type;
};

constexpr std::array kTypes{
    TypeRow{".html", "text/html; charset=utf-8"},
    TypeRow{".css", "text/css; charset=utf-8"},
    TypeRow{".js", "text/javascript; charset=utf-8"},
    TypeRow{".mjs", "text/javascript; charset=utf-8"},
    TypeRow{".json", "application/json"},
    TypeRow{".svg", "image/svg+xml"},
    TypeRow{".png", "image/png"},
    TypeRow{".ico", "image/x-icon"},
    TypeRow{".woff2", "font/woff2"},
    TypeRow{".pdf", "application/pdf"},
    TypeRow{".txt", "text/plain; charset=utf-8"},
};

/// "/a%20b/c.css" as "a b/c.css"; nothing for what no file of ours is called.
std::optional<fs::path> decode(const std::string& path) {
  std::string text;
  try {
    Poco::URI::decode(path, text);
  } catch (const Poco::SyntaxException&) {
    return std::nullopt;
  }
  if (text.find('\0') != text.npos) return std::nullopt;
  fs::path result;
  for (const auto& segment : Poco::StringTokenizer(text, "/")) {
    if (segment.starts_with('.')) return std::nullopt;
    result /= segment;
  }
  return result;
}

bool isBelow(const fs::path& file, const fs::path& root) {
  const auto rest =
      std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return rest.first == root.end();
}

/// "./deck/" for "/talks/deck": relative, because whoever serves us may have
/// put us anywhere.
void addSlash(HTTPServerResponse& response, const std::string& path) {
  response.redirect("." + path.substr(path.rfind('/')) + "/",
                    HTTPResponse::HTTP_PERMANENT_REDIRECT);
}

void refuseMethod(HTTPServerResponse& response) {
  response.setStatusAndReason(HTTPResponse::HTTP_METHOD_NOT_ALLOWED);
  response.set("Allow", "GET, HEAD");
  response.setContentLength(0);
  response.send();
}

void send(HTTPServerResponse& response, const fs::path& file) {
  response.set("Cache-Control", "no-cache");
  response.set("X-Content-Type-Options", "nosniff");
  response.sendFile(file.string(), mediaType(file));
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& directory)
    : root_(fs::canonical(directory)) {}

std::optional<fs::path> StaticFiles::find(const std::string& path) const {
  const auto relative = decode(path);
  if (!relative || !path.starts_with('/')) return std::nullopt;
  std::error_code error;
  auto file = fs::canonical(root_ / *relative, error);
  if (error || !isBelow(file, root_)) return std::nullopt;
  return file;
}

bool StaticFiles::serve(HTTPServerRequest& request,
                        HTTPServerResponse& response,
                        const std::string& path) const {
  auto file = find(path);
  if (!file) return false;
  const bool directory = fs::is_directory(*file);
  if (directory) file = *file / "index.html";
  if (!fs::is_regular_file(*file)) return false;
  const std::string& method = request.getMethod();
  if (method != HTTPRequest::HTTP_GET && method != HTTPRequest::HTTP_HEAD) {
    refuseMethod(response);
  } else if (directory && !path.ends_with('/')) {
    addSlash(response, path);
  } else {
    send(response, *file);
  }
  return true;
}

std::string mediaType(const fs::path& file) {
  const std::string extension = Poco::toLower(file.extension().string());
  for (const TypeRow& row : kTypes) {
    if (row.extension == extension) return std::string(row.type);
  }
  return "application/octet-stream";
}

}  // namespace hop::site
