// SPDX-License-Identifier: MIT
#include "tests/bench/Peers.h"

#include "tools/process/FindProgram.h"

#include <unistd.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace hop::bench {

namespace {

namespace fs = std::filesystem;

std::string writeFile(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
  return path.string();
}

std::string onLoopback(std::uint16_t port) {
  return "127.0.0.1:" + std::to_string(port);
}

/// What becomes of the connections to the upstream.
enum class Manner { Closes, Pools };

std::string named(const std::string& name, Manner manner) {
  return manner == Manner::Pools ? name + " pooled" : name;
}

/// master_process off: one process, which is the one that we measure.
std::string nginxSettings(const std::string& directory, const Ports& ports,
                          Manner manner) {
  const bool pools = manner == Manner::Pools;
  std::ostringstream text;
  text << "daemon off; master_process off; error_log stderr emerg;\n"
       << "pid " << directory << "/nginx.pid;\n"
       << "events { worker_connections 4096; }\n"
       << "http {\n"
       << "  access_log off; keepalive_requests 10000000;\n";
  for (const auto* kind :
       {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text << "  " << kind << "_temp_path " << directory << "/" << kind << ";\n";
  }
  text << "  upstream bench { server " << onLoopback(ports.upstream) << "; "
       << (pools ? "keepalive 256; keepalive_requests 10000000; " : "") << "}\n"
       << "  server {\n"
       << "    listen " << onLoopback(ports.listen) << ";\n"
       << "    location / {\n"
       << "      proxy_pass http://bench;\n"
       << (pools ? "      proxy_set_header Connection \"\";\n" : "")
       << "      proxy_buffering off; proxy_http_version 1.1;\n"
       << "    }\n  }\n}\n";
  return text.str();
}

std::string haproxySettings(const Ports& ports, Manner manner) {
  const std::string connections = manner == Manner::Pools
                                      ? "http-reuse always"
                                      : "option http-server-close";
  return "global\n  maxconn 4096\n  nbthread 2\n"
         "defaults\n  mode http\n  " +
         connections +
         "\n  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\n"
         "listen bench\n  bind " +
         onLoopback(ports.listen) + "\n  server upstream " +
         onLoopback(ports.upstream) + "\n";
}

constexpr const char* kGoProgram = R"go(package main

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
)

func main() {
	upstream, err := url.Parse(os.Args[2])
	if err != nil {
		panic(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(upstream)
	proxy.FlushInterval = -1
	proxy.Transport = &http.Transport{
		DisableKeepAlives:   os.Args[3] != "pool",
		MaxIdleConnsPerHost: 256,
	}
	panic(http.ListenAndServe(os.Args[1], proxy))
}
)go";

Candidate nginx(const std::string& program, const std::string& directory,
                Manner manner) {
  return {named("nginx", manner), [=](const Ports& ports) {
            const auto file =
                writeFile(directory + "/nginx.conf",
                          nginxSettings(directory, ports, manner));
            return process::Command{
                {program, "-p", directory, "-e", "stderr", "-c", file}};
          }};
}

Candidate haproxy(const std::string& program, const std::string& directory,
                  Manner manner) {
  return {named("haproxy", manner), [=](const Ports& ports) {
            const auto file = writeFile(directory + "/haproxy.cfg",
                                        haproxySettings(ports, manner));
            return process::Command{{program, "-db", "-q", "-f", file}};
          }};
}

/// Empty when it cannot be built.
std::string buildGoProxy(const std::string& program,
                         const std::string& directory,
                         std::vector<std::string>& missing) {
  const auto source = writeFile(directory + "/main.go", kGoProgram);
  const auto binary = directory + "/go-reverse-proxy";
  process::ChildProcess build(
      {{program, "build", "-o", binary, source},
       {{"GOCACHE", directory + "/go-cache"}, {"GO111MODULE", "off"}}});
  const auto status = build.wait(std::chrono::minutes(3));
  if (!status || !status->ok()) {
    missing.push_back("go: does not build the proxy: " + build.standardError());
    return "";
  }
  return binary;
}

Candidate goProxy(const std::string& binary, Manner manner) {
  return {
      named("go", manner), [=](const Ports& ports) {
        return process::Command{{binary, onLoopback(ports.listen),
                                 "http://" + onLoopback(ports.upstream),
                                 manner == Manner::Pools ? "pool" : "close"}};
      }};
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (fs::temp_directory_path() / "hop-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("no temporary directory");
  }
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<Candidate> installedPeers(const TemporaryDirectory& directory,
                                      std::vector<std::string>& missing) {
  const std::string path = directory.path().string();
  std::vector<Candidate> peers;
  for (const std::string name : {"nginx", "haproxy", "go"}) {
    const auto program = process::findProgram(name);
    if (!program) {
      missing.push_back(name + ": not installed");
      continue;
    }
    const auto go = name == "go" ? buildGoProxy(*program, path, missing) : "";
    for (const Manner manner : {Manner::Closes, Manner::Pools}) {
      if (name == "nginx") peers.push_back(nginx(*program, path, manner));
      if (name == "haproxy") peers.push_back(haproxy(*program, path, manner));
      if (!go.empty()) peers.push_back(goProxy(go, manner));
    }
  }
  return peers;
}

std::optional<Candidate> installedNghttpx(std::vector<std::string>& missing) {
  const auto program = process::findProgram("nghttpx");
  if (!program) {
    missing.emplace_back("nghttpx: not installed (Debian: nghttp2-proxy)");
    return std::nullopt;
  }
  return Candidate{
      "nghttpx", [program = *program](const Ports& ports) {
        const auto at = [](std::uint16_t port) {
          return "127.0.0.1," + std::to_string(port);
        };
        const std::string protocol = ports.scheme == "h2c" ? "h2" : "http/1.1";
        return process::Command{
            {program, "--conf=/dev/null", "--single-process", "--workers=1",
             "--log-level=FATAL", "--accesslog-file=/dev/null",
             "--errorlog-file=/dev/null",
             "--frontend=" + at(ports.listen) + ";no-tls",
             "--backend=" + at(ports.upstream) + ";;proto=" + protocol}};
      }};
}

}  // namespace hop::bench
