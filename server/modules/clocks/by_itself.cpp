#include "modules/clocks/by_itself.hpp"

#include "jobs/jobs.hpp"
#include "modules/cases/namings.hpp"
#include "modules/clocks/moving.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {
namespace {

void save(db::Tx& tx, Matter& matter) {
  tx.run(sql::update_matter, matter.case_id, matter.version, matter.facts, matter.product_group,
         matter.known, matter.contradictions, matter.by_itself, matter.code);
  ++matter.version;
}

void tell_taken_up(Context const& ctx, db::Tx& tx, Matter const& matter, law::Pack const& pack) {
  jobs::record(ctx, tx,
               {.kind = "case_law.taken_up",
                .case_id = matter.case_id.value,
                .payload = {{"code", matter.code}, {"pack_version", pack.version}}});
}

}  // namespace

bool look_up_anew(Context const& ctx, db::Tx& tx, cases::Case const& row, law::Pack const& pack,
                  Matter& matter) {
  auto const known = look_up(ctx, tx, row, pack);
  bool const is_nothing =
      known.facts.empty() && known.happenings.empty() && known.product_group.empty();
  auto now = is_nothing ? JsonObject{} : parse_json(to_json_text(known)).value().as_object();
  if (now == matter.known) return false;
  matter.known = std::move(now);
  save(tx, matter);
  return true;
}

bool is_touched(db::Tx& tx, Matter const& matter) {
  return !matter.by_itself || !matter.facts.empty() || !matter.product_group.empty() ||
         !matter.contradictions.empty() ||
         tx.scalar<std::int64_t>(sql::count_events, matter.case_id).value_or(0) > 0;
}

void leave_law(Context const& ctx, db::Tx& tx, Matter const& matter) {
  auto const clocks = of_case(tx, matter.case_id);
  std::int64_t cycle = kAside + std::count_if(clocks.begin(), clocks.end(), [](auto const& clock) {
                         return clock.cycle >= kAside;
                       });
  for (auto const& clock : clocks)
    if (clock.cycle < kAside)
      put_aside(ctx, tx, clock, matter.case_id, cycle++, "clocks.reason_other_law");
}

void follow_known(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const row = cases::lock(tx, id);
  if (!row || row->merged_into_id || row->state == cases::State::Closed) return;
  auto found = tx.find<Matter>(sql::find_matter, id);
  auto const code = law_for(ctx, tx, *row);
  if (!found && code.empty()) return;
  bool const moves = found && !code.empty() && code != found->code && !is_touched(tx, *found);
  auto const law = pack_in_use(ctx, tx, !found || moves ? code : found->code);
  if (!law || (!found && !is_for_it(tx, *row, *law->pack))) return;
  auto matter = found.value_or(Matter{.case_id = id,
                                      .code = law->pack->id,
                                      .facts = {},
                                      .product_group = {},
                                      .taken_at = ctx.now,
                                      .taken_by_name = "Vefa",
                                      .known = {},
                                      .contradictions = {},
                                      .by_itself = true});
  if (moves) {
    leave_law(ctx, tx, matter);
    matter.code = law->pack->id;
    save(tx, matter);
  }
  if (!found) tx.insert(sql::insert_matter, matter);
  if (!found || moves) tell_taken_up(ctx, tx, matter, *law->pack);
  bool const learned = look_up_anew(ctx, tx, *row, *law->pack, matter);
  if (!found || moves || learned) recount(ctx, tx, matter, kKnown);
}

void follow_unit(Context const& ctx, db::Tx& tx, UnitId unit) {
  for (auto const id : cases::of_unit(tx, unit)) follow_known(ctx, tx, id);
}

}  // namespace vefa::clocks
