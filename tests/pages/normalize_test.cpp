// SPDX-License-Identifier: MIT
#include "tools/pages/Normalize.h"

#include "tests/pages/TestTree.h"

#include <Poco/Environment.h>
#include <gtest/gtest.h>

namespace hop::pages {
namespace {

constexpr Ports kPorts{8123, 9456};

Lines of(const std::string& output) {
  return normalize(output, kPorts);
}

TEST(Normalize, CommandsReachTheRealPorts) {
  EXPECT_EQ(
      withRealPorts("curl http://127.0.0.1:8080/a localhost:9000", kPorts),
      "curl http://127.0.0.1:8123/a localhost:9456");
  EXPECT_EQ(
      withRealPorts("nc 127.0.0.1 8080; cat </dev/tcp/127.0.0.1/9000", kPorts),
      "nc 127.0.0.1 8123; cat </dev/tcp/127.0.0.1/9456");
  EXPECT_EQ(withRealPorts("curl 127.0.0.1:80801 -d 8080", kPorts),
            "curl 127.0.0.1:80801 -d 8080");
}

TEST(Normalize, PortsAreThoseOfTheReader) {
  EXPECT_EQ(
      of("Host: 127.0.0.1:8123\r\nX: 127.0.0.1 port 9456 after 12 ms\n"),
      (Lines{"Host: 127.0.0.1:8080", "X: 127.0.0.1 port 9000 after 0 ms"}));
  EXPECT_EQ(of("Content-Length: 8123"), (Lines{"Content-Length: 8123"}));
  EXPECT_EQ(of("Remote address: 127.0.0.1:43210"),
            (Lines{"Remote address: 127.0.0.1:50000"}));
}

TEST(Normalize, TimeStandsStill) {
  EXPECT_EQ(of("< date: Mon, 23 Nov 2026 11:47:43 GMT"),
            (Lines{"< date: Thu, 01 Jan 2026 12:00:00 GMT"}));
  EXPECT_EQ(of("GET /x 502 connect upstream refused 17ms"),
            (Lines{"GET /x 502 connect upstream refused 3ms"}));
  EXPECT_EQ(of("GET /?wait=300ms HTTP/1.1"),
            (Lines{"GET /?wait=300ms HTTP/1.1"}));
  EXPECT_EQ(of("first octet after 0.012345 s, last after 1.734567 s"),
            (Lines{"first octet after 0 s, last after 1 s"}));
  EXPECT_EQ(of("timed out after 1003 milliseconds with 0 bytes"),
            (Lines{"timed out after 1000 milliseconds with 0 bytes"}));
}

TEST(Normalize, CurlsOwnLinesAndBlankEndsGo) {
  EXPECT_EQ(of("*   Trying 127.0.0.1:8123...\n> GET / HTTP/1.1\r\n>\r\n"
               "{ [5 bytes data]\nbody \n\n\n"),
            (Lines{"> GET / HTTP/1.1", ">", "body"}));
}

TEST(Normalize, HostNameAndControlOctets) {
  const auto host = Poco::Environment::nodeName();
  if (host == "localhost") GTEST_SKIP() << "this host's name says nothing";
  EXPECT_EQ(of("Hostname: " + host + "\n"), (Lines{"Hostname: demo-host"}));
  EXPECT_EQ(of(std::string("a\x01z", 3)), (Lines{"a\\x01z"}));
}

}  // namespace
}  // namespace hop::pages
