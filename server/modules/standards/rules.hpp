// Which standard fits, and what a standard must be. Pure.
#pragma once
#include "modules/standards/forms.hpp"

namespace vefa::standards {

/// A standard as it stands to one duty: its conditions, its calendar, its amount where it has one.
/// A row of `list_fits`.
struct Fit {
  StandardId standard_id;
  std::int64_t standard_version = 1;
  std::string standard_name;
  std::string case_kinds;
  std::string channels;
  std::string priorities;
  std::string teams;
  std::int64_t warn_half_percent = kDefaultHalfPercent;
  std::int64_t warn_late_percent = kDefaultLatePercent;
  WorkCalendarId calendar_id;
  std::string calendar_name;
  std::optional<std::string> zone;  // none: the company's
  std::string fingerprint;
  std::optional<calendar::Counting> counting;  // none: no amount for the duty
  std::optional<std::int64_t> count;
  std::optional<calendar::DayEnd> day_end;
  std::optional<std::int64_t> at_minute;
  std::optional<calendar::LastDay> last_day;
};
BOOST_DESCRIBE_STRUCT(Fit, (),
                      (standard_id, standard_version, standard_name, case_kinds, channels,
                       priorities, teams, warn_half_percent, warn_late_percent, calendar_id,
                       calendar_name, zone, fingerprint, counting, count, day_end, at_minute,
                       last_day))

/// Whether every condition of the standard holds. What the need leaves empty fits no condition.
bool fits(Fit const& standard, Need const& need);
/// The one that decides, of standards in the order of their ranks; null when none has an amount.
Fit const* choose(std::vector<Fit> const& by_rank, Need const& need);
/// Only of one that has an amount.
calendar::Amount amount_of(Fit const& fit);

/// What a standard must be, every wrong field named. The default one has no conditions and an
/// amount for each duty but SolveBy.
Result<void> check(NewStandard const& form, bool is_default);

/// A customer's silence needs no warning; everything that staff owe does.
bool is_warned_of(Duty duty);

}  // namespace vefa::standards
