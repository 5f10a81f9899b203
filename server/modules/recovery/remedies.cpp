// Remedies: proposed, granted within an authority and a budget, declined.
#include "modules/recovery/remedies.hpp"

#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/erased.hpp"
#include "modules/recovery/budgets.hpp"
#include "modules/recovery/letting_go.hpp"
#include "modules/recovery/limits.hpp"
#include "modules/recovery/owing.hpp"
#include "modules/recovery/queries.hpp"

namespace vefa::recovery {
namespace {

void record(Context const& ctx, db::Tx& tx, std::string kind, cases::Case const& row,
            Remedy const& r) {
  jobs::record(ctx, tx,
               {.kind = std::move(kind),
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = {{"remedy_id", r.id.text()},
                            {"remedy_kind", wire::enum_text(r.kind)},
                            {"amount_minor", r.amount_minor},
                            {"currency", r.currency},
                            {"reason", r.reason}}});
}

struct Found {
  Remedy remedy;
  cases::Case row;
};
Result<Found> for_decision(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version) {
  auto remedy = tx.find<Remedy>(sql::find_remedy, id);
  if (!remedy) return not_found("remedy");
  auto row = cases::find_readable(ctx, tx, remedy->case_id);
  if (!row) return not_found("remedy");
  row = cases::lock(tx, remedy->case_id).value();
  remedy = tx.find<Remedy>(sql::find_remedy, id);
  if (remedy->version != version) return stale(remedy->version);
  if (remedy->decided_at) return refused("recovery.already_decided");
  return Found{*remedy, *row};
}

Result<Remedy> decide(Context const& ctx, db::Tx& tx, Remedy const& remedy, RemedyState state,
                      std::string const& reason) {
  bool const decided = state == RemedyState::Granted || state == RemedyState::Declined;
  std::optional<Instant> const at = decided ? std::optional(ctx.now) : std::nullopt;
  auto const asked_by =
      state == RemedyState::AwaitingApproval ? StaffId{ctx.actor.id} : remedy.requested_by_id;
  if (tx.change(sql::decide_remedy, remedy.id, remedy.version, state, at,
                decided ? StaffId{ctx.actor.id} : StaffId{}, reason, asked_by) != 1)
    return stale(remedy.version + 1);
  return tx.find<Remedy>(sql::find_remedy, remedy.id).value();
}

/// Nobody approves alone what she asked for herself: it was another's wish, or the program's.
bool is_anothers(Context const& ctx, Remedy const& remedy) {
  StaffId const actor{ctx.actor.id};
  if (remedy.requested_by_id) return remedy.requested_by_id != actor;
  return remedy.proposed_by_kind != "staff" || StaffId{remedy.proposed_by_id} != actor;
}

bool has_authority(Context const& ctx, db::Tx& tx, Remedy const& remedy) {
  if (remedy.amount_minor == 0 && remedy.kind == RemedyKind::Apology) return true;
  if (within_limits(ctx, tx, remedy)) return true;
  if (!ctx.actor.may(Permission::RemediesApprove)) return false;
  return is_anothers(ctx, remedy) || gives_unasked(ctx, tx);
}

/// It is more than she may give: who may is asked.
Result<Remedy> request(Context const& ctx, db::Tx& tx, Found const& found) {
  bool const approves = ctx.actor.may(Permission::RemediesApprove);
  if (found.remedy.state == RemedyState::AwaitingApproval)
    return approves ? refused("recovery.another_approves") : forbidden();
  if (approves && who_may_approve(ctx, tx, found.row).empty())
    return refused("recovery.nobody_else_approves");
  auto const waiting =
      TRY(decide(ctx, tx, found.remedy, RemedyState::AwaitingApproval, found.remedy.reason));
  record(ctx, tx, "remedy.awaiting_approval", found.row, waiting);
  ask_for_approval(ctx, tx, found.row, waiting);
  return waiting;
}

/// It is hers: within authority and budget.
Result<Remedy> give(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  auto given = TRY(decide(ctx, tx, remedy, RemedyState::Granted, remedy.reason));
  if (given.kind == RemedyKind::FreeService) {
    given.sale_promise_id = promise_service(ctx, tx, row, given);
    if (given.sale_promise_id) tx.run(sql::hold_by_promise, given.id, given.sale_promise_id);
  }
  owe(ctx, tx, row, given);
  record(ctx, tx, "remedy.granted", row, given);
  tell_customer(ctx, tx, row, given);
  tell_who_asked(ctx, tx, row, given);
  return given;
}

Remedy proposal(Context const& ctx, cases::Case const& row, RecoveryId recovery) {
  Remedy remedy{.id = ctx.new_id<RemedyId>(), .recovery_id = recovery, .case_id = row.id};
  remedy.customer_id = row.customer_id;
  remedy.proposed_at = ctx.now;
  remedy.proposed_by_kind = wire::enum_text(ctx.actor.kind);
  remedy.proposed_by_id = ctx.actor.id;
  return remedy;
}

/// By the catalogue, or by a kind and an amount of one's own.
Result<Remedy> wanted_remedy(Context const& ctx, db::Tx& tx, cases::Case const& row,
                             RecoveryId recovery, NewRemedy const& wanted) {
  auto remedy = proposal(ctx, row, recovery);
  if (wanted.offer_id) {
    auto const offer = find_offer(tx, wanted.offer_id);
    if (!offer || !offer->active)
      return invalid("offer_id", "error.not_found", {{"what", "remedy_offer"}});
    remedy = remedy_of(ctx, row, recovery, *offer);
  } else {
    bool const costs = wanted.kind != RemedyKind::Apology;
    if (costs && wanted.amount.minor == 0) return invalid("amount", "recovery.worth_nothing");
    remedy.kind = wanted.kind;
    remedy.amount_minor = costs ? wanted.amount.minor : 0;
    remedy.currency = std::string(wanted.amount.currency.text());
  }
  remedy.what = wanted.what;
  return remedy;
}

}  // namespace

Money amount_of(Remedy const& r) {
  return {r.amount_minor, Currency::parse(r.currency).value_or(Currency{})};
}

Remedy remedy_of(Context const& ctx, cases::Case const& row, RecoveryId recovery,
                 Offer const& offer) {
  auto remedy = proposal(ctx, row, recovery);
  remedy.kind = offer.kind;
  remedy.amount_minor = offer.amount_minor;
  remedy.currency = offer.currency;
  remedy.offer_id = offer.id;
  return remedy;
}

void keep_proposal(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  tx.insert(sql::insert_remedy, remedy);
  record(ctx, tx, "remedy.proposed", row, remedy);
}

Result<Remedy> propose(Context const& ctx, db::Tx& tx, RecoveryId id, NewRemedy const& wanted) {
  auto const recovery = find(tx, id);
  if (!recovery) return not_found("recovery");
  auto const row = cases::find_readable(ctx, tx, recovery->case_id);
  if (!row) return not_found("recovery");
  TRY(cases::check_not_erased(tx, *row));
  auto const remedy = TRY(wanted_remedy(ctx, tx, *row, id, wanted));
  keep_proposal(ctx, tx, *row, remedy);
  return remedy;
}

Result<Remedy> propose_instead(Context const& ctx, db::Tx& tx, cases::Case const& row,
                               Remedy const& before, NewRemedy const& wanted,
                               std::string const& reason) {
  auto remedy = TRY(wanted_remedy(ctx, tx, row, before.recovery_id, wanted));
  remedy.reason = reason;
  keep_proposal(ctx, tx, row, remedy);
  return remedy;
}

Result<Remedy> give_goodwill(Context const& ctx, db::Tx& tx, CaseId id, NewRemedy const& wanted,
                             std::string const& reason, Evidence evidence) {
  auto const seen = TRY(cases::find_readable(ctx, tx, id));
  if (trim(reason).empty()) return invalid("reason", "recovery.goodwill_reason");
  // Held before what refers to it is written: two who held it afterwards would wait for each other.
  auto const row = cases::lock(tx, seen.id).value();
  TRY(cases::check_not_erased(tx, row));
  auto remedy = TRY(wanted_remedy(ctx, tx, row, {}, wanted));
  remedy.reason = reason;
  remedy.evidence = evidence;
  keep_proposal(ctx, tx, row, remedy);
  return grant(ctx, tx, remedy.id, remedy.version);
}

Result<Remedy> add_evidence(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version,
                            std::string const& note) {
  auto const remedy = tx.find<Remedy>(sql::find_remedy, id);
  if (!remedy) return not_found("remedy");
  auto const row = cases::find_readable(ctx, tx, remedy->case_id);
  if (!row) return not_found("remedy");
  TRY(cases::check_not_erased(tx, *row));
  if (tx.change(sql::add_evidence, id, version, note) != 1) return stale(remedy->version);
  auto const now = tx.find<Remedy>(sql::find_remedy, id).value();
  record(ctx, tx, "remedy.evidence_came", *row, now);
  return now;
}

Result<Remedy> grant(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version) {
  auto const found = TRY(for_decision(ctx, tx, id, version));
  TRY(cases::check_not_erased(tx, found.row));
  TRY(check_service(tx, found.row, found.remedy));
  if (!has_authority(ctx, tx, found.remedy)) return request(ctx, tx, found);
  auto const room = spend(ctx, tx, found.row, found.remedy);
  if (room == Room::HerOwn) return request(ctx, tx, found);
  if (room == Room::None) return refused("recovery.over_budget", {}, "amount");
  return give(ctx, tx, found.row, found.remedy);
}

Result<Remedy> decline(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version,
                       std::string const& reason) {
  auto const found = TRY(for_decision(ctx, tx, id, version));
  bool const awaits = found.remedy.state == RemedyState::AwaitingApproval;
  bool const is_hers = found.remedy.requested_by_id == StaffId{ctx.actor.id};
  if (awaits && !is_hers && !ctx.actor.may(Permission::RemediesApprove)) return forbidden();
  if (trim(reason).empty()) return invalid("reason", "recovery.needs_reason");
  auto const declined = TRY(decide(ctx, tx, found.remedy, RemedyState::Declined,
                                   cases::kept_words(tx, found.row, reason)));
  record(ctx, tx, "remedy.declined", found.row, declined);
  tell_who_asked(ctx, tx, found.row, declined);
  return declined;
}

void give_by_itself(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  if (!check_service(tx, row, remedy).ok()) return;
  bool const costs = remedy.amount_minor > 0;
  if (costs && spend(ctx, tx, row, remedy) != Room::Counted) return;
  give(ctx, tx, row, remedy).value();
}

Outlook outlook(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  if (remedy.decided_at) return Outlook::Decided;
  bool const awaits = remedy.state == RemedyState::AwaitingApproval;
  auto const asked = awaits ? Outlook::Awaits : Outlook::Asked;
  if (!check_service(tx, row, remedy).ok()) return Outlook::NeedsUnit;
  if (!has_authority(ctx, tx, remedy)) return asked;
  auto const room = room_for(ctx, tx, row, remedy);
  if (room == Room::HerOwn) return asked;
  return room == Room::None ? Outlook::NoRoom : Outlook::Given;
}

customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id) {
  boost::json::array given;
  boost::json::array let_go;
  for (auto const& r : tx.list<Remedy>(sql::remedies_of_customer, id)) {
    if (auto const ended = let_go_of(tx, r.id))
      let_go.push_back({{"remedy", in_words(tx, ctx.language, r)},
                        {"words", ended->words},
                        {"at", to_text(ended->let_go_at)}});
    if (r.state != RemedyState::Granted) continue;
    given.push_back({{"case", r.case_id.text()},
                     {"remedy", in_words(tx, ctx.language, r)},
                     {"amount", decimal_text(amount_of(r))},
                     {"currency", r.currency},
                     {"given_at", to_text(r.decided_at.value())},
                     {"evidence_note", r.evidence_note}});
  }
  return {"remedies", {{"given", std::move(given)}, {"let_go", std::move(let_go)}}};
}

}  // namespace vefa::recovery
