// Token buckets by name: an address, an account.
#pragma once
#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace vefa::http {

/// Safe to use from several threads. Holds at most about 100,000 names; beyond, it forgets those
/// whose bucket is full, and in need all of a shard.
class RateLimit {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// `per_second` 0: unlimited.
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}
  /// Takes one token. 0 when there was one, else the whole seconds until there will be.
  int take(std::string const& name, Moment now);

 private:
  struct Bucket {
    double tokens;
    Moment at;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
  };
  void make_room(Shard& shard, Moment now) const;

  double per_second_;
  double burst_;
  std::array<Shard, 16> shards_;
};

}  // namespace vefa::http
