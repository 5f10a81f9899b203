// The days of a law: which of them count as business days, and why not. A business day belongs to a
// rule's calendar, never to a place: in Turkish repair law Saturday counts, in Israel's Friday
// does.
//
// Holidays are fixed dates, dates of the Hebrew or Islamic calendar (computed by ICU), distances
// from Easter, and days that a decree swaps. The Islamic ones are a forecast until their authority
// publishes them; a published day takes the computed one's place.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "calendar/zone.hpp"

namespace vefa::law {

enum class HolidayBy { Fixed, Islamic, Hebrew, Easter };

/// A rule that makes one holiday a year (Islamic ones: now and then two).
struct Holiday {
  std::string id;
  std::array<std::string, kLanguages.size()> names = {};
  HolidayBy by = HolidayBy::Fixed;
  int month = 1;  // of its own calendar; ICU's month of the Hebrew one, from 0 (Tishri)
  int day = 1;
  int offset_days = 0;  // from Easter Sunday
  int days = 1;
  std::optional<int> half_from_minute;  // a half day itself, which ends then
  std::optional<int> eve_from_minute;   // the day before is a half day
  std::optional<int> from_year;
  std::optional<int> through_year;
  std::map<int, int> shift_days;              // by weekday (0 Monday): Independence Day
  std::map<int, std::vector<int>> published;  // year → day numbers; overrides what is computed
};
/// A decree that makes one day free and another one worked.
struct Swap {
  int off_day = 0;
  int work_day = 0;
  std::string decree = {};
};

enum class HalfDays { CountAsFull, DoNotCount };

struct DaysPlan {
  std::string id;
  std::string zone;
  std::vector<int> working_weekdays;  // 0 Monday
  std::vector<Holiday> holidays;
  std::vector<Swap> swaps;
  std::set<int> swap_years;  // whose decree is known; empty: no decrees here
  HalfDays half_days = HalfDays::CountAsFull;
  int first_year = 2000;
  int last_year = 2040;
};

enum class DayKind : std::uint8_t {
  Working,
  WorkedInstead,  // a weekend day that a decree makes a working day
  HalfDay,        // counts or not as the plan says
  Weekend,
  Holiday,
  SwappedOff  // free by decree
};
struct DayOf {
  DayKind kind = DayKind::Working;
  bool counts = true;
  bool forecast = false;  // computed, not yet published
  bool eve = false;       // of a holiday
  int holiday = -1;       // index into plan().holidays; of a swapped day into plan().swaps
};

class Days {
 public:
  static constexpr int kMostYears = 60;

  Days() = default;
  /// Refuses (Invalid) an unknown zone, no working day, a range of years that is backwards or too
  /// long.
  static Result<Days> make(DaysPlan plan);

  /// Nothing outside the plan's years: there is no data.
  std::optional<DayOf> find(int day_number) const;
  DaysPlan const& plan() const { return plan_; }
  calendar::Zone const& zone() const { return *zone_; }
  /// True where each of the year's days rests on published tables.
  bool is_published(int year) const;
  /// The days of a holiday that begin in that year.
  static std::vector<int> days_of(Holiday const& holiday, int year);

 private:
  struct Entry {
    DayKind kind = DayKind::Working;
    std::uint8_t flags = 0;
    std::int16_t holiday = -1;
  };
  void mark_weekends();
  void mark_year(int year);
  void mark(int day, DayKind kind, int holiday, bool forecast);
  void mark_eve(int day);
  void mark_swaps();

  DaysPlan plan_;
  std::optional<calendar::Zone> zone_;
  int first_day_ = 0;
  std::vector<Entry> table_;
  std::set<int> forecast_years_;
};

}  // namespace vefa::law
