#include "modules/recovery/owing.hpp"

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/erased.hpp"
#include "modules/recovery/queries.hpp"

namespace vefa::recovery {

bool needs_a_deed(Remedy const& remedy) {
  return remedy.kind != RemedyKind::Apology && !remedy.sale_promise_id;
}

void owe(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  if (!needs_a_deed(remedy)) return;
  bool const is_new = remedy.kind == RemedyKind::Replacement;
  auto const made = cases::owe(
      ctx, tx, row.id,
      {.due_at = cases::debt_due(ctx, tx),
       .what = in_words(tx, row.language, remedy),
       .kind = is_new ? promises::PromiseKind::ReplaceBy : promises::PromiseKind::SolveBy});
  if (!made.ok()) throw std::runtime_error(made.error().key);  // by nothing that can be counted
  tx.run(sql::insert_remedy_debt, remedy.id, made->id);
}

std::optional<RemedyDebt> debt_of(db::Tx& tx, RemedyId id) {
  return tx.find<RemedyDebt>(sql::find_remedy_debt, id);
}

Result<Remedy> hand_over(Context const& ctx, db::Tx& tx, RemedyId id, std::string const& note) {
  auto remedy = tx.find<Remedy>(sql::find_remedy, id);
  if (!remedy || !cases::find_readable(ctx, tx, remedy->case_id).ok()) return not_found("remedy");
  auto const row = cases::lock(tx, remedy->case_id).value();
  remedy = tx.find<Remedy>(sql::find_remedy, id);
  auto const debt = debt_of(tx, id);
  if (!debt) return refused("recovery.nothing_to_give");
  if (remedy->state != RemedyState::Granted) return refused("recovery.nothing_to_give");
  if (debt->given_at) return refused("recovery.given_before", {{"who", debt->given_by_name}});
  auto const words = cases::kept_words(tx, row, note);
  tx.run(sql::give_remedy, id, ctx.now, ctx.actor.name, words);
  cases::keep_debt(ctx, tx, debt->promise_id, ctx.now,
                   i18n::message(row.language, "recovery.was_given"));
  jobs::record(ctx, tx,
               {.kind = "remedy.given",
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = {{"remedy_id", id.text()},
                            {"remedy_kind", wire::enum_text(remedy->kind)},
                            {"amount_minor", remedy->amount_minor},
                            {"currency", remedy->currency},
                            {"reason", words}}});
  return *remedy;
}

}  // namespace vefa::recovery
