// Time zones: instants to what the clock on the wall shows, and back.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace vefa::calendar {

inline constexpr int kMinutesOfDay = 1440;

/// Which end of a stretch of time a wall time is. It decides what is meant when clocks change: a
/// wall time that is skipped (spring) is the first instant after the gap for both; one that comes
/// twice (autumn) is the earlier for a start and the later for an end. So a stretch never loses
/// time.
enum class Edge { Start, End };

/// What the wall shows: the local day, and the time since its midnight as read from the clock.
struct LocalTime {
  LocalDate date = {};
  Duration since_midnight = {};
  auto operator<=>(LocalTime const&) const = default;
};

/// Days since 1970-01-01; the arithmetic form of a local date.
int day_number(LocalDate date);
LocalDate date_of(int day_number);
/// 0 Monday … 6 Sunday.
int weekday_of(int day_number);
/// The day `days` later, or earlier when negative.
LocalDate plus_days(LocalDate date, int days);

struct ZoneRules;

/// A place's clock, by its IANA name, from the machine's zone data (Debian's tzdata). Exact for
/// 1900…2199; a copy is cheap and immutable, safe across threads.
class Zone {
 public:
  /// `calendar.unknown_zone` (Invalid, field `zone`) unless the name is known, e.g.
  /// `Europe/Budapest`.
  static Result<Zone> find(std::string_view iana_name);

  std::string const& name() const;
  LocalTime local(Instant instant) const;
  /// The instant at which the wall shows `minute_of_day` of `date`; minutes may reach into the
  /// following days (1560 is 02:00 of the next) and before.
  Instant instant(LocalDate date, int minute_of_day, Edge edge) const;

  // The same by day numbers, for those who count.
  Instant instant_of(int day, int minute_of_day, Edge edge) const;
  /// Milliseconds since the local 1970-01-01 00:00, as the wall counts.
  std::int64_t wall_ms(Instant instant) const;
  Instant of_wall(std::int64_t wall_ms, Edge edge) const;

 private:
  explicit Zone(std::shared_ptr<ZoneRules const> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<ZoneRules const> rules_;
};

}  // namespace vefa::calendar
