// Where generated inputs begin.
#pragma once
#include <fmt/format.h>

#include <cstdlib>
#include <random>

namespace vefa::testing {

/// Another one each run, printed; VEFA_SEED repeats a run.
inline unsigned seed() {
  char const* wanted = std::getenv("VEFA_SEED");
  auto const seed =
      wanted ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : std::random_device{}();
  fmt::print("VEFA_SEED={}\n", seed);
  return seed;
}

}  // namespace vefa::testing
