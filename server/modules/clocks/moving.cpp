#include "modules/clocks/moving.hpp"

#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/by_itself.hpp"
#include "modules/clocks/changing.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/promised.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {
namespace {

void stop_timer(db::Tx& tx, LegalClock const& clock) {
  if (clock.rings_at) jobs::cancel(tx, kClockTimer, clock.id.text());
}

void move_clocks(Context const& ctx, db::Tx& tx, CaseId lost, CaseId living) {
  auto const theirs = of_case(tx, living);
  auto aside = kAside + std::count_if(theirs.begin(), theirs.end(),
                                      [](auto const& c) { return c.cycle >= kAside; });
  for (auto const& clock : of_case(tx, lost)) {
    bool const both = std::any_of(theirs.begin(), theirs.end(), [&](LegalClock const& other) {
      return other.rule_id == clock.rule_id && other.cycle == clock.cycle;
    });
    if (both) {
      put_aside(ctx, tx, clock, living, aside++, "clocks.reason_runs_on");
    } else {
      tx.run(sql::move_clock, clock.id, living);
    }
  }
}

/// What the living one knows stands; what only the lost one knew is added.
Matter joined(Matter living, Matter const& lost) {
  for (auto const& [name, value] : lost.facts)
    if (!living.facts.contains(name)) living.facts[name] = value;
  for (auto const& [name, value] : lost.contradictions)
    if (!living.contradictions.contains(name)) living.contradictions[name] = value;
  if (living.product_group.empty()) living.product_group = lost.product_group;
  living.by_itself = living.by_itself && lost.by_itself;
  return living;
}

template <class T>
Json as_json(T const& value) {
  return parse_json(to_json_text(value)).value();
}

}  // namespace

void put_aside(Context const& ctx, db::Tx& tx, LegalClock const& clock, CaseId living,
               std::int64_t cycle, std::string const& reason) {
  let_go(ctx, tx, clock, reason);
  stop_timer(tx, clock);
  tx.run(sql::insert_result, clock.id, clock.version, clock.pack_id, clock.state, clock.due_at,
         ctx.now, "merged");
  tx.run(sql::put_aside, clock.id, living, cycle);
  tx.run(sql::withdraw_consequences, clock.id);
  tx.run(sql::mark_overdue, clock.id, false);
}

void carry(Context const& ctx, db::Tx& tx, CaseId lost, CaseId living) {
  auto const row = cases::lock(tx, living);
  if (!row) return;
  auto const from = tx.find<Matter>(sql::find_matter, lost);
  auto into = tx.find<Matter>(sql::find_matter, living);
  if (!from || (into && into->code != from->code)) return;
  if (into) {
    into = joined(*into, *from);
    tx.run(sql::update_matter, living, into->version, into->facts, into->product_group, into->known,
           into->contradictions, into->by_itself, into->code);
  } else {
    into = *from;
    into->case_id = living;
    into->version = 1;
    tx.insert(sql::insert_matter, *into);
  }
  for (auto const one : {lost, living}) lift_dismissal(ctx, tx, one);  // what is joined is a case
  tx.run(sql::move_dismissals, lost, living);
  tx.run(sql::move_events, lost, living);
  move_clocks(ctx, tx, lost, living);
  tx.run(sql::move_consequences, lost, living);
  tx.run(sql::remove_matter, lost);
  auto joint = *tx.find<Matter>(sql::find_matter, living);
  if (auto const law = pack_in_use(ctx, tx, joint.code))
    look_up_anew(ctx, tx, *row, *law->pack, joint);
  recount(ctx, tx, joint, kMerged);
  jobs::record(
      ctx, tx,
      {.kind = "case_law.carried", .case_id = living.value, .payload = {{"from", lost.text()}}});
}

void forget(Context const&, db::Tx& tx, CaseId id) {
  tx.run(sql::forget_matter, id);
  tx.run(sql::forget_events, id);
  tx.run(sql::forget_withdrawals, id);
  tx.run(sql::forget_dismissals, id);
  tx.run(sql::forget_decisions, id);
  tx.run(sql::forget_choosers, id);
  tx.run(sql::forget_former_decisions, id);
  tx.run(sql::forget_notices, id);
  for (auto const& clock : of_case(tx, id)) {
    if (!clock.open) continue;
    stop_timer(tx, clock);
    tx.run(sql::stop_clock, clock.id);
  }
}

customers::ExportPart export_part(Context const&, db::Tx& tx, CustomerId id) {
  boost::json::array all;
  for (auto const one : cases::of_customer(tx, id)) {
    auto const matter = tx.find<Matter>(sql::find_matter, one);
    if (!matter) continue;
    all.push_back({{"law", as_json(*matter)},
                   {"happenings", as_json(happenings_of(tx, one))},
                   {"clocks", as_json(of_case(tx, one))},
                   {"consequences", as_json(consequences_of(tx, one))},
                   {"notices", as_json(notices_of_case(tx, one))},
                   {"dismissals", as_json(dismissals_of(tx, one))},
                   {"decisions", as_json(tx.list<Decision>(sql::decisions_of_case, one))},
                   {"former_decisions", as_json(former_decisions(tx, one))}});
  }
  return {"law", {{"items", std::move(all)}}};
}

std::vector<customers::HoldReason> holds(Context const& ctx, db::Tx& tx, CustomerId id) {
  std::vector<customers::HoldReason> out;
  for (auto const one : cases::of_customer(tx, id))
    for (auto const& clock : tx.list<LegalClock>(sql::running_retentions, one)) {
      auto const row = cases::find(tx, one);
      if (!row || !clock.due_at || *clock.due_at <= ctx.now) continue;
      out.push_back({"clocks.hold_retention",
                     {{"number", row->number},
                      {"rule", clock.rule_id},
                      {"until", to_text(*clock.due_at).substr(0, 10)}}});
    }
  return out;
}

}  // namespace vefa::clocks
