// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-http2-body NAME=COMMAND...: the most memory that a proxy needs for
/// one body over one HTTP/2 stream, down and up, with a reader that begins late
/// and rests all the time; with an upstream of HTTP/1.1 and with one of h2c.
/// Fails when octets are missing; judges nothing else.

#include "tests/bench/Arguments.h"
#include "tests/bench/Wire.h"

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using namespace hop::bench;
namespace http = hop::http;
namespace http2 = hop::http2;
using Clock = std::chrono::steady_clock;

const std::string kPiece(std::size_t{256} * 1024, 'x');

const http::Event* eventIn(const http2::StreamEvent& one) {
  return std::get_if<http::Event>(&one.event);
}

template <class Kind>
bool is(const http2::StreamEvent& one) {
  const auto* event = eventIn(one);
  return event != nullptr && std::holds_alternative<Kind>(*event);
}

/// An upstream for one request: answers GET with a body of @p size octets, and
/// reads that of a POST.
std::uint64_t serveHttp1(Descriptor socket, std::uint64_t size) {
  const bool down = readHead(socket.get()).starts_with("GET");
  if (down) {
    sendAll(socket.get(),
            "HTTP/1.1 200 OK\r\nConnection: close\r\n"
            "Content-Length: " +
                std::to_string(size) + "\r\n\r\n");
    for (std::uint64_t sent = 0; sent < size; sent += kPiece.size()) {
      sendAll(socket.get(), kPiece);
    }
    return size;
  }
  SlowReader reader;
  std::uint64_t received = 0;
  std::array<char, 65'536> buffer;
  while (received < size) {
    const auto n = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (n <= 0) return received;
    received += static_cast<std::uint64_t>(n);
    reader.read(static_cast<std::size_t>(n));
  }
  sendAll(socket.get(), "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
  return received;
}

std::uint64_t serveH2c(Descriptor socket, std::uint64_t size) {
  Wire wire(std::move(socket), http2::Role::Server);
  Filler body(size);
  bool down = false;
  bool closed = false;
  Poco::Net::HTTPResponse response;
  response.setStatus("200");
  wire.run(
      [&](const http2::StreamEvent& one) {
        if (is<http::RequestHead>(one)) {
          const auto& head = std::get<http::RequestHead>(*eventIn(one));
          down = head.message.getMethod() == "GET";
        }
        if (is<http::End>(one)) {
          wire.session().respond(one.stream, response, down ? &body : nullptr);
        }
        closed = closed || std::holds_alternative<http2::Closed>(one.event);
      },
      [&] { return closed; });
  return down ? size : wire.received();
}

/// @return octets of the body that arrived at the client.
std::uint64_t ask(std::uint16_t port, const std::string& method,
                  std::uint64_t size) {
  Wire wire(connectLoopback(port), http2::Role::Client);
  Poco::Net::HTTPRequest request(method, "/", "HTTP/1.1");
  request.set("Host", "bench.test");
  if (method == "POST")
    request.setContentLength64(static_cast<Poco::Int64>(size));
  Filler body(size);
  (void)wire.session().request(request, "http",
                               method == "POST" ? &body : nullptr);
  bool ended = false;
  bool closed = false;
  wire.run(
      [&](const http2::StreamEvent& one) {
        ended = ended || is<http::End>(one);
        closed = closed || std::holds_alternative<http2::Closed>(one.event);
      },
      [&] { return closed; });
  if (!ended) throw std::runtime_error("the response has no end");
  return wire.received();
}

/// @return false when octets are missing.
bool measure(const Candidate& candidate, const std::string& scheme,
             const std::string& method, std::uint64_t size) {
  std::uint16_t port = 0;
  const Descriptor listener = bindLoopback(port);
  if (::listen(listener.get(), 16) != 0) throw std::runtime_error("no listen");
  const RunningProxy proxy(candidate, port, scheme);
  std::uint64_t there = 0;
  std::thread upstream([&] {
    try {
      Descriptor socket(::accept(listener.get(), nullptr, nullptr));
      there = scheme == "h2c" ? serveH2c(std::move(socket), size)
                              : serveHttp1(std::move(socket), size);
    } catch (const std::exception& error) {
      std::cerr << "upstream: " << error.what() << "\n";
    }
  });
  const double before = proxy.peakMiB();
  const auto start = Clock::now();
  std::uint64_t here = 0;
  try {
    here = ask(proxy.port(), method, size);
  } catch (const std::exception& error) {
    std::cerr << "client: " << error.what() << "\n";
  }
  const std::chrono::duration<double> time = Clock::now() - start;
  ::shutdown(listener.get(), SHUT_RDWR);
  upstream.join();
  const bool whole = (method == "GET" ? here : there) == size;
  std::cout << proxy.name() << ", upstream " << scheme << ", "
            << (method == "GET" ? "download" : "upload") << ": peak "
            << proxy.peakMiB() << " MiB resident (" << before << " before), "
            << time.count() << " s, " << proxy.cpu().total()
            << " s of processor time" << (whole ? "" : ", octets are missing")
            << std::endl;
  return whole;
}

int bench(const Arguments& arguments) {
  const std::uint64_t size = std::uint64_t{arguments.number("--mib")} << 20;
  bool whole = true;
  for (const auto& candidate : arguments.candidates) {
    for (const std::string scheme : {"http", "h2c"}) {
      for (const std::string method : {"GET", "POST"}) {
        whole = measure(candidate, scheme, method, size) && whole;
      }
    }
  }
  return whole ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.peers = false;
  defaults.numbers["--mib"] = {1'024};
  return runBench(argc, argv, defaults, bench);
}
