// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Session.h"

#include "tools/demo-upstream/Answer.h"
#include "tools/demo-upstream/Http1Client.h"
#include "tools/demo-upstream/Http1Response.h"
#include "tools/demo-upstream/RequestReader.h"

#include <Poco/Stopwatch.h>

#include <chrono>

namespace hop::upstream {

void Session::run() {
  try {
    while (serveOne()) {
    }
    connection_.closeGently();
  } catch (const Poco::Exception&) {
    // The client went away between two requests.
  }
}

bool Session::serveOne() {
  Request request;
  Http1Response response(connection_, request);
  Http1Client client(connection_, request, response);
  Poco::Stopwatch watch;
  std::string outcome;
  try {
    if (!readRequest(connection_, request)) return false;
    watch.start();
    answer(name_, request, response, client);
  } catch (const HttpError& error) {
    refuse(response, error);
    outcome = error.what();
  } catch (const Poco::Exception&) {
    if (request.method.empty()) return false;
    response.closeAfter();
    outcome = "client gone";
  }
  logRequest(name_, request, response.status(), outcome,
             std::chrono::milliseconds(watch.elapsed() / 1000));
  return response.keepsAlive();
}

}  // namespace hop::upstream
