#include "law/limits.hpp"

#include <algorithm>

#include "law/load.hpp"

namespace vefa::law {
namespace {

/// The hours of a day in which the rule allows something.
std::vector<Window const*> windows_of(Pack const& pack, Rule const& rule, int day) {
  std::optional<DayOf> found;
  if (auto const calendar = pack.calendars.find(rule.calendar); calendar != pack.calendars.end())
    found = calendar->second.days.find(day);
  if (found && found->kind == DayKind::Holiday) return {};
  bool const eve = found && found->eve;
  bool const has_eves =
      std::any_of(rule.windows.begin(), rule.windows.end(), [](Window const& w) { return w.eves; });
  std::vector<Window const*> windows;
  int const weekday = calendar::weekday_of(day);
  for (auto const& window : rule.windows) {
    bool const named =
        std::find(window.weekdays.begin(), window.weekdays.end(), weekday) != window.weekdays.end();
    if (eve && has_eves ? window.eves : named) windows.push_back(&window);
  }
  return windows;
}

/// Of one kind: seconds of the clock, days, or months; business days are a kind of their own.
struct Measure {
  int kind;
  std::int64_t size;
};
Measure measure(Amount const& amount) {
  switch (amount.unit) {
    case Unit::Second:
      return {0, amount.count};
    case Unit::Minute:
      return {0, amount.count * 60};
    case Unit::Hour:
      return {0, amount.count * 3600};
    case Unit::Day:
      return {1, amount.count};
    case Unit::Week:
      return {1, amount.count * 7};
    case Unit::BusinessDay:
      return {2, amount.count};
    case Unit::Month:
      return {3, amount.count};
    case Unit::Year:
      return {3, amount.count * 12};
  }
  return {-1, 0};
}

}  // namespace

bool is_within(Pack const& pack, Rule const& rule, Instant at) {
  auto const local = pack.clock->local(at);
  auto const minute = local.since_midnight.count() / 60'000;
  auto const windows = windows_of(pack, rule, calendar::day_number(local.date));
  return std::any_of(windows.begin(), windows.end(), [&](Window const* w) {
    return w->from_minute <= minute && minute < w->until_minute;
  });
}

std::optional<Instant> next_within(Pack const& pack, Rule const& rule, Instant at) {
  int const today = calendar::day_number(pack.clock->local(at).date);
  for (int day = today; day <= today + 31; ++day) {
    std::optional<Instant> best;
    for (auto const* window : windows_of(pack, rule, day)) {
      auto const opens = pack.clock->instant_of(day, window->from_minute, calendar::Edge::Start);
      auto const closes = pack.clock->instant_of(day, window->until_minute, calendar::Edge::End);
      auto const from = std::max(at, opens);
      if (from < closes && (!best || from < *best)) best = from;
    }
    if (best) return best;
  }
  return std::nullopt;
}

Truth decides(Pack const& pack, Rule const& rule, std::int64_t value, LocalDate on) {
  auto const* limit = find_value(pack, rule.parameter, on);
  if (!limit) return Truth::Unknown;
  Condition const condition{rule.parameter, rule.test, {Fact(limit->value)}};
  return holds(condition, {{rule.parameter, Fact(value)}});
}

bool meets_level(Rule const& rule, std::vector<Duration> const& waits) {
  std::int64_t const within = measure(rule.level.within).size * 1000;
  auto const served = std::count_if(waits.begin(), waits.end(),
                                    [&](Duration wait) { return wait.count() <= within; });
  return served * 100 >= static_cast<std::int64_t>(waits.size()) * rule.level.percent;
}

std::optional<std::int64_t> cancellation_fee(Pack const& pack, std::int64_t price_minor,
                                             LocalDate on, CancelledFor why) {
  auto const* percent = find_value(
      pack, why == CancelledFor::Defect ? "cancel_fee_percent_on_defect" : "cancel_fee_percent",
      on);
  auto const* most = find_value(pack, "cancel_fee_most", on);
  if (!percent || !most) return std::nullopt;
  auto const share = scale({price_minor, pack.currency}, percent->value, 100, Rounding::Down);
  return std::min(share.minor, most->value);
}

Result<void> check_stricter(Rule const& rule, Amount const& law, Amount const& own) {
  if (rule.overridable == Overridable::Never)
    return refused("law.not_overridable", {{"rule", rule.id}}, "amount");
  auto const ours = measure(own);
  auto const theirs = measure(law);
  // So many days of the calendar are never later than as many business days.
  bool const days_for_business_days = ours.kind == 1 && theirs.kind == 2;
  bool const longer_is_better = rule.kind == RuleKind::Term || rule.kind == RuleKind::Retention;
  if (ours.kind != theirs.kind && !(days_for_business_days && !longer_is_better))
    return refused("law.not_comparable", {{"law", amount_text(law)}}, "amount");
  bool const good = longer_is_better ? ours.size >= theirs.size : ours.size <= theirs.size;
  if (!good || own.count < 0)
    return refused("law.not_stricter", {{"law", amount_text(law)}, {"rule", rule.id}}, "amount");
  return {};
}

}  // namespace vefa::law
