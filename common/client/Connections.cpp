// SPDX-License-Identifier: MIT
#include "common/client/Connections.h"

#include "common/client/Connect.h"

#include <Poco/Net/NetException.h>

#include <utility>

namespace hop::client {

Connections::Connections(Speak speak, std::shared_ptr<io::TlsContext> tls,
                         std::shared_ptr<io::TlsContext> tlsHttp1,
                         std::unique_ptr<Places> places)
    : speak_(speak),
      tls_(std::move(tls)),
      tlsHttp1_(std::move(tlsHttp1)),
      places_(std::move(places)) {
  if (speak_ != Speak::Http1) loop_ = std::make_unique<io::Loop>();
}

Connections::Found Connections::find(const Address& address) {
  std::promise<Shared> landing;
  std::shared_future<Shared> flight;
  bool pilot = false;
  {
    const std::lock_guard lock(mutex_);
    if (shared_ && shared_->usable()) return {shared_, nullptr};
    if (speak_ != Speak::Http1 && !onlyHttp1_) {
      pilot = !flight_.valid();
      if (pilot) flight_ = landing.get_future().share();
      flight = flight_;
    }
  }
  if (pilot) return fly(address, landing);
  if (!flight.valid()) return connect(address);
  if (auto shared = flight.get()) return {std::move(shared), nullptr};
  return connect(address);
}

Connections::Found Connections::fly(const Address& address,
                                    std::promise<Shared>& landing) {
  const auto land = [this] {
    const std::lock_guard lock(mutex_);
    flight_ = {};
  };
  try {
    Found found = connect(address);
    land();
    landing.set_value(found.http2);
    return found;
  } catch (...) {
    land();
    landing.set_exception(std::current_exception());
    throw;
  }
}

std::shared_ptr<io::Channel> Connections::open(
    const Address& address, const io::TlsContext* tls) const {
  const auto socket = connectTo(address.host, address.port, address.connect);
  auto channel = std::make_shared<io::Channel>(
      socket, tls != nullptr
                  ? tls->connect(socket.impl()->sockfd(), address.host)
                  : nullptr);
  io::Socket(channel).handshake(address.connect);
  return channel;
}

Connections::Found Connections::findHttp1(const Address& address) {
  const auto* const tls = tlsHttp1_ ? tlsHttp1_.get() : tls_.get();
  auto channel = open(address, tls);
  if (channel->protocol() == "h2") {
    throw Poco::Net::NetException("the upstream speaks HTTP/2 only");
  }
  return {nullptr, std::make_unique<io::Socket>(std::move(channel))};
}

Connections::Found Connections::connect(const Address& address) {
  auto channel = open(address, tls_.get());
  const bool http2 = speak_ == Speak::Http2 || channel->protocol() == "h2";
  const std::lock_guard lock(mutex_);
  onlyHttp1_ = !http2;
  if (!http2) {
    return {nullptr, std::make_unique<io::Socket>(std::move(channel))};
  }
  shared_ = std::make_shared<Http2Connection>(std::move(channel));
  loop_->add(shared_);
  return {shared_, nullptr};
}

}  // namespace hop::client
