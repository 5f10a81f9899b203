#include "modules/recovery/views.hpp"

#include "modules/company/company.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::recovery {
namespace {

std::string decimal(std::int64_t minor, std::string const& currency) {
  return decimal_text({minor, Currency::parse(currency).value_or(Currency{})});
}

std::string staff_name(db::Tx& tx, std::int64_t id) {
  return id ? staff::name_of(tx, StaffId{id}) : std::string();
}

std::string holder_name(db::Tx& tx, Budget const& budget, std::int64_t holder) {
  if (budget.scope == BudgetScope::Person) return staff_name(tx, holder);
  auto const team = budget.scope == BudgetScope::Team ? staff::find_team(tx, budget.team_id)
                                                      : std::optional<staff::Team>();
  return team ? team->name : std::string();
}

std::optional<HeldService> service_of(Context const& ctx, db::Tx& tx, Remedy const& remedy) {
  auto const held = remedy.sale_promise_id ? sale_promises::account(ctx, tx, remedy.sale_promise_id)
                                           : std::optional<sale_promises::Account>();
  if (!held) return std::nullopt;
  auto const& p = held->promise;
  return HeldService{.unit_id = p.unit_id,
                     .standing = held->standing,
                     .words = sale_promises::said(*held, ctx.language),
                     .ended_at = p.ended_at,
                     .ended_by = p.ended_by,
                     .reason = p.reason,
                     .owed_until_on = p.owed_until_on};
}

}  // namespace

Result<NewRemedy> new_remedy(RemedyBody const& b) {
  NewRemedy wanted{.what = b.what ? b.what->value : ""};
  if (b.offer_id) {
    wanted.offer_id = *b.offer_id;
    return wanted;
  }
  if (!b.kind) return invalid("kind", "wire.required");
  if (!b.currency) return invalid("currency", "wire.required");
  if (!b.amount) return invalid("amount", "wire.required");
  wanted.kind = *b.kind;
  wanted.amount = TRY(money_of(b.amount->value, b.currency->value));
  return wanted;
}

RemedyView view_of(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  RemedyView view{remedy};
  view.number = row.number;
  view.subject = row.subject;
  view.words = in_words(tx, ctx.language, remedy);
  auto const rule =
      remedy.rule_id ? tx.find<Rule>(sql::find_remedy_rule, remedy.rule_id) : std::nullopt;
  if (rule) view.rule_name = rule->name;
  if (remedy.proposed_by_kind == "staff")
    view.proposed_by_name = staff_name(tx, remedy.proposed_by_id);
  view.requested_by_name = staff_name(tx, remedy.requested_by_id.value);
  view.decided_by_name = staff_name(tx, remedy.decided_by_id.value);
  view.outlook = outlook(ctx, tx, row, remedy);
  if (auto const debt = debt_of(tx, remedy.id)) {
    auto const promise = promises::find(tx, debt->promise_id);
    view.is_owed = !debt->given_at && remedy.state == RemedyState::Granted;
    if (promise) view.owed_until = promise->due_at;
    view.given_at = debt->given_at;
    view.given_by_name = debt->given_by_name;
    view.given_note = debt->note;
  }
  view.can_let_go = can_let_go(tx, remedy);
  view.let_go = let_go_of(tx, remedy.id);
  view.service = service_of(ctx, tx, remedy);
  return view;
}

RemedyOffer view_of(Language language, Offer const& o) {
  return {o.id,
          o.version,
          o.kind,
          name_in(language, o),
          o.names,
          decimal(o.amount_minor, o.currency),
          o.currency,
          o.active,
          service_of(o),
          o.changed_at,
          o.changed_by_name};
}

RemedyRule view_of(Rule const& r) {
  return {r.id,           r.version,   r.name,   r.position,   r.offer_id,       conditions_of(r),
          r.late_minutes, r.by_itself, r.active, r.changed_at, r.changed_by_name};
}

std::vector<RemedyBudget> budget_views(Context const& ctx, db::Tx& tx) {
  auto const on = company::today(ctx, tx);
  auto const spent = spent_now(ctx, tx);
  std::vector<RemedyBudget> out;
  for (auto const& b : budgets(tx)) {
    RemedyBudget view{.id = b.id, .version = b.version, .scope = b.scope, .team_id = b.team_id};
    view.goodwill_only = b.goodwill_only;
    view.period = b.period;
    view.amount = decimal(b.amount_minor, b.currency);
    view.currency = b.currency;
    view.active = b.active;
    view.period_on = period_of(b.period, on);
    view.changed_at = b.changed_at;
    view.changed_by_name = b.changed_by_name;
    for (auto const& row : spent)
      if (row.budget_id == b.id)
        view.holders.push_back(
            {holder_name(tx, b, row.holder_id), decimal(row.spent_minor, b.currency),
             decimal(std::max<std::int64_t>(0, b.amount_minor - row.spent_minor), b.currency)});
    if (view.holders.empty() && b.scope != BudgetScope::Person)
      view.holders.push_back({holder_name(tx, b, 0), decimal(0, b.currency), view.amount});
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace vefa::recovery
