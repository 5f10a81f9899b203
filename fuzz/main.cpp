// The program of `./dev fuzz`: libFuzzer with one of the targets, `vefa_fuzz --target=mail …`.
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

#include "fuzz/targets.hpp"

namespace {
vefa::fuzz::Target const* target = nullptr;
}

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  constexpr std::string_view kFlag = "--target=";
  for (int i = 1; i < *count; ++i) {
    std::string_view const argument = (*arguments)[i];
    for (auto const& one : vefa::fuzz::kTargets)
      if (argument.starts_with(kFlag) && argument.substr(kFlag.size()) == one.name) target = &one;
  }
  if (target) return 0;
  fmt::print(stderr, "vefa_fuzz --target=NAME, one of:\n");
  for (auto const& one : vefa::fuzz::kTargets) fmt::print(stderr, "  {}\n", one.name);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  auto const broken = target->check({reinterpret_cast<char const*>(bytes), size});
  if (broken.empty()) return 0;
  fmt::print(stderr, "A promise is broken: {}\n", broken);
  std::abort();
}
