// Rules set off by nothing happening: a timer a rule and case, which looks when it rings whether
// something happened meanwhile.
#include "modules/automation/actions.hpp"
#include "modules/automation/engine.hpp"

namespace vefa::automation {
namespace {

constexpr char const* kIdleTimer = "automation.idle";
constexpr char const* kWatchWork = "automation.watch";

std::string subject_of(RuleId rule, CaseId id) { return rule.text() + " " + id.text(); }

void set_timer(Context const& ctx, db::Tx& tx, RuleRow const& rule, cases::Case const& row,
               Instant from) {
  auto const hours = definition_of(rule.definition).when.idle_hours.value_or(1);
  auto const due = after_working_hours(tx, row.team_id, from, hours);
  if (due.ok()) jobs::add(ctx, tx, kIdleTimer, subject_of(rule.id, row.id), *due);
}

bool ran_since(db::Tx& tx, RuleId rule, CaseId id, Instant since) {
  auto const last = tx.column<Instant>(sql::newest_runs_at, id, rule, std::int64_t{1});
  return !last.empty() && last.front() >= since;
}

void ring(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const ids = split(job.subject, ' ');
  auto const rule_id = ids.size() == 2 ? RuleId::parse(ids[0]) : std::nullopt;
  auto const case_id = ids.size() == 2 ? CaseId::parse(ids[1]) : std::nullopt;
  if (!rule_id || !case_id) throw jobs::GiveUp("no rule and case: " + job.subject);
  auto const rule = tx.find<RuleRow>(sql::find_rule, *rule_id);
  if (!rule || rule->state != RuleState::Active || rule->trigger_on != Trigger::Idle) return;
  auto const row = cases::lock(tx, *case_id);
  if (!row || row->state != cases::State::Open) return;
  auto const since = quiet_since(*row);
  auto const definition = definition_of(rule->definition);
  auto const due =
      after_working_hours(tx, row->team_id, since, definition.when.idle_hours.value_or(1));
  if (!due.ok()) return;
  if (*due > ctx.now) return set_timer(ctx, tx, *rule, *row, since);
  // Once for one silence; what did not fit is looked at again.
  if (ran_since(tx, rule->id, row->id, since)) return;
  if (fits(definition, facts_of(tx, *row, {.trigger = Trigger::Idle}))) {
    run(ctx, tx, *rule, row->id, 0, 1);
  } else {
    set_timer(ctx, tx, *rule, *row, ctx.now);
  }
}

void watch_page(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = RuleId::parse(job.subject);
  auto const rule = id ? tx.find<RuleRow>(sql::find_rule, *id) : std::nullopt;
  if (!rule || rule->state != RuleState::Active || rule->trigger_on != Trigger::Idle) return;
  cases::OpenCase place;
  if (auto const* after = job.payload.if_contains("after"))
    place = {CaseId{after->as_array().at(1).as_int64()},
             Instant{after->as_array().at(0).as_int64()}};
  auto const page = cases::open_after(tx, place);
  for (auto const& open : page)
    if (auto const row = cases::find(tx, open.id)) watch_idleness(ctx, tx, *rule, *row);
  if (page.size() < 500) return;
  auto const& last = page.back();
  jobs::add(ctx, tx, kWatchWork, job.subject, ctx.now,
            {{"after", {last.next_due_at.ms, last.id.value}}});
}

}  // namespace

Instant quiet_since(cases::Case const& row) {
  return std::max({row.opened_at, row.last_inbound_at.value_or(row.opened_at),
                   row.last_outbound_at.value_or(row.opened_at),
                   row.snoozed_until.value_or(row.opened_at)});
}

void watch_idleness(Context const& ctx, db::Tx& tx, RuleRow const& rule, cases::Case const& row) {
  if (row.state != cases::State::Open) return;
  if (jobs::find_pending(tx, kIdleTimer, subject_of(rule.id, row.id))) return;
  set_timer(ctx, tx, rule, row, quiet_since(row));
}

void watch_all(Context const& ctx, db::Tx& tx, RuleId id) {
  jobs::cancel(tx, kWatchWork, id.text());
  jobs::add(ctx, tx, kWatchWork, id.text(), ctx.now);
}

void add_idle_jobs(jobs::Registry& registry) {
  registry.timer(kIdleTimer, ring);
  registry.timer(kWatchWork, watch_page);
}

}  // namespace vefa::automation
