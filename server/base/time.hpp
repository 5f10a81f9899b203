// Instants, local dates and clocks. Zones and working time are in calendar/.
#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vefa {

using Duration = std::chrono::milliseconds;

/// A point in time: milliseconds since 1970-01-01 UTC, without leap seconds.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(Instant const&) const = default;
  Instant operator+(Duration d) const { return {ms + d.count()}; }
  Instant operator-(Duration d) const { return {ms - d.count()}; }
  Duration operator-(Instant other) const { return Duration{ms - other.ms}; }
};

/// A day in some place's calendar, proleptic Gregorian; the place is given by what speaks of it.
struct LocalDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(LocalDate const&) const = default;
};

/// RFC 3339 with milliseconds and Z: `2026-11-22T06:00:00.000Z`.
std::string to_text(Instant instant);
/// RFC 3339 with any offset; nothing when malformed or out of 1900…9999.
std::optional<Instant> parse_instant(std::string_view text);
/// `2026-11-22`.
std::string to_text(LocalDate date);
/// Nothing unless the text is `YYYY-MM-DD` and names a day that exists.
std::optional<LocalDate> parse_date(std::string_view text);

/// Reads the machine's wall clock: the only place that does.
Instant wall_now();

/// The clock that a company's use-cases and timers run by.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class WallClock final : public Clock {
 public:
  Instant now() const override { return wall_now(); }
};

/// A clock that stands still until it is moved; for tests and demonstrations. Safe across threads.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Instant start);
  ~FakeClock() override;
  Instant now() const override;
  void set(Instant instant);
  void advance(Duration by);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace vefa
