#include "http/rate_limit.hpp"

#include <algorithm>
#include <cmath>

namespace vefa::http {
namespace {

constexpr std::size_t kMaxPerShard = 6250;

double seconds_between(RateLimit::Moment from, RateLimit::Moment to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

int RateLimit::take(std::string const& name, Moment now) {
  if (per_second_ <= 0) return 0;
  Shard& shard = shards_[std::hash<std::string>{}(name) % shards_.size()];
  std::lock_guard const lock(shard.mutex);
  if (shard.buckets.size() >= kMaxPerShard) make_room(shard, now);
  auto& bucket = shard.buckets.try_emplace(name, Bucket{burst_, now}).first->second;
  bucket.tokens = std::min(burst_, bucket.tokens + per_second_ * seconds_between(bucket.at, now));
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / per_second_)));
}

void RateLimit::make_room(Shard& shard, Moment now) const {
  std::erase_if(shard.buckets, [&](auto const& entry) {
    Bucket const& b = entry.second;
    return b.tokens + per_second_ * seconds_between(b.at, now) >= burst_;
  });
  if (shard.buckets.size() >= kMaxPerShard) shard.buckets.clear();
}

}  // namespace vefa::http
