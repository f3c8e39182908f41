// SPDX-License-Identifier: MIT
/// @file
/// fuzz-seeds-http2 [--check] DIRECTORY: writes the scripts of corpus/http2, or
/// says which of them are not as they are written here. Files of other names
/// (findings) are left alone. Names are those of rows in tests/rows.tsv.

#include "tests/unit/http2_frames.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace {

using namespace hop::http2;

using Frames = std::vector<Frame>;
using Seeds = std::map<std::string, std::string>;

// See Http2Script.h.
constexpr unsigned kUpstream = 1;
constexpr unsigned kGreeted = 2;
constexpr unsigned kConnect = 4;
constexpr unsigned kSmall = 8;
constexpr unsigned kShort = 128;
constexpr std::string_view kPieces = "\x03\x01\x07";

std::string script(unsigned flags, const std::string& octets) {
  flags |= static_cast<unsigned>(kPieces.size()) * 16;
  return static_cast<char>(flags) + std::string(kPieces) + octets;
}

std::string script(unsigned flags, const Frames& frames) {
  std::string octets;
  for (const Frame& frame : frames) {
    if (frame.payload.size() > 255) throw std::logic_error("no short frame");
    octets += static_cast<char>(frame.type);
    octets += static_cast<char>(frame.flags);
    octets += static_cast<char>(frame.stream);
    octets += static_cast<char>(frame.payload.size());
    octets += frame.payload;
  }
  return script(flags | kShort, octets);
}

// What frames say, in short.
const std::string kGetBlock("\x82\x84\x86\x01\x01t", 6);
const std::string kPostBlock("\x83\x84\x86\x01\x01t", 6);

Frame head(int stream, const std::string& block,
           std::uint8_t flags = kEndHeaders | kEndStream) {
  return {NGHTTP2_HEADERS, flags, stream, block};
}
Frame get(int stream, const FieldList& more = {}) {
  return head(stream, kGetBlock + block(more));
}
Frame post(int stream, const FieldList& more = {}) {
  return head(stream, kPostBlock + block(more), kEndHeaders);
}
Frame body(int stream, const std::string& octets, std::uint8_t flags = 0) {
  return {NGHTTP2_DATA, flags, stream, octets};
}
Frame setting(std::uint16_t name, std::uint32_t value) {
  return {NGHTTP2_SETTINGS, 0, 0, number(name, 2) + number(value, 4)};
}
Frame reset(int stream, std::uint32_t code = NGHTTP2_CANCEL) {
  return {NGHTTP2_RST_STREAM, 0, stream, number(code, 4)};
}
Frame window(int stream, std::uint32_t more) {
  return {NGHTTP2_WINDOW_UPDATE, 0, stream, number(more, 4)};
}
Frame status(int stream, const std::string& code, std::uint8_t flags,
             FieldList more = {}) {
  more.insert(more.begin(), {":status", code});
  return head(stream, block(more), flags);
}

Frames repeated(const Frames& frames, int times) {
  Frames all;
  for (int i = 0; i < times; ++i) {
    all.insert(all.end(), frames.begin(), frames.end());
  }
  return all;
}

void addBeginnings(Seeds& seeds) {
  const auto hello = greeting() + settingsAck();
  seeds["10-06"] = script(0, hello + hop::http2::get(1));
  seeds["HX15"] = script(0, std::string(kPreface.substr(0, 9)));
  seeds["HX30"] = script(0, std::string(kPreface) + ping());
  seeds["HT73"] = script(0, std::string(kPreface) + "GET / HTTP/1.1\r\n");
  seeds["HT70"] =
      script(kGreeted, number(0x7fffff, 3) + std::string("\0\0\0\0\0\1x", 7));
  seeds["HT71"] = script(kGreeted, Frames{{0x7f, 0xff, 0, "abc"}, get(1)});
}

