// SPDX-License-Identifier: MIT
#include "common/io/TunnelEnd.h"

#include <poll.h>

namespace hop::io {

Transfer ChannelEnd::read(char* buffer, std::size_t size) {
  if (early_.empty()) return channel_->read(buffer, size);
  const auto n = early_.copy(buffer, size);
  early_.erase(0, n);
  if (early_.empty()) early_.shrink_to_fit();
  return {Progress::Done, n};
}

TunnelEnd::Health ChannelEnd::health() const {
  pollfd asked{channel_->descriptor(), 0, 0};
  if (::poll(&asked, 1, 0) <= 0) return Health::Fine;
  if ((asked.revents & POLLERR) != 0) return Health::Broken;
  return (asked.revents & POLLHUP) != 0 ? Health::HungUp : Health::Fine;
}

}  // namespace hop::io
