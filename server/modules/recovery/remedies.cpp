// Remedies: proposed, granted within an authority, declined.
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/recovery/recovery.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::recovery {
namespace {

Money amount_of(Remedy const& r) {
  return {r.amount_minor, Currency::parse(r.currency).value_or(Currency{})};
}

/// "a coupon of 100,00 ₺": the kind in words, its amount, and what was said of it.
std::string in_words(Language language, Remedy const& r) {
  std::string words = i18n::message(language, "recovery.remedy_" + wire::enum_text(r.kind),
                                    {{"amount", i18n::money_text(language, amount_of(r))}});
  return r.what.empty() ? words : words + ": " + r.what;
}

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
                            {"currency", r.currency}}});
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
  if (tx.change(sql::decide_remedy, remedy.id, remedy.version, state, at,
                decided ? StaffId{ctx.actor.id} : StaffId{}, reason) != 1)
    return stale(remedy.version + 1);
  return tx.find<Remedy>(sql::find_remedy, remedy.id).value();
}

bool has_authority(Context const& ctx, db::Tx& tx, Remedy const& remedy) {
  if (ctx.actor.may(Permission::RemediesApprove)) return true;
  return staff::may_give(tx, StaffId{ctx.actor.id}, amount_of(remedy));
}

}  // namespace

Result<Remedy> propose(Context const& ctx, db::Tx& tx, RecoveryId id, NewRemedy const& wanted) {
  auto const recovery = find(tx, id);
  if (!recovery) return not_found("recovery");
  auto const row = cases::find_readable(ctx, tx, recovery->case_id);
  if (!row) return not_found("recovery");
  Remedy remedy{.id = ctx.new_id<RemedyId>(), .recovery_id = id, .case_id = recovery->case_id};
  remedy.customer_id = recovery->customer_id;
  remedy.kind = wanted.kind;
  remedy.amount_minor = wanted.amount.minor;
  remedy.currency = std::string(wanted.amount.currency.text());
  remedy.what = wanted.what;
  remedy.proposed_at = ctx.now;
  remedy.proposed_by_kind = wire::enum_text(ctx.actor.kind);
  remedy.proposed_by_id = ctx.actor.id;
  tx.insert(sql::insert_remedy, remedy);
  record(ctx, tx, "remedy.proposed", *row, remedy);
  return remedy;
}

Result<Remedy> grant(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version) {
  auto const found = TRY(for_decision(ctx, tx, id, version));
  if (!has_authority(ctx, tx, found.remedy)) {
    if (found.remedy.state == RemedyState::AwaitingApproval) return forbidden();
    auto const waiting = TRY(decide(ctx, tx, found.remedy, RemedyState::AwaitingApproval, ""));
    record(ctx, tx, "remedy.awaiting_approval", found.row, waiting);
    return waiting;
  }
  auto const granted = TRY(decide(ctx, tx, found.remedy, RemedyState::Granted, ""));
  record(ctx, tx, "remedy.granted", found.row, granted);
  cases::send_letter(ctx, tx, found.row, interactions::Purpose::Apology,
                     courtesy::TemplateKind::RemedyGranted, std::nullopt,
                     {{"remedy", in_words(found.row.language, granted)}});
  return granted;
}

Result<Remedy> decline(Context const& ctx, db::Tx& tx, RemedyId id, std::int64_t version,
                       std::string const& reason) {
  auto const found = TRY(for_decision(ctx, tx, id, version));
  auto const declined = TRY(decide(ctx, tx, found.remedy, RemedyState::Declined, reason));
  record(ctx, tx, "remedy.declined", found.row, declined);
  return declined;
}

}  // namespace vefa::recovery
