// What the routes of this module show and take.
#pragma once
#include "base/json.hpp"
#include "modules/recovery/budgets.hpp"
#include "modules/recovery/letting_go.hpp"
#include "modules/recovery/owing.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/sale_promises/sale_promises.hpp"

namespace vefa::recovery {

struct RemedyBody {
  std::optional<RemedyOfferId> offer_id;  // of the catalogue; or kind, amount and currency
  std::optional<RemedyKind> kind;
  std::optional<Text<20, 1>> amount;  // decimal, e.g. "150.00": what it costs the company
  std::optional<Text<3, 3>> currency;
  std::optional<Text<500>> what;
};
BOOST_DESCRIBE_STRUCT(RemedyBody, (), (offer_id, kind, amount, currency, what))
/// Invalid: wire.required, recovery.bad_amount, recovery.bad_currency.
Result<NewRemedy> new_remedy(RemedyBody const& body);

/// A free service as it is held for her: what is left of it, or how it ended.
struct HeldService {
  UnitId unit_id;
  sale_promises::Standing standing = sale_promises::Standing::Open;
  std::string words;  // what is left of it, in the reader's language
  std::optional<Instant> ended_at;
  std::string ended_by;
  std::string reason;                      // why it ended
  std::optional<LocalDate> owed_until_on;  // what she tells of by then it still pays
};
BOOST_DESCRIBE_STRUCT(HeldService, (),
                      (unit_id, standing, words, ended_at, ended_by, reason, owed_until_on))

/// A remedy as its case shows it, to this reader.
struct RemedyView : Remedy {
  std::string number;   // of the case
  std::string subject;  // of the case
  std::string words;    // what it is, in the reader's language
  std::string rule_name;
  std::string proposed_by_name;  // empty: the program
  std::string requested_by_name;
  std::string decided_by_name;
  Outlook outlook = Outlook::Given;  // what follows when this reader gives it
  bool is_owed = false;              // granted, needs a deed, and nobody said that it was done
  std::optional<Instant> owed_until;
  std::optional<Instant> given_at;
  std::string given_by_name;
  std::string given_note;
  bool can_let_go = false;      // on her word: she does not want it, or wants another
  std::optional<LetGo> let_go;  // she did not want it
  std::optional<HeldService> service;
};
BOOST_DESCRIBE_STRUCT(RemedyView, (Remedy),
                      (number, subject, words, rule_name, proposed_by_name, requested_by_name,
                       decided_by_name, outlook, is_owed, owed_until, given_at, given_by_name,
                       given_note, can_let_go, let_go, service))
RemedyView view_of(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);

struct RemedyOffer {
  RemedyOfferId id;
  std::int64_t version = 1;
  RemedyKind kind = RemedyKind::Coupon;
  std::string name;    // in the reader's language
  JsonObject names;    // by language tag
  std::string amount;  // decimal
  std::string currency;
  bool active = true;
  std::optional<RemedyService> service;
  Instant changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(RemedyOffer, (),
                      (id, version, kind, name, names, amount, currency, active, service,
                       changed_at, changed_by_name))
RemedyOffer view_of(Language language, Offer const& offer);

struct RemedyRule {
  RemedyRuleId id;
  std::int64_t version = 1;
  std::string name;
  std::int64_t position = 0;
  RemedyOfferId offer_id;
  RemedyConditions conditions;
  std::int64_t late_minutes = 0;
  bool by_itself = false;
  bool active = true;
  Instant changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(RemedyRule, (),
                      (id, version, name, position, offer_id, conditions, late_minutes, by_itself,
                       active, changed_at, changed_by_name))
RemedyRule view_of(Rule const& rule);

/// What one holder of a budget spent of it in the period that runs now.
struct BudgetHolder {
  std::string name;   // of a team or a person; empty: the company
  std::string spent;  // decimal
  std::string left;   // decimal; never below zero
};
BOOST_DESCRIBE_STRUCT(BudgetHolder, (), (name, spent, left))
struct RemedyBudget {
  RemedyBudgetId id;
  std::int64_t version = 1;
  BudgetScope scope = BudgetScope::Company;
  TeamId team_id;
  bool goodwill_only = false;
  BudgetPeriod period = BudgetPeriod::Month;
  std::string amount;  // decimal; of a person: for each
  std::string currency;
  bool active = true;
  LocalDate period_on;                // the first day of the period that runs now
  std::vector<BudgetHolder> holders;  // of a person: those who spent something
  Instant changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(RemedyBudget, (),
                      (id, version, scope, team_id, goodwill_only, period, amount, currency, active,
                       period_on, holders, changed_at, changed_by_name))
std::vector<RemedyBudget> budget_views(Context const& ctx, db::Tx& tx);

void add_offer_routes(http::Routes& routes);

}  // namespace vefa::recovery
