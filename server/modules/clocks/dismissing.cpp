#include "modules/clocks/dismissing.hpp"

#include <algorithm>

#include "base/spoken.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/ending.hpp"
#include "modules/cases/erased.hpp"
#include "modules/clocks/known.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"

namespace vefa::clocks {
namespace {

std::string name_of(Actor const& actor) { return actor.name.empty() ? "Vefa" : actor.name; }

/// Somebody dealt with it: goods came in, a visit was agreed, a loaner was given; told, or known
/// from the unit's time in repair of this case.
bool was_dealt_with(db::Tx& tx, CaseId id) {
  auto const told = happenings_of(tx, id);
  bool const is_told = std::ranges::any_of(told, [](Happening const& one) {
    bool const is_dealt_with = one.kind == "goods.handed_over" || one.kind == "loaner.given" ||
                               one.kind.starts_with("visit.") || one.kind.starts_with("repair.") ||
                               one.kind == "exchange.done" || one.kind == "refund.paid";
    return is_dealt_with && !one.taken_back_at;
  });
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  if (is_told || !matter) return is_told;
  auto const known = known_of(*matter).happenings;
  return std::ranges::any_of(known, [](auto const& one) { return one.from == KnownFrom::Stay; });
}

}  // namespace

bool is_real_claim(db::Tx& tx, cases::Case const& row) {
  if (row.first_answered_at || was_dealt_with(tx, row.id)) return true;
  if (!notices_of_case(tx, row.id).empty()) return true;
  auto const promised = promises::of_case(tx, row.id);
  if (std::ranges::any_of(
          promised, [](promises::Promise const& p) { return p.state == promises::State::Broken; }))
    return true;
  auto const decided = tx.list<Decision>(sql::decisions_of_case, row.id);
  return std::ranges::any_of(decided,
                             [](Decision const& one) { return one.decided_by_kind == "customer"; });
}

Result<Dismissal> dismiss(Context const& ctx, db::Tx& tx, CaseId id, NewDismissal const& wanted) {
  TRY(cases::find_readable(ctx, tx, id));
  auto const held = cases::lock(tx, id);
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  if (!matter) return refused("clocks.no_law");
  if (!has_words(wanted.reason.value)) return invalid("reason", "cases.not_words");
  if (is_real_claim(tx, *held) && !ctx.actor.may(Permission::RemediesApprove))
    return Error{Code::Forbidden, "clocks.no_case_by_authority", {}, {}, {}};
  auto const reason = cases::kept_words(tx, *held, wanted.reason.value);
  auto const kind = i18n::message(held->language, "clocks.no_case_" + wire::enum_text(wanted.kind));
  TRY(cases::close_as_no_case(
      ctx, tx, id, wanted.version,
      i18n::message(held->language, "clocks.was_no_case", {{"kind", kind}, {"reason", reason}})));
  Dismissal const row{.id = ctx.new_id<DismissalId>(),
                      .case_id = id,
                      .kind = wanted.kind,
                      .reason = reason,
                      .dismissed_at = ctx.now,
                      .dismissed_by = name_of(ctx.actor),
                      .lifted_at = {}};
  tx.insert(sql::insert_dismissal, row);
  jobs::record(ctx, tx,
               {.kind = "case_law.dismissed",
                .case_id = id.value,
                .payload = {{"kind", wire::enum_text(row.kind)},
                            {"words", in_each_language([&](Language l) {
                               return i18n::message(l,
                                                    "clocks.no_case_" + wire::enum_text(row.kind));
                             })},
                            {"reason", row.reason}}});
  recount(ctx, tx, *matter, kDismissed);
  return row;
}

void lift_dismissal(Context const& ctx, db::Tx& tx, CaseId id) {
  tx.run(sql::lift_dismissal, id, ctx.now);
}

std::vector<Dismissal> dismissals_of(db::Tx& tx, CaseId id) {
  return tx.list<Dismissal>(sql::dismissals_of, id);
}

}  // namespace vefa::clocks
