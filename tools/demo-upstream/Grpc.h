// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace hop::upstream {

/// The one method of echo.proto.
constexpr std::string_view kSay = "/hop.Echo/Say";

/// How a gRPC call ends: the numbers of grpc-status, those that we need.
enum class GrpcStatus {
  Ok = 0,
  InvalidArgument = 3,
  Unimplemented = 12,
  Internal = 13
};

/// The call is refused: its status, and one sentence for grpc-message.
class GrpcError final : public std::runtime_error {
 public:
  GrpcError(GrpcStatus status, const std::string& sentence)
      : std::runtime_error(sentence), status_(status) {}

  [[nodiscard]] GrpcStatus status() const { return status_; }

 private:
  GrpcStatus status_;
};

/// True for "application/grpc" with "+proto" or without, and whatever
/// parameters: not for "application/grpc-web", which is another protocol.
[[nodiscard]] bool isGrpcType(std::string_view contentType);

/// Five octets and the message: a flag for compression, and the length, the
/// highest octet first ("gRPC over HTTP/2", Length-Prefixed-Message).
[[nodiscard]] std::string grpcFrame(std::string_view message);

/// The one message of a unary call.
/// @throws GrpcError InvalidArgument when there is not exactly one,
///   Unimplemented when it is compressed.
[[nodiscard]] std::string_view grpcMessageIn(std::string_view body);

/// A text as grpc-message wants it: UTF-8, all but printable ASCII as "%0a".
[[nodiscard]] std::string grpcMessageText(std::string_view text);

}  // namespace hop::upstream
