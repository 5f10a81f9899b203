// Budgets of remedies: so much in a period, for the company, a team, or each person.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/recovery/recovery.hpp"

namespace vefa::recovery {

enum class BudgetScope { Company, Team, Person };
BOOST_DESCRIBE_ENUM(BudgetScope, Company, Team, Person)
enum class BudgetPeriod { Month, Quarter, Year };
BOOST_DESCRIBE_ENUM(BudgetPeriod, Month, Quarter, Year)

/// A row of remedy_budgets.
struct Budget {
  RemedyBudgetId id;
  std::int64_t version = 1;
  BudgetScope scope = BudgetScope::Company;
  TeamId team_id;              // of the scope team
  bool goodwill_only = false;  // counts what is given without a breach alone
  BudgetPeriod period = BudgetPeriod::Month;
  std::int64_t amount_minor = 0;  // of a person: for each
  std::string currency;
  bool active = true;
  Instant changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(Budget, (),
                      (id, version, scope, team_id, goodwill_only, period, amount_minor, currency,
                       active, changed_at, changed_by_name))

struct RemedyBudgetForm {
  std::optional<std::int64_t> version;  // of a change
  BudgetScope scope = BudgetScope::Company;
  std::optional<TeamId> team_id;
  std::optional<bool> goodwill_only;  // none: no
  BudgetPeriod period = BudgetPeriod::Month;
  Text<20, 1> amount;  // decimal, above zero
  Text<3, 3> currency;
  std::optional<bool> active;  // none: yes
};
BOOST_DESCRIBE_STRUCT(RemedyBudgetForm, (),
                      (version, scope, team_id, goodwill_only, period, amount, currency, active))
/// What a budget counts is chosen once; its amount, and whether it is in use, may change. Invalid:
/// recovery.bad_budget, recovery.bad_amount, recovery.bad_currency, error.not_found (team_id).
/// Refused: recovery.budget_counts_the_same. Stale. Records `remedy_budget.changed`.
Result<Budget> save_budget(Context const& ctx, db::Tx& tx, RemedyBudgetId id,
                           RemedyBudgetForm const& form);
/// At most 200.
std::vector<Budget> budgets(db::Tx& tx);

/// What was spent of one in a period, by the company (0), a team or a person.
struct Spent {
  RemedyBudgetId budget_id;
  std::int64_t holder_id = 0;
  LocalDate period_on;
  std::int64_t spent_minor = 0;
};
BOOST_DESCRIBE_STRUCT(Spent, (), (budget_id, holder_id, period_on, spent_minor))
/// Of the periods that run now, at most 1,000.
std::vector<Spent> spent_now(Context const& ctx, db::Tx& tx);

/// The first day of the period that this day is in.
LocalDate period_of(BudgetPeriod period, LocalDate on);

enum class Room {
  Counted,     // by at least one budget, each of which has room
  NotCounted,  // by none
  HerOwn,      // the actor's own is too small, or none is in its currency and she may not approve
  None         // the company's or the team's is
};
/// Whether the budgets have room for a remedy that the actor gives. A person's own budget binds
/// only who may not approve.
Room room_for(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// Takes it out of every budget that counts it, or, where one has no room, out of none: of many at
/// once no more is taken than a budget holds.
Room spend(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// What was taken for a remedy that ends is there again, in the period in which it was taken.
void give_back(db::Tx& tx, RemedyId id);

}  // namespace vefa::recovery
