// The rules by which remedies are proposed: for which breach, how late, what.
#pragma once
#include "modules/cases/cases.hpp"
#include "modules/recovery/offers.hpp"

namespace vefa::recovery {

/// What a rule asks of a breach. A list that is absent or empty asks nothing. It knows the promise,
/// the lateness, the product: never who the customer is. Source: C1, "never a reason to
/// discriminate".
struct RemedyConditions {
  std::optional<List<promises::PromiseKind, 12>> promise_kinds = {};
  std::optional<List<promises::Source, 5>> sources = {};
  std::optional<List<cases::CaseKind, 8>> case_kinds = {};
  std::optional<List<Text<60, 1>, 50>> product_groups = {};  // codes; the product's or one above it
  std::optional<std::int64_t> level_from = {};  // 2: from the second breach on a case on
};
BOOST_DESCRIBE_STRUCT(RemedyConditions, (),
                      (promise_kinds, sources, case_kinds, product_groups, level_from))

/// A row of remedy_rules.
struct Rule {
  RemedyRuleId id;
  std::int64_t version = 1;
  std::string name;
  std::int64_t position = 0;
  RemedyOfferId offer_id;
  JsonObject conditions;          // RemedyConditions
  std::int64_t late_minutes = 0;  // after the broken deadline, while what was owed is not done
  bool by_itself = false;         // given where a budget has room, not only proposed
  bool active = true;
  Instant changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(Rule, (),
                      (id, version, name, position, offer_id, conditions, late_minutes, by_itself,
                       active, changed_at, changed_by_name))
RemedyConditions conditions_of(Rule const& rule);

struct RemedyRuleForm {
  std::optional<std::int64_t> version;  // of a change
  Text<200, 1> name;
  std::optional<std::int64_t> position;  // the lowest first; none: 0
  RemedyOfferId offer_id;
  RemedyConditions conditions;
  std::optional<std::int64_t> late_minutes;  // none: at once; at most a year
  std::optional<bool> by_itself;             // none: no, a person decides
  std::optional<bool> active;                // none: yes
};
BOOST_DESCRIBE_STRUCT(RemedyRuleForm, (),
                      (version, name, position, offer_id, conditions, late_minutes, by_itself,
                       active))
/// Invalid: error.not_found (offer_id), wire.out_of_range (late_minutes, conditions.level_from).
/// Refused: recovery.by_itself_needs_budget (by_itself), where no budget of the company or a team
/// is in its currency. Stale. Records `remedy_rule.changed`.
Result<Rule> save_rule(Context const& ctx, db::Tx& tx, RemedyRuleId id, RemedyRuleForm const& form);
/// The rule that a form describes, not stored; errors as above.
Result<Rule> checked_rule(db::Tx& tx, RemedyRuleForm const& form);
/// In their order, at most 200.
std::vector<Rule> rules(db::Tx& tx);

/// What a rule may know of a breach.
struct BreachFacts {
  promises::PromiseKind promise_kind = promises::PromiseKind::AnswerBy;
  promises::Source source = promises::Source::Standard;
  cases::CaseKind case_kind = cases::CaseKind::Question;
  std::vector<std::string> product_groups = {};  // nearest first; empty: no product is known
  std::int64_t level = 1;
};
bool fits(RemedyConditions const& conditions, BreachFacts const& breach);

/// Proposes what the rules say of a breach: at once, or when it is that late by then. Lateness is
/// counted from the first deadline of a line of promises that were made one for another, and a rule
/// proposes once for the line. Without any active rule, what the company's profile says of a first
/// breach.
void propose_by_rules(Context const& ctx, db::Tx& tx, cases::Case const& row,
                      Recovery const& recovery, promises::Promise const& broken);
/// The timer of a rule rang: proposes, where what was owed is still not done.
void propose_if_late(Context const& ctx, db::Tx& tx, std::string const& subject);
inline constexpr char const* kLateTimer = "remedy.late";

/// What a rule would have proposed for the breaches of the last 90 days.
struct RemedyRulePreview {
  Instant since;
  std::int64_t breaches = 0;  // at most 10,000, the newest
  std::int64_t proposed = 0;
  std::string amount;  // decimal: of all that it would have proposed
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(RemedyRulePreview, (), (since, breaches, proposed, amount, currency))
/// Invalid as `save_rule`. `id` is the rule's own where it exists already.
Result<RemedyRulePreview> preview_rule(Context const& ctx, db::Tx& tx, RemedyRuleId id,
                                       RemedyRuleForm const& form);

}  // namespace vefa::recovery
