// How a rule meets a case.
#pragma once
#include "jobs/jobs.hpp"
#include "modules/automation/rules.hpp"
#include "modules/automation/store.hpp"

namespace vefa::automation {

/// A rule that set off a rule … at most so many deep; the one beyond is stopped, and says so.
inline constexpr std::int64_t kDeepest = 4;
/// Runs of one rule on one case within 24 hours; the one beyond is stopped, and says so once.
inline constexpr std::int64_t kMostRunsADay = 20;

/// Something that rules may be set off by.
struct Occasion {
  Trigger trigger = Trigger::CaseOpened;
  InteractionId message;  // what she said with it; none: what she said last
  std::optional<std::int64_t> rating = {};
  std::vector<std::string> tags = {};  // folded: that were added
};
/// None for events that set nothing off: a machine's message, an import's case.
std::optional<Occasion> occasion_of(jobs::Event const& event);
/// The trigger's own words hold: the tag that was to be added.
bool is_meant(RuleWhen const& when, Occasion const& occasion);

Facts facts_of(db::Tx& tx, cases::Case const& row, Occasion const& occasion);

/// Whether any rule may be set off by it, or has its clock started.
bool is_wanted(db::Tx& tx, jobs::Event const& event);
/// Tries the rules of the event in their order.
void on_event(Context const& ctx, db::Tx& tx, jobs::Event const& event);

/// Runs one rule that fits on a case, under the guards; keeps the run and records `rule.ran`.
/// `event` 0: time that went by. Answers whether it did something.
bool run(Context const& ctx, db::Tx& tx, RuleRow const& rule, CaseId id, std::int64_t event,
         std::int64_t depth);

/// Starts the clock of an idle rule on a case, unless it goes already.
void watch_idleness(Context const& ctx, db::Tx& tx, RuleRow const& rule, cases::Case const& row);
/// Since when nobody said anything: the customer, a person of ours, the end of a snooze.
Instant quiet_since(cases::Case const& row);
/// Watches all open cases by a rule that was switched on: 500 a job.
void watch_all(Context const& ctx, db::Tx& tx, RuleId id);
void add_idle_jobs(jobs::Registry& registry);

}  // namespace vefa::automation
