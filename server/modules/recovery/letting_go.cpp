#include "modules/recovery/letting_go.hpp"

#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/recovery/budgets.hpp"
#include "modules/recovery/owing.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::recovery {
namespace {

struct Held {
  Remedy remedy;
  cases::Case row;
};

/// A free service of which something was done.
bool is_used(db::Tx& tx, SalePromiseId id) {
  using sale_promises::UseKind;
  std::int64_t used = 0;
  if (id)
    for (auto const& use : sale_promises::uses(tx, id))
      used += use.kind == UseKind::Consumed ? 1 : use.kind == UseKind::Restored ? -1 : 0;
  return used > 0;
}

/// What is reserved for another case of hers may be on its way there already.
Result<void> check_free_elsewhere(db::Tx& tx, Remedy const& remedy, CaseId here) {
  if (!remedy.sale_promise_id) return {};
  for (auto const& other : sale_promises::reserved_for(tx, remedy.sale_promise_id))
    if (other.id != here) return refused("recovery.service_reserved", {{"number", other.number}});
  return sale_promises::check_not_quoted(tx, remedy.sale_promise_id, std::nullopt);
}

Result<Held> held(Context const& ctx, db::Tx& tx, RemedyId id, LettingGo const& how) {
  auto remedy = tx.find<Remedy>(sql::find_remedy, id);
  if (!remedy || !cases::find_readable(ctx, tx, remedy->case_id).ok()) return not_found("remedy");
  auto const row = cases::lock(tx, remedy->case_id).value();
  TRY(cases::check_not_erased(tx, row));
  remedy = tx.find<Remedy>(sql::find_remedy, id);
  if (auto const ended = let_go_of(tx, id))
    return refused("recovery.let_go_before", {{"who", ended->let_go_by_name}});
  if (remedy->version != how.version) return stale(remedy->version);
  if (remedy->state != RemedyState::Granted || remedy->kind == RemedyKind::Apology)
    return refused("recovery.nothing_to_let_go");
  if (auto const debt = debt_of(tx, id); debt && debt->given_at)
    return refused("recovery.given_before", {{"who", debt->given_by_name}});
  if (is_used(tx, remedy->sale_promise_id)) return refused("recovery.service_used");
  TRY(check_free_elsewhere(tx, *remedy, row.id));
  if (trim(how.reason).empty()) return invalid("reason", "recovery.needs_reason");
  TRY(cases::check_her_word(tx, row, how.her_word, remedy->decided_at.value(), "her_word"));
  return Held{*remedy, row};
}

/// Nothing of it is owed any more, and nothing of it is counted.
Result<void> end(Context const& ctx, db::Tx& tx, Held const& held, LettingGo const& how,
                 RemedyId instead) {
  auto const& remedy = held.remedy;
  tx.insert(sql::insert_let_go, LetGo{.remedy_id = remedy.id,
                                      .interaction_id = how.her_word.interaction_id,
                                      .words = how.her_word.words.value,
                                      .reason = how.reason,
                                      .let_go_at = ctx.now,
                                      .let_go_by_name = ctx.actor.name,
                                      .instead_id = instead});
  if (auto const debt = debt_of(tx, remedy.id))
    cases::drop_debt(ctx, tx, debt->promise_id,
                     i18n::message(held.row.language,
                                   instead ? "recovery.ended_instead" : "recovery.ended_let_go"));
  auto const service = remedy.sale_promise_id ? sale_promises::find(tx, remedy.sale_promise_id)
                                              : std::optional<sale_promises::SalePromise>();
  if (service && service->state == sale_promises::PromiseState::Valid)
    TRY(sale_promises::end(ctx, tx, service->id, how.reason, sale_promises::Ends::ByHerWord));
  tx.run(sql::let_go_of_remedy, remedy.id);
  give_back(tx, remedy.id);
  return {};
}

void tell(Context const& ctx, db::Tx& tx, Held const& held, LettingGo const& how,
          std::optional<Remedy> const& instead) {
  auto const language = held.row.language;
  Args args{{"remedy", in_words(tx, language, held.remedy)}};
  if (instead) args.emplace_back("instead", in_words(tx, language, *instead));
  cases::tell_heard(
      ctx, tx, held.row,
      i18n::message(language, instead ? "recovery.heard_instead" : "recovery.heard_let_go", args),
      how.her_word.words.value);
  JsonObject payload{{"remedy_id", held.remedy.id.text()},
                     {"remedy_kind", wire::enum_text(held.remedy.kind)},
                     {"amount_minor", held.remedy.amount_minor},
                     {"currency", held.remedy.currency},
                     {"interaction_id", how.her_word.interaction_id.text()},
                     {"reason", how.reason}};
  if (instead) payload["instead_id"] = instead->id.text();
  jobs::record(ctx, tx,
               {.kind = "remedy.let_go",
                .case_id = held.row.id.value,
                .customer_id = held.row.customer_id.value,
                .team_id = held.row.team_id.value,
                .payload = std::move(payload)});
}

}  // namespace

std::optional<LetGo> let_go_of(db::Tx& tx, RemedyId id) {
  return tx.find<LetGo>(sql::find_let_go, id);
}

bool can_let_go(db::Tx& tx, Remedy const& remedy) {
  if (remedy.state != RemedyState::Granted || remedy.kind == RemedyKind::Apology) return false;
  auto const debt = debt_of(tx, remedy.id);
  return (!debt || !debt->given_at) && !is_used(tx, remedy.sale_promise_id);
}

Result<Remedy> let_go(Context const& ctx, db::Tx& tx, RemedyId id, LettingGo const& how) {
  auto const found = TRY(held(ctx, tx, id, how));
  TRY(end(ctx, tx, found, how, {}));
  tell(ctx, tx, found, how, std::nullopt);
  return tx.find<Remedy>(sql::find_remedy, id).value();
}

Result<Remedy> give_instead(Context const& ctx, db::Tx& tx, RemedyId id, LettingGo const& how,
                            NewRemedy const& wanted) {
  auto const found = TRY(held(ctx, tx, id, how));
  auto const other = TRY(propose_instead(ctx, tx, found.row, found.remedy, wanted, how.reason));
  if (other.kind == RemedyKind::Apology) return refused("recovery.apology_instead");
  TRY(end(ctx, tx, found, how, other.id));
  auto const given = TRY(grant(ctx, tx, other.id, other.version));
  if (given.state != RemedyState::Granted) return refused("recovery.instead_needs_approval");
  tell(ctx, tx, found, how, given);
  return given;
}

}  // namespace vefa::recovery
