#include "calendar/zone_file.hpp"

#include "calendar/calendar.hpp"
#include "fuzz/targets.hpp"

namespace vefa::fuzz {

std::string check_zone(std::string_view tzif) {
  auto const periods = calendar::read_zone(tzif);
  if (!periods) return {};
  if (periods->empty()) return "a zone without a period";
  for (std::size_t i = 1; i < periods->size(); ++i) {
    auto const& before = (*periods)[i - 1];
    auto const& after = (*periods)[i];
    if (before.from_ms >= after.from_ms) return fmt::format("period {} is out of order", i);
    if (before.offset_ms == after.offset_ms) return fmt::format("period {} changes nothing", i);
  }
  return {};
}

}  // namespace vefa::fuzz
