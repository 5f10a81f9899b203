#include "calendar/zone.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>

#include "calendar/zone_file.hpp"

namespace vefa::calendar {

struct ZoneRules {
  std::string name;
  std::vector<Period> periods;

  /// The period that holds at a UTC instant.
  std::size_t at(std::int64_t utc_ms) const {
    auto const after = std::upper_bound(periods.begin() + 1, periods.end(), utc_ms,
                                        [](auto ms, Period const& p) { return ms < p.from_ms; });
    return static_cast<std::size_t>(after - periods.begin()) - 1;
  }
  bool holds(std::size_t index, std::int64_t utc_ms) const {
    return periods[index].from_ms <= utc_ms &&
           (index + 1 == periods.size() || utc_ms < periods[index + 1].from_ms);
  }
};

namespace {

constexpr std::int64_t kMsOfMinute = 60000;
constexpr std::int64_t kMsOfDay = kMinutesOfDay * kMsOfMinute;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::int64_t utc_of(ZoneRules const& rules, std::int64_t wall_ms, Edge edge) {
  // Offsets are below a day, so only the neighbours of the period found by reading the wall as UTC
  // can hold the instant.
  std::size_t const near = rules.at(wall_ms);
  std::size_t const first = near > 0 ? near - 1 : 0;
  std::size_t const last = std::min(near + 1, rules.periods.size() - 1);
  std::optional<std::int64_t> found;
  for (std::size_t i = first; i <= last; ++i) {
    std::int64_t const utc = wall_ms - rules.periods[i].offset_ms;
    if (!rules.holds(i, utc)) continue;
    if (edge == Edge::Start) return utc;
    found = utc;
  }
  if (found) return *found;
  // In a gap: the change that skips this wall time.
  for (std::size_t i = first; i < last; ++i)
    if (wall_ms < rules.periods[i + 1].from_ms + rules.periods[i + 1].offset_ms)
      return rules.periods[i + 1].from_ms;
  return rules.periods[last].from_ms;
}

}  // namespace

int day_number(LocalDate date) {
  std::chrono::sys_days const days = std::chrono::year{date.year} /
                                     static_cast<unsigned>(date.month) /
                                     static_cast<unsigned>(date.day);
  return static_cast<int>(days.time_since_epoch().count());
}

LocalDate date_of(int day_number) {
  std::chrono::year_month_day const d{std::chrono::sys_days{std::chrono::days{day_number}}};
  return {static_cast<int>(d.year()), static_cast<int>(static_cast<unsigned>(d.month())),
          static_cast<int>(static_cast<unsigned>(d.day()))};
}

int weekday_of(int day_number) {
  int const since_thursday = (day_number + 3) % 7;  // 1970-01-01 was a Thursday
  return since_thursday < 0 ? since_thursday + 7 : since_thursday;
}

LocalDate plus_days(LocalDate date, int days) { return date_of(day_number(date) + days); }

Result<Zone> Zone::find(std::string_view iana_name) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<ZoneRules const>, std::less<>> known;
  std::lock_guard const lock(mutex);
  if (auto const it = known.find(iana_name); it != known.end()) return Zone(it->second);
  auto const bytes = load_zone_file(iana_name);
  auto periods = bytes ? read_zone(*bytes) : std::nullopt;
  if (!periods)
    return invalid("zone", "calendar.unknown_zone",
                   {{"zone", std::string(iana_name.substr(0, 64))}});
  auto rules =
      std::make_shared<ZoneRules const>(ZoneRules{std::string(iana_name), std::move(*periods)});
  known.emplace(rules->name, rules);
  return Zone(rules);
}

std::string const& Zone::name() const { return rules_->name; }

std::int64_t Zone::wall_ms(Instant instant) const {
  return instant.ms + rules_->periods[rules_->at(instant.ms)].offset_ms;
}

LocalTime Zone::local(Instant instant) const {
  std::int64_t const wall = wall_ms(instant);
  std::int64_t const day = floor_div(wall, kMsOfDay);
  return {date_of(static_cast<int>(day)), Duration{wall - day * kMsOfDay}};
}

Instant Zone::of_wall(std::int64_t wall_ms, Edge edge) const {
  return {utc_of(*rules_, wall_ms, edge)};
}

Instant Zone::instant_of(int day, int minute_of_day, Edge edge) const {
  return of_wall(day * kMsOfDay + minute_of_day * kMsOfMinute, edge);
}

Instant Zone::instant(LocalDate date, int minute_of_day, Edge edge) const {
  return instant_of(day_number(date), minute_of_day, edge);
}

}  // namespace vefa::calendar
