// SPDX-License-Identifier: MIT
#include "tools/hop/DemoModes.h"
#include "tools/hop/DemoServers.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>

#include <iostream>

namespace hop::tool {

namespace {

using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

struct Answer {
  HTTPResponse head;
  std::string body;
};

void get(Port port, const std::string& target, Answer& answer) {
  Poco::Net::HTTPClientSession session("127.0.0.1", port);
  session.setTimeout(Poco::Timespan(10, 0));
  HTTPRequest request(HTTPRequest::HTTP_GET, target, HTTPMessage::HTTP_1_1);
  session.sendRequest(request);
  Poco::StreamCopier::copyToString(session.receiveResponse(answer.head),
                                   answer.body);
}

/// What is wrong with the response of this step; empty when it is right. 01
/// answers by itself that it cannot do more, 02 has no body yet.
std::string faultIn(const Answer& answer, int step) {
  const int right = step == 1 ? 501 : 200;
  if (answer.head.getStatus() != right) {
    return "the status is not " + std::to_string(right);
  }
  const bool fromUpstream =
      answer.body.find("Name: demo-upstream") != std::string::npos;
  if (step >= 3 && !fromUpstream) return "this is not the demo upstream's body";
  return {};
}

}  // namespace

int runDemoSmoke(const Context& context, const DemoOrder& order) {
  DemoServers servers(context.bin);
  servers.startUpstream(0);
  const Port port =
      servers.startStep(order.step, order.port.value_or(0), order.stepOptions)
          .port;
  Answer answer;
  get(port, order.stripPrefix() + "/", answer);
  answer.head.write(std::cout);
  std::cout << answer.body << std::endl;
  const std::string fault = faultIn(answer, order.step.number);
  if (fault.empty()) return 0;
  std::cerr << order.step.slug << ": " << fault << "\n";
  return 1;
}

}  // namespace hop::tool
