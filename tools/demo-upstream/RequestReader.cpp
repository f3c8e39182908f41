// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/RequestReader.h"

#include "tools/demo-upstream/HttpError.h"
#include "tools/demo-upstream/RequestParser.h"

namespace hop::upstream {

namespace {

std::string nextLine(Connection& connection, const Request& request) {
  const std::size_t left = kHeadLimit - request.head.size();
  std::string line = connection.readLine(left, 431);
  if (line.empty() && !request.head.empty()) {
    throw HttpError(400, "the head ends early");
  }
  return line;
}

}  // namespace

bool readRequest(Connection& connection, Request& request) {
  std::string line = nextLine(connection, request);
  // One empty line before a request is forgiven (RFC 9112 section 2.2).
  if (line == "\r\n") line = nextLine(connection, request);
  if (line.empty()) return false;
  request.head = line;
  parseRequestLine(line, request);
  while ((line = nextLine(connection, request)) != "\r\n") {
    request.head += line;
    request.fields.push_back(parseField(line));
  }
  request.head += line;
  splitTarget(request);
  checkHost(request);
  request.framing = decideFraming(request);
  return true;
}

}  // namespace hop::upstream
