// Chance that comes out the same every time for the same seed, on every machine: the standard's
// engine without its distributions, which each library writes in its own way.
#pragma once
#include <random>
#include <vector>

namespace vefa::generate {

class Dice {
 public:
  explicit Dice(std::uint64_t seed)
      : engine_(seed * 0x9E3779B97F4A7C15ULL + 0xD1B54A32D192ED03ULL) {}

  /// 0 … sides − 1, evenly; `sides` is at least 1.
  std::int64_t below(std::int64_t sides) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(sides));
  }
  /// from … to, both included.
  std::int64_t between(std::int64_t from, std::int64_t to) { return from + below(to - from + 1); }
  bool chance(int percent) { return below(100) < percent; }
  double share() { return static_cast<double>(below(1'000'000)) / 1'000'000; }
  template <class List>
  auto const& of(List const& list) {
    return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(std::size(list))))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace vefa::generate
