// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace hop::io {

class Tls;

/// What a call that never waits has come to.
enum class Progress {
  Done,        ///< it did something, or all there was to do
  NeedsRead,   ///< nothing until the descriptor is readable
  NeedsWrite,  ///< nothing until the descriptor is writable
  Ended        ///< the other side has ended its direction: FIN or close_notify
};

/// How far a read or a write has come.
struct Transfer {
  Progress progress = Progress::Done;
  std::size_t octets = 0;
};

/// A connected socket, plain or inside TLS, on which no call ever waits (but
/// readPatiently()). One thread may read while another one writes: OpenSSL
/// wants one of them at a time, so with TLS a lock is held for the moment of
/// the call.
///
/// What the other side does wrong is a Poco::Exception:
/// Poco::Net::ConnectionResetException for a reset, and for a TLS stream that
/// ends without close_notify (RFC 8446 section 6.1: it may have been cut);
/// TlsException for what OpenSSL refuses.
class Channel final {
 public:
  explicit Channel(const Poco::Net::StreamSocket& socket);
  Channel(const Poco::Net::StreamSocket& socket, std::unique_ptr<Tls> tls);
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  /// The TLS handshake, as far as it goes; Done at once without TLS. To be
  /// called until it is Done, before anything is read or written.
  Progress handshake();

  /// Takes what is there, at most @p size octets (and at least one, if Done).
  Transfer read(char* buffer, std::size_t size);
  /// As read(), but the one call waits for the first octet, at most kPause.
  /// After makePatient() only.
  Transfer readPatiently(char* buffer, std::size_t size);
  /// For a connection that lasts: three calls now, one less for each message.
  /// Nothing with TLS.
  void makePatient();
  [[nodiscard]] bool patient() const { return patient_; }
  static constexpr std::chrono::milliseconds kPause{100};
  /// Gives what there is room for: perhaps a part only. After NeedsWrite the
  /// next call must begin with the same octets: TLS may have encrypted them
  /// already.
  Transfer write(std::string_view octets);

  /// Octets that were decrypted and not read yet: the descriptor does not tell
  /// of them.
  [[nodiscard]] bool pending() const;
  /// Nothing more will be written: close_notify, then FIN.
  /// @return NeedsWrite when close_notify has no room yet: nothing is ended,
  ///   and it is to be called again. What goes wrong is ignored.
  Progress finishWriting();
  /// Ends both directions at once, from any thread; whoever polls the
  /// descriptor wakes up.
  void abort() const;
  /// Ends with RST instead of FIN when it is closed: the other side must not
  /// take what it has got for the whole.
  void resetOnClose() const;
  /// Closes the descriptor, without close_notify: what is not finished must
  /// not look finished.
  void close() { socket_.close(); }

  [[nodiscard]] bool secure() const { return tls_ != nullptr; }
  /// What ALPN agreed on ("h2", "http/1.1"); empty without TLS, and when the
  /// other side did not say (RFC 7301).
  [[nodiscard]] std::string protocol() const;
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] const Poco::Net::StreamSocket& poco() const { return socket_; }

 private:
  Poco::Net::StreamSocket socket_;
  int descriptor_;
  bool patient_ = false;
  std::unique_ptr<Tls> tls_;
  mutable std::mutex mutex_;  ///< guards tls_, which is not for two threads
};

}  // namespace hop::io
