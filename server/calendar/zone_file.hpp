// Reads the zone data of the machine (TZif, RFC 8536). Private to calendar/.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vefa::calendar {

/// From `from_ms` (UTC) until the next period the wall is `offset_ms` ahead of UTC.
struct Period {
  std::int64_t from_ms;
  std::int64_t offset_ms;
};

/// The periods of a zone in order, the first from the beginning of time, the last without an end;
/// neighbours differ. Nothing when the bytes are no TZif of version 2 or later.
std::optional<std::vector<Period>> read_zone(std::string_view tzif);

/// Reads `name` below the machine's zone directory; nothing when the name is not that of a zone.
std::optional<std::string> load_zone_file(std::string_view name);

}  // namespace vefa::calendar