void addRequests(Seeds& seeds) {
  const auto client = [&](const char* name, const Frames& frames) {
    seeds[name] = script(kGreeted, frames);
  };
  client("HT01", {get(1)});
  client("10-13", {post(1), body(1, "hello"), body(1, "", kEndStream)});
  client("10-12",
         {post(1, {{"content-length", "5"}}), body(1, "hello", kEndStream)});
  client("10-11", {get(1, {{"cookie", "a=1"}, {"x", "1"}, {"cookie", "b=2"}})});
  client("10-29", {get(1), get(3), get(5), get(7), get(9), get(11)});
  client("10-37",
         {head(1, block({{":method", "CONNECT"}, {":authority", "t:1"}}))});
  client("10-40", {post(1), body(1, "a"), head(1, block({{"x-t", "1"}}))});
  client("HT05",
         {post(1, {{"content-length", "9"}}), body(1, "hello", kEndStream)});
  client("body-too-long",
         {post(1, {{"content-length", "3"}}), body(1, "hello", kEndStream)});
  client("length-of-nothing", {get(1, {{"content-length", "0"}})});
  client("HT06", {get(1, {{"content-length", "9"}})});
  client("HT08", {post(1, {{"content-length", "5"}, {"content-length", "6"}}),
                  body(1, "hello", kEndStream)});
  client("HT10", {post(1, {{"transfer-encoding", "chunked"}}),
                  body(1, "0\r\n\r\nGET /b HTTP/1.1\r\n\r\n", kEndStream)});
  client("HT11", {get(1, {{"connection", "close"}})});
  client("HT16", {get(1, {{"te", "trailers"}})});
  client("HT18", {get(1, {{"x", "a\r\nHost: b"}})});
  client("HT20", {get(1, {{"x\r\ny", "a"}})});
  client("HT25", {get(1, {{"x", " a "}})});
  client("HT28", {head(1, "\x82\x86\x01\x01t\x04\x05/ b\r\n")});
  client("HT35", {head(1, "\x82\x84\x86\x01\x03u@t")});
  client("HT38", {head(1, "\x82\x84\x86")});
  client("HT40", {get(1, {{":path", "/"}})});
  client("HT41", {get(1, {{"host", "other"}})});
  client("HT43", {head(1, "\x82\x84\x86" + block({{"host", "t"}}))});
  client("HT50", {post(1), head(1, "\x84")});
  client("HT51", {post(1), head(1, block({{"x", "1"}}), kEndHeaders), get(3)});
  client("HT55", {get(1, {{"x", "\xc3\xa9\xff"}})});
  seeds["11-41"] = script(kGreeted | kConnect,
                          Frames{head(1,
                                      block({{":method", "CONNECT"},
                                             {":protocol", "websocket"},
                                             {":scheme", "http"},
                                             {":path", "/"},
                                             {":authority", "t"}}),
                                      kEndHeaders),
                                 body(1, "octets"), body(1, "", kEndStream)});
}

void addConnections(Seeds& seeds) {
  const auto client = [&](const char* name, const Frames& frames) {
    seeds[name] = script(kGreeted, frames);
  };
  client("HT53", {get(2)});
  client(
      "HT56",
      repeated({head(1, kGetBlock, 0), {NGHTTP2_CONTINUATION, 0, 1, "x"}}, 1));
  client("HT58", {head(1, kGetBlock + "\x40\x01x\x64" + std::string(100, 'a') +
                              std::string(60, '\xbe'))});
  client("HT60", {head(1, "\xff\xff\xff")});
  client("HT61", {head(1, "\x3f\xff\xff\x03" + kGetBlock)});
  client("HT63", repeated({get(1), window(1, 0)}, 2));
  client("HT66", repeated({body(1, "")}, 510));
  client("HT68", {post(1), window(1, 0x7fffffff)});
  client("HX01", {setting(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 0), get(3),
                  window(3, 1), window(3, 1), window(3, 100)});
  client("HX03", {get(3), setting(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, 0),
                  window(3, 3)});
  client("HX05", {setting(NGHTTP2_SETTINGS_HEADER_TABLE_SIZE, 0), get(1)});
  client("HX06", {setting(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, 16), get(3)});
  client("HX10", {post(1), body(1, "hello"), reset(1)});
  client("HX11", {post(1), body(1, std::string("\3hi\0\0\0", 6),
                                NGHTTP2_FLAG_PADDED | kEndStream)});
  client("HX21", {{NGHTTP2_PRIORITY, 0, 1, number(1, 4) + '\x10'}, get(1)});
  client("HX31", {post(1), reset(1), body(1, "x")});
  client("HX32", {get(1), body(1, "x")});
  client("HX33", {get(1), get(1)});
  client("HX34", {get(5), get(3)});
  client("HX35", {body(7, "x")});
  client("HX41", repeated({setting(NGHTTP2_SETTINGS_ENABLE_PUSH, 0)}, 210));
  Frames rapid;
  for (int id = 1; id < 254; id += 2) {
    rapid.insert(rapid.end(), {post(id), reset(id)});
  }
  client("HX40", rapid);
  seeds["10-30"] = script(kGreeted | kSmall,
                          Frames{post(1), post(3), get(5), reset(1), get(7)});
  seeds["10-33"] =
      script(kGreeted | kSmall,
             Frames{post(1), body(1, std::string(100, 'a')), body(1, "b")});
  seeds["HX13"] = script(
      kGreeted | kSmall,
      Frames{get(1, {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}, {"e", ""}})});
}

