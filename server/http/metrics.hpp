// Counters of the edge, in Prometheus' text format.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/api.hpp"

namespace vefa::http {

/// Relaxed atomics; each may be changed from any thread.
class Metrics {
 public:
  explicit Metrics(Routes const& routes);

  /// `route` null: the request led nowhere.
  void count(Route const* route, int status, std::chrono::nanoseconds took);
  std::string text() const;

  std::atomic<std::int64_t> open_connections{0};
  std::atomic<std::int64_t> live_listeners{0};
  std::atomic<std::int64_t> writes_waiting{0};  // for the write lanes, of all companies
  std::atomic<std::int64_t> reads_waiting{0};
  std::atomic<std::int64_t> slow_waiting{0};
  std::atomic<std::int64_t> refused_connections{0};
  std::atomic<std::int64_t> cut_connections{0};  // slow or silent clients

 private:
  static constexpr std::array<double, 11> kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                  0.1,   0.25,   0.5,   1,    5};
  struct Counters {
    std::string name;
    std::array<std::atomic<std::uint64_t>, 5> by_class{};  // 1xx … 5xx
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets{};
    std::atomic<std::uint64_t> nanoseconds{0};
  };
  void append_counters(std::string& out, Counters const& c) const;

  std::vector<std::unique_ptr<Counters>> all_;
  std::unordered_map<Route const*, Counters*> by_route_;
};

}  // namespace vefa::http
