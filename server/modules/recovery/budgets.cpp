#include "modules/recovery/budgets.hpp"

#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/recovery/offers.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::recovery {
namespace {

/// A row of remedy_takings.
struct Taking {
  RemedyId remedy_id;
  RemedyBudgetId budget_id;
  std::int64_t holder_id = 0;
  LocalDate period_on;
  std::int64_t amount_minor = 0;
};
BOOST_DESCRIBE_STRUCT(Taking, (), (remedy_id, budget_id, holder_id, period_on, amount_minor))

bool counts(Context const& ctx, Budget const& budget, cases::Case const& row,
            Remedy const& remedy) {
  if (!budget.active || budget.currency != remedy.currency) return false;
  if (budget.goodwill_only && remedy.recovery_id) return false;
  if (budget.scope == BudgetScope::Person) return !ctx.actor.may(Permission::RemediesApprove);
  return budget.scope == BudgetScope::Company || budget.team_id == row.team_id;
}

/// What would be taken, in the order of the budgets, which is the same for all who take.
std::vector<std::pair<Budget, Taking>> takings_of(Context const& ctx, db::Tx& tx,
                                                  cases::Case const& row, Remedy const& remedy) {
  std::vector<std::pair<Budget, Taking>> out;
  if (remedy.amount_minor == 0) return out;
  auto const on = company::today(ctx, tx);
  for (auto& budget : budgets(tx)) {
    if (!counts(ctx, budget, row, remedy)) continue;
    Taking taking{.remedy_id = remedy.id, .budget_id = budget.id};
    if (budget.scope == BudgetScope::Person) taking.holder_id = ctx.actor.id;
    if (budget.scope == BudgetScope::Team) taking.holder_id = budget.team_id.value;
    taking.period_on = period_of(budget.period, on);
    taking.amount_minor = remedy.amount_minor;
    out.emplace_back(std::move(budget), taking);
  }
  return out;
}

/// There are budgets, and none is in its currency: only who may approve gives beside them.
bool is_beside_budgets(Context const& ctx, db::Tx& tx, Remedy const& remedy) {
  if (remedy.amount_minor == 0 || ctx.actor.may(Permission::RemediesApprove)) return false;
  auto all = budgets(tx);
  std::erase_if(all, [](Budget const& budget) { return !budget.active; });
  return !all.empty() && std::ranges::none_of(all, [&](Budget const& budget) {
    return budget.currency == remedy.currency;
  });
}

Room too_small(Budget const& budget) {
  return budget.scope == BudgetScope::Person ? Room::HerOwn : Room::None;
}

}  // namespace

LocalDate period_of(BudgetPeriod period, LocalDate on) {
  on.day = 1;
  if (period == BudgetPeriod::Year) on.month = 1;
  if (period == BudgetPeriod::Quarter) on.month = (on.month - 1) / 3 * 3 + 1;
  return on;
}

std::vector<Budget> budgets(db::Tx& tx) { return tx.list<Budget>(sql::list_budgets); }

Result<Budget> save_budget(Context const& ctx, db::Tx& tx, RemedyBudgetId id,
                           RemedyBudgetForm const& form) {
  auto const amount = TRY(money_of(form.amount.value, form.currency.value));
  if (amount.minor == 0) return invalid("amount", "recovery.bad_budget");
  bool const of_team = form.scope == BudgetScope::Team;
  if (of_team && (!form.team_id || !staff::find_team(tx, *form.team_id)))
    return invalid("team_id", "error.not_found", {{"what", "team"}});
  Budget row{.id = id ? id : ctx.new_id<RemedyBudgetId>(), .scope = form.scope};
  if (of_team) row.team_id = *form.team_id;
  row.goodwill_only = form.goodwill_only.value_or(false);
  row.period = form.period;
  row.amount_minor = amount.minor;
  row.currency = std::string(amount.currency.text());
  row.active = form.active.value_or(true);
  row.changed_at = ctx.now;
  row.changed_by_name = changer(ctx);
  if (!id) {
    tx.insert(sql::insert_budget, row);
  } else {
    auto const known = tx.find<Budget>(sql::find_budget, id);
    if (!known) return not_found("remedy_budget");
    if (form.version.value_or(0) != known->version) return stale(known->version);
    if (row.scope != known->scope || row.team_id != known->team_id ||
        row.goodwill_only != known->goodwill_only || row.period != known->period ||
        row.currency != known->currency)
      return refused("recovery.budget_counts_the_same");
    row.version = known->version + 1;
    if (tx.change(sql::update_budget, row.id, known->version, row.amount_minor, row.active,
                  row.changed_at, row.changed_by_name) != 1)
      return stale(row.version);
  }
  jobs::record(ctx, tx,
               {.kind = "remedy_budget.changed",
                .payload = {{"budget_id", row.id.text()}, {"version", row.version}}});
  return row;
}

std::vector<Spent> spent_now(Context const& ctx, db::Tx& tx) {
  auto const on = company::today(ctx, tx);
  return tx.list<Spent>(sql::spent_now, period_of(BudgetPeriod::Month, on),
                        period_of(BudgetPeriod::Quarter, on), period_of(BudgetPeriod::Year, on));
}

Room room_for(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  if (is_beside_budgets(ctx, tx, remedy)) return Room::HerOwn;
  auto const wanted = takings_of(ctx, tx, row, remedy);
  for (auto const& [budget, taking] : wanted) {
    auto const spent = tx.scalar<std::int64_t>(sql::spent_of, taking.budget_id, taking.holder_id,
                                               taking.period_on);
    if (spent.value_or(0) + taking.amount_minor > budget.amount_minor) return too_small(budget);
  }
  return wanted.empty() ? Room::NotCounted : Room::Counted;
}

Room spend(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  if (is_beside_budgets(ctx, tx, remedy)) return Room::HerOwn;
  auto const wanted = takings_of(ctx, tx, row, remedy);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    auto const& taking = wanted[i].second;
    tx.run(sql::open_spending, taking.budget_id, taking.holder_id, taking.period_on);
    if (tx.change(sql::take_spending, taking.budget_id, taking.holder_id, taking.period_on,
                  taking.amount_minor) == 1)
      continue;
    for (std::size_t taken = 0; taken < i; ++taken) {
      auto const& back = wanted[taken].second;
      tx.run(sql::give_back_spending, back.budget_id, back.holder_id, back.period_on,
             back.amount_minor);
    }
    return too_small(wanted[i].first);
  }
  for (auto const& [budget, taking] : wanted) tx.insert(sql::insert_taking, taking);
  return wanted.empty() ? Room::NotCounted : Room::Counted;
}

void give_back(db::Tx& tx, RemedyId id) {
  for (auto const& back : tx.list<Taking>(sql::takings_of_remedy, id))
    tx.run(sql::give_back_spending, back.budget_id, back.holder_id, back.period_on,
           back.amount_minor);
  tx.run(sql::remove_takings, id);
}

}  // namespace vefa::recovery
