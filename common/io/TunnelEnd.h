// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace hop::io {

/// One end of a tunnel: something to read octets from and to write octets to,
/// that never waits. An end is a connection of its own (ChannelEnd), or a
/// stream of an HTTP/2 connection.
class TunnelEnd {
 public:
  TunnelEnd() = default;
  virtual ~TunnelEnd() = default;
  TunnelEnd(const TunnelEnd&) = delete;
  TunnelEnd& operator=(const TunnelEnd&) = delete;

  /// As Channel has them. @throws when the other side has broken off.
  virtual Transfer read(char* buffer, std::size_t size) = 0;
  virtual Transfer write(std::string_view octets) = 0;
  /// No more octets will be written: FIN, close_notify or END_STREAM.
  virtual void finishWriting() = 0;
  /// How the other side is while nobody reads it.
  enum class Health {
    Fine,
    HungUp,  ///< both directions have ended: what it sent may still be read
    Broken   ///< reset
  };
  [[nodiscard]] virtual Health health() const { return Health::Fine; }
  /// close() will break off: RST, or RST_STREAM.
  virtual void abort() = 0;
  /// The tunnel is over; the last call.
  virtual void close() = 0;
  /// What to poll for it; -1 when it calls back instead.
  [[nodiscard]] virtual int descriptor() const { return -1; }
  /// Is called when there may be something to read, or room to write (an end
  /// without a descriptor only).
  // NOLINTNEXTLINE(performance-unnecessary-value-param): others keep it
  virtual void onReady(std::function<void()>) {}
};

/// A connection that belongs to the tunnel alone.
class ChannelEnd final : public TunnelEnd {
 public:
  /// @param early octets that were read behind the head: they come first.
  ChannelEnd(std::shared_ptr<Channel> channel, std::string early)
      : channel_(std::move(channel)), early_(std::move(early)) {}

  Transfer read(char* buffer, std::size_t size) override;
  Transfer write(std::string_view octets) override {
    return channel_->write(octets);
  }
  void finishWriting() override { (void)channel_->finishWriting(); }
  [[nodiscard]] Health health() const override;
  void abort() override { channel_->resetOnClose(); }
  void close() override { channel_->close(); }
  [[nodiscard]] int descriptor() const override {
    return channel_->descriptor();
  }

 private:
  std::shared_ptr<Channel> channel_;
  std::string early_;
};

}  // namespace hop::io