void addUpstreams(Seeds& seeds) {
  const auto upstream = [&](const char* name, const Frames& frames) {
    seeds[name] = script(kGreeted | kUpstream, frames);
  };
  constexpr std::uint8_t kAll = kEndHeaders | kEndStream;
  seeds["HU01"] = script(kUpstream, ping());
  seeds["10-53"] =
      script(kUpstream, settings() + headers(1, {{":status", "204"}}));
  upstream("10-21", {status(1, "200", kEndHeaders), body(1, "hello"),
                     head(1, block({{"x-t", "1"}}))});
  upstream("10-61", {status(1, "103", kEndHeaders), status(1, "204", kAll)});
  upstream("10-60", {status(7, "200", kAll), reset(7, NGHTTP2_NO_ERROR)});
  upstream("HU03", {status(1, "2x0", kAll), head(3, block({{"x", "1"}}))});
  upstream("status-with-a-zero", {status(1, "004", kAll)});
  upstream("HU05", {status(1, "200", kAll, {{"A b", "1"}})});
  upstream("HU06", {status(1, "200", kAll, {{"connection", "close"}})});
  upstream("HU08", {status(1, "200", kAll, {{"content-length", "5"}}),
                    status(3, "200", kAll, {{"content-length", "5"}})});
  upstream("HU10", {body(1, "hello")});
  upstream("HU11", {status(1, "200", kEndHeaders),
                    head(1, block({{":status", "500"}}))});
  upstream("HU13", {reset(1, NGHTTP2_REFUSED_STREAM)});
  upstream("HU15", {status(1, "200", kEndHeaders), body(1, "he"),
                    reset(1, NGHTTP2_INTERNAL_ERROR)});
  upstream("HU16", {{NGHTTP2_GOAWAY, 0, 0, number(3, 4) + number(0, 4)},
                    status(1, "204", kAll),
                    status(5, "204", kAll)});
  upstream("HU18", {setting(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 1),
                    status(1, "204", kAll)});
  upstream("HU20",
           {{NGHTTP2_PUSH_PROMISE, kEndHeaders, 1, number(2, 4) + kGetBlock}});
  upstream("HU23", repeated({{NGHTTP2_PING, 0, 0, "12345678"}}, 40));
  upstream("HU25", repeated({status(1, "103", kEndHeaders)}, 20));
  upstream("HU26", {window(1, 0), window(0, 0x7fffffff)});
}

std::string contentOf(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

int run(const std::filesystem::path& directory, bool check) {
  Seeds seeds;
  addBeginnings(seeds);
  addRequests(seeds);
  addConnections(seeds);
  addUpstreams(seeds);
  int wrong = 0;
  for (const auto& [name, octets] : seeds) {
    const auto path = directory / name;
    if (!check) {
      std::ofstream(path, std::ios::binary) << octets;
    } else if (contentOf(path) != octets) {
      std::cerr << path.string() << " is not what seeds_http2.cpp says\n";
      ++wrong;
    }
  }
  std::cout << seeds.size() << " scripts\n";
  return wrong == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
  const bool check = argc == 3 && std::string_view(argv[1]) == "--check";
  if (argc != 2 && !check) {
    std::cerr << "usage: " << argv[0] << " [--check] DIRECTORY\n";
    return 2;
  }
  return run(argv[argc - 1], check);
} catch (const std::exception& error) {
  std::cerr << argv[0] << ": " << error.what() << "\n";
  return 2;
}
