// SPDX-License-Identifier: MIT
#pragma once

#include "common/server/Server.h"
#include "tools/hop/DemoPorts.h"
#include "tools/lab/Lab.h"
#include "tools/site/StaticFiles.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace hop::tool {

/// The deck at "/", the lab at "/lab/", and "/talk.json", from which the deck
/// learns the ports of the programs. On 127.0.0.1 only. Without a deck "/"
/// leads to the lab.
class PresentServer final {
 public:
  /// @param deck where it lies, if there is one.
  /// @param port this one, or (empty) the usual one or any that is free.
  /// @param base where the upstream of the block of programs listens, if they
  ///   run.
  /// @throws cli::StartError, std::exception.
  PresentServer(const lab::Places& places,
                const std::optional<std::filesystem::path>& deck,
                std::optional<Port> port, std::optional<int> base);
  ~PresentServer() { stop(); }
  PresentServer(const PresentServer&) = delete;
  PresentServer& operator=(const PresentServer&) = delete;

  /// The address to open: it carries the lab's token.
  [[nodiscard]] std::string url(const std::string& language) const;
  [[nodiscard]] std::string labUrl() const;
  void stop();

 private:
  [[nodiscard]] std::string base() const;

  class Handler;
  class Factory;

  lab::Lab lab_;
  std::optional<site::StaticFiles> deck_;
  std::string talk_;
  Port port_ = 0;
  std::unique_ptr<server::Server> server_;
};

}  // namespace hop::tool
