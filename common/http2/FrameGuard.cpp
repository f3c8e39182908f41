// SPDX-License-Identifier: MIT
#include "common/http2/FrameGuard.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>

namespace hop::http2 {

namespace {

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// A header block: four times what we accept of fields, in few frames.
constexpr std::size_t kMostBlockBytes = std::size_t{256} * 1024;
constexpr int kMostBlockFrames = 16;
/// Streams whose end is remembered.
constexpr std::size_t kRemembered = 512;
/// DATA that goes out in one frame of the usual size, 16 KiB, pays for some
/// thirty WINDOW_UPDATE frames; the smallest pays for two, and a PING.
constexpr int kCreditPerData = 3;
constexpr std::size_t kOctetsPerCredit = 512;

bool isOfStreams(std::uint8_t type) {
  return type == NGHTTP2_DATA || type == NGHTTP2_HEADERS ||
         type == NGHTTP2_CONTINUATION;
}

/// What the peer does wrong, not the upstream and not we.
bool isPeersFault(std::uint32_t code) {
  return code != NGHTTP2_NO_ERROR && code != NGHTTP2_INTERNAL_ERROR &&
         code != NGHTTP2_CANCEL && code != NGHTTP2_REFUSED_STREAM;
}

}  // namespace

FrameGuard::FrameGuard(Role role, std::size_t streams)
    : role_(role),
      remembered_(streams + kRemembered),
      prefaceLeft_(role == Role::Server ? kPreface.size() : 0) {}

std::size_t FrameGuard::lookAtPreface(std::string_view octets,
                                      Verdict& verdict) {
  const auto expected = kPreface.substr(kPreface.size() - prefaceLeft_);
  const auto n = std::min(expected.size(), octets.size());
  if (octets.substr(0, n) != expected.substr(0, n)) {
    verdict.error = NGHTTP2_PROTOCOL_ERROR;
    return 0;
  }
  prefaceLeft_ -= n;
  return n;
}

FrameGuard::Verdict FrameGuard::look(std::string_view octets) {
  Verdict verdict;
  std::size_t at = prefaceLeft_ > 0 ? lookAtPreface(octets, verdict) : 0;
  while (at < octets.size() && !verdict.error) {
    if (payloadLeft_ > 0) {
      const auto n = std::min(payloadLeft_, octets.size() - at);
      payloadLeft_ -= n;
      at += n;
      continue;
    }
    raw_[have_++] = static_cast<std::uint8_t>(octets[at++]);
    if (have_ < raw_.size()) continue;
    have_ = 0;
    const auto stream = (std::uint32_t{raw_[5] & 0x7fU} << 24) |
                        (std::uint32_t{raw_[6]} << 16) |
                        (std::uint32_t{raw_[7]} << 8) | raw_[8];
    Header header{
        (std::size_t{raw_[0]} << 16) | (std::size_t{raw_[1]} << 8) | raw_[2],
        raw_[3], raw_[4], static_cast<std::int32_t>(stream)};
    payloadLeft_ = header.length;
    isData_ = header.type == NGHTTP2_DATA;
    verdict.error = judge(header);
  }
  verdict.accepted = at;
  return verdict;
}

std::optional<std::uint32_t> FrameGuard::judge(const Header& header) {
  // RFC 9113 section 3.4.
  if (!greeted_ && (header.type != NGHTTP2_SETTINGS || header.flags != 0)) {
    return NGHTTP2_PROTOCOL_ERROR;
  }
  greeted_ = true;
  charge(header);
  if (chatterCredit_.spent() || streamCredit_.spent()) {
    return NGHTTP2_ENHANCE_YOUR_CALM;
  }
  if (const auto error = judgeBlock(header)) return error;
  return role_ == Role::Server ? judgeStream(header) : std::nullopt;
}

void FrameGuard::charge(const Header& header) {
  const bool ack = (header.flags & NGHTTP2_FLAG_ACK) != 0;
  const bool ends = (header.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  switch (header.type) {
    case NGHTTP2_PING:
      return chatterCredit_.spend(ack ? 0 : 1);
    case NGHTTP2_SETTINGS:
      return chatterCredit_.spend(ack ? 0 : 5);
    case NGHTTP2_RST_STREAM:
      // An upstream can reset no more than we have asked of it.
      if (role_ == Role::Client) return chatterCredit_.spend(1);
      return streamCredit_.spend(3);
    case NGHTTP2_DATA:
      if (header.length == 0) return chatterCredit_.spend(ends ? 0 : 2);
      // Padding may be all there is in it (RFC 9113 section 6.1).
      if ((header.flags & NGHTTP2_FLAG_PADDED) == 0) chatterCredit_.earn(1);
      return;
    case NGHTTP2_HEADERS:
    case NGHTTP2_CONTINUATION:
    case NGHTTP2_PUSH_PROMISE:
      return;
    default:  // also PRIORITY_UPDATE and what we do not know
      return chatterCredit_.spend(1);
  }
}

/// A header block is HEADERS and its CONTINUATION frames (CVE-2024-27316).
std::optional<std::uint32_t> FrameGuard::judgeBlock(const Header& header) {
  if (header.type != NGHTTP2_HEADERS && header.type != NGHTTP2_CONTINUATION) {
    return std::nullopt;
  }
  if (header.type == NGHTTP2_HEADERS) blockBytes_ = 0;
  if (header.type == NGHTTP2_HEADERS) blockFrames_ = 0;
  inBlock_ = (header.flags & NGHTTP2_FLAG_END_HEADERS) == 0;
  blockBytes_ += header.length;
  if (++blockFrames_ > kMostBlockFrames || blockBytes_ > kMostBlockBytes) {
    return NGHTTP2_ENHANCE_YOUR_CALM;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> FrameGuard::judgeStream(const Header& header) {
  const auto found = streams_.find(header.stream);
  if (header.type == NGHTTP2_RST_STREAM && found != streams_.end()) {
    found->second = State::PeerReset;
    return std::nullopt;
  }
  if (!isOfStreams(header.type)) return std::nullopt;
  const bool ended = header.type != NGHTTP2_CONTINUATION &&
                     (header.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  if (found == streams_.end()) {
    return header.type == NGHTTP2_HEADERS ? open(header) : std::nullopt;
  }
  // A CONTINUATION belongs to the HEADERS before it, which may have ended the
  // stream; alone it is for nghttp2 to refuse.
  const bool goesOn = header.type == NGHTTP2_CONTINUATION &&
                      found->second == State::PeerEnded && blockFrames_ > 1;
  if (found->second == State::PeerReset ||
      (found->second == State::PeerEnded && !goesOn)) {
    return NGHTTP2_STREAM_CLOSED;
  }
  if (ended && found->second == State::Open) found->second = State::PeerEnded;
  return std::nullopt;
}

/// RFC 9113 section 5.1.1: ids go up; those that were left out are closed.
std::optional<std::uint32_t> FrameGuard::open(const Header& header) {
  const bool forgotten =
      !streams_.empty() && header.stream < streams_.begin()->first;
  if (header.stream <= highest_) {
    return forgotten ? NGHTTP2_STREAM_CLOSED : NGHTTP2_PROTOCOL_ERROR;
  }
  highest_ = header.stream;
  const bool ended = (header.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  streams_[header.stream] = ended ? State::PeerEnded : State::Open;
  if (streams_.size() <= remembered_ || forget()) return std::nullopt;
  return NGHTTP2_ENHANCE_YOUR_CALM;
}

/// @return false when all of them are open: many more than we allow, and the
/// peer has not even read that we have refused them.
bool FrameGuard::forget() {
  const auto closed = std::find_if(
      streams_.begin(), streams_.end(),
      [](const auto& entry) { return entry.second != State::Open; });
  if (closed == streams_.end()) return false;
  streams_.erase(closed);
  return true;
}

void FrameGuard::onResetSent(std::int32_t stream, std::uint32_t code) {
  const auto found = streams_.find(stream);
  if (found != streams_.end() && found->second == State::Open) {
    found->second = State::WeReset;
  }
  if (isPeersFault(code)) streamCredit_.spend(10);
  if (code == NGHTTP2_REFUSED_STREAM) streamCredit_.spend(1);
}

void FrameGuard::onDataSent(std::size_t octets) {
  chatterCredit_.earn(kCreditPerData +
                      static_cast<int>(octets / kOctetsPerCredit));
}

}  // namespace hop::http2
