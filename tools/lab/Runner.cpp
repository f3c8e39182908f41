// SPDX-License-Identifier: MIT
#include "tools/lab/Runner.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <future>
#include <optional>
#include <utility>

namespace hop::lab {

namespace {

using namespace std::chrono_literals;
using wire::Exchange;

/// Octets kept of one lane: what an eye can look at, and a browser can draw.
constexpr std::size_t kMostOctets = 131'072;
/// How often there may be news.
constexpr auto kTick = 30ms;

/// One step of the order under way, in a thread of its own.
struct Running {
  explicit Running(wire::StepProgram program) : step(std::move(program)) {}

  wire::StepProgram step;
  wire::Recorder recorder{kMostOctets};
  std::future<Exchange> result{};

  [[nodiscard]] bool ready() const {
    return result.wait_for(0ms) == std::future_status::ready;
  }
};

/// All steps of an order. Going away ends what still runs.
class Race final {
 public:
  Race(const Order& order, wire::Surroundings surroundings)
      : order_(order), surroundings_(std::move(surroundings)) {
    for (const auto& step : order.steps) begin(runs_.emplace_back(step));
  }
  ~Race() { over_ = true; }  // the futures wait
  Race(const Race&) = delete;
  Race& operator=(const Race&) = delete;

  [[nodiscard]] bool ready() const {
    return std::all_of(runs_.begin(), runs_.end(),
                       [](const Running& run) { return run.ready(); });
  }
  [[nodiscard]] std::size_t revision() const {
    std::size_t sum = 0;
    for (const Running& run : runs_) sum += run.recorder.revision();
    return sum;
  }
  [[nodiscard]] std::vector<Exchange> soFar() const {
    std::vector<Exchange> exchanges;
    for (const Running& run : runs_) {
      exchanges.push_back({run.step, order_.scenario, run.recorder.lanes()});
    }
    return exchanges;
  }
  std::vector<Exchange> results() {
    std::vector<Exchange> exchanges;
    for (Running& run : runs_) exchanges.push_back(run.result.get());
    return exchanges;
  }

 private:
  void begin(Running& run) {
    run.result = std::async(std::launch::async, [this, &run] {
      const auto over = [this] { return over_ || surroundings_.cancelled(); };
      return wire::runExchange(run.step, order_.scenario,
                               {surroundings_.demoUpstream, over},
                               run.recorder);
    });
  }

  const Order& order_;
  const wire::Surroundings surroundings_;
  std::atomic<bool> over_{false};
  std::deque<Running> runs_;  ///< a Running must not move
};

}  // namespace

void Runner::run(const Order& order, const wire::Cancelled& cancelled,
                 const Report& report) {
  const Gate::Ticket ticket(gate_, cancelled);
  std::optional<DemoUpstream::Lease> lease;
  if (order.scenario.upstream == wire::UpstreamKind::Demo) {
    lease.emplace(upstream_);
  }
  const std::uint16_t port = lease ? lease->port() : std::uint16_t{0};
  Race race(order, {port, cancelled});
  std::size_t seen = 0;
  report(race.soFar(), false);
  while (!race.ready()) {
    std::this_thread::sleep_for(kTick);
    const std::size_t revision = race.revision();
    if (revision == seen) continue;
    seen = revision;
    report(race.soFar(), false);
  }
  report(race.results(), true);
}

}  // namespace hop::lab
