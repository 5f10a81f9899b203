#include "modules/automation/dry_run.hpp"

#include "jobs/jobs.hpp"
#include "modules/automation/engine.hpp"
#include "modules/automation/saving.hpp"

namespace vefa::automation {
namespace {

constexpr std::size_t kEventsOfACase = 500;

struct SetOff {
  Instant at;
  Occasion occasion;
};

/// Silences of an open case that were long enough, by its own events.
std::vector<SetOff> silences(Context const& ctx, db::Tx& tx, cases::Case const& row,
                             std::vector<jobs::Event> const& events, std::int64_t hours) {
  std::vector<SetOff> out;
  std::optional<Instant> quiet_from;
  auto const look = [&](Instant until) {
    if (!quiet_from) return;
    auto const due = after_working_hours(tx, row.team_id, *quiet_from, hours);
    if (due.ok() && *due <= until) out.push_back({*due, {.trigger = Trigger::Idle}});
  };
  for (auto const& event : events) {
    auto const occasion = occasion_of(event);
    if (!occasion) continue;
    bool const ends = occasion->trigger == Trigger::Closed || occasion->trigger == Trigger::Solved;
    bool const starts =
        occasion->trigger == Trigger::CaseOpened || occasion->trigger == Trigger::MessageReceived ||
        occasion->trigger == Trigger::Answered || occasion->trigger == Trigger::Reopened;
    if (!ends && !starts) continue;
    look(event.at);
    quiet_from = ends ? std::nullopt : std::optional(event.at);
  }
  look(ctx.now);
  return out;
}

std::vector<SetOff> set_off_on(Context const& ctx, db::Tx& tx, cases::Case const& row,
                               RuleWhen const& when) {
  auto const events = jobs::events_of_case(tx, row.id.value, {}, kEventsOfACase);
  if (when.trigger == Trigger::Idle)
    return silences(ctx, tx, row, events, when.idle_hours.value_or(1));
  std::vector<SetOff> out;
  for (auto const& event : events)
    if (auto occasion = occasion_of(event); occasion && is_meant(when, *occasion))
      out.push_back({event.at, std::move(*occasion)});
  return out;
}

WouldRun would_run(Context const& ctx, db::Tx& tx, cases::Case const& row,
                   std::vector<RuleAction> const& actions) {
  WouldRun item{row.id, row.number, row.subject, row.state, {}, 0, {}};
  for (auto const& action : actions) item.actions.push_back(described(ctx, tx, row, action));
  return item;
}

}  // namespace

Result<DryRun> dry_run(Context const& ctx, db::Tx& tx, DryRunWish const& wish) {
  TRY(check(wish));
  TRY(check_names(tx, wish));
  if (wish.cases < 1 || wish.cases > 500)
    return invalid("cases", "wire.out_of_range", {{"min", "1"}, {"max", "500"}});
  DryRun out;
  for (auto const& row : cases::newest(tx, {}, wish.cases)) {
    ++out.looked_at;
    if (row.merged_into_id) continue;
    auto const set_off = set_off_on(ctx, tx, row, wish.when);
    if (set_off.empty()) continue;
    ++out.set_off;
    std::optional<WouldRun> found;
    for (auto const& one : set_off) {
      if (!fits(wish, facts_of(tx, row, one.occasion))) continue;
      if (!found) found = would_run(ctx, tx, row, wish.actions);
      if (found->times++ == 0) found->at = one.at;
    }
    if (!found) continue;
    ++out.fitted;
    if (cases::can_read(tx, ctx.actor, row)) out.items.push_back(std::move(*found));
  }
  return out;
}

}  // namespace vefa::automation
