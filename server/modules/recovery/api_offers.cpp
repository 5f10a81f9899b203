// Routes of the catalogue of remedies, its rules and budgets, and of goodwill.
#include "http/api.hpp"
#include "modules/recovery/limits.hpp"
#include "modules/recovery/views.hpp"

namespace vefa::recovery {
namespace {

using http::Call;

Result<Page<RemedyOffer>> list_remedy_offers(Call const& call, db::Tx& tx) {
  Page<RemedyOffer> page;
  for (auto const& offer : offers(tx)) page.items.push_back(view_of(call.ctx.language, offer));
  return page;
}
Result<RemedyOffer> add_remedy_offer(Call const& call, db::Tx& tx, RemedyOfferForm const& body) {
  return view_of(call.ctx.language, TRY(save_offer(call.ctx, tx, {}, body)));
}
Result<RemedyOffer> change_remedy_offer(Call const& call, db::Tx& tx, RemedyOfferForm const& body) {
  auto const id = TRY(call.id<RemedyOfferId>("remedy_offer"));
  return view_of(call.ctx.language, TRY(save_offer(call.ctx, tx, id, body)));
}

Result<Page<RemedyRule>> list_remedy_rules(Call const&, db::Tx& tx) {
  Page<RemedyRule> page;
  for (auto const& rule : rules(tx)) page.items.push_back(view_of(rule));
  return page;
}
Result<RemedyRule> add_remedy_rule(Call const& call, db::Tx& tx, RemedyRuleForm const& body) {
  return view_of(TRY(save_rule(call.ctx, tx, {}, body)));
}
Result<RemedyRule> change_remedy_rule(Call const& call, db::Tx& tx, RemedyRuleForm const& body) {
  return view_of(TRY(save_rule(call.ctx, tx, TRY(call.id<RemedyRuleId>("remedy_rule")), body)));
}

struct RuleWanted {
  std::optional<RemedyRuleId> rule_id;  // of the rule that this is a change of
  RemedyRuleForm rule;
};
BOOST_DESCRIBE_STRUCT(RuleWanted, (), (rule_id, rule))
Result<RemedyRulePreview> preview_remedy_rule(Call const& call, db::Tx& tx,
                                              RuleWanted const& body) {
  return preview_rule(call.ctx, tx, body.rule_id.value_or(RemedyRuleId{}), body.rule);
}

Result<Page<RemedyBudget>> list_remedy_budgets(Call const& call, db::Tx& tx) {
  return Page<RemedyBudget>{budget_views(call.ctx, tx), {}};
}
Result<RemedyBudget> budget_shown(Call const& call, db::Tx& tx, RemedyBudgetId id) {
  for (auto& budget : budget_views(call.ctx, tx))
    if (budget.id == id) return std::move(budget);
  return not_found("remedy_budget");
}
Result<RemedyBudget> add_remedy_budget(Call const& call, db::Tx& tx, RemedyBudgetForm const& body) {
  auto const row = TRY(save_budget(call.ctx, tx, {}, body));
  return budget_shown(call, tx, row.id);
}
Result<RemedyBudget> change_remedy_budget(Call const& call, db::Tx& tx,
                                          RemedyBudgetForm const& body) {
  auto const id = TRY(call.id<RemedyBudgetId>("remedy_budget"));
  TRY(save_budget(call.ctx, tx, id, body));
  return budget_shown(call, tx, id);
}

Result<Page<RemedyLimits>> list_remedy_limits(Call const&, db::Tx& tx) {
  return Page<RemedyLimits>{limits(tx), {}};
}
Result<RemedyLimits> change_remedy_limits(Call const& call, db::Tx& tx,
                                          RemedyLimitsForm const& body) {
  return save_limits(call.ctx, tx, TRY(call.id<RoleId>("role")), body);
}

struct GoodwillBody {
  std::optional<RemedyOfferId> offer_id;  // of the catalogue; or kind, amount and currency
  std::optional<RemedyKind> kind;
  std::optional<Text<20, 1>> amount;
  std::optional<Text<3, 3>> currency;
  std::optional<Text<500>> what;
  Text<500, 1> reason;                   // why she is believed: for colleagues, not for her
  std::optional<bool> evidence_awaited;  // she may hand it in later; what is given stays given
};
BOOST_DESCRIBE_STRUCT(GoodwillBody, (),
                      (offer_id, kind, amount, currency, what, reason, evidence_awaited))

Result<Remedy> give_case_goodwill(Call const& call, db::Tx& tx, GoodwillBody const& b) {
  auto const id = TRY(call.id<CaseId>("case"));
  auto const wanted = TRY(new_remedy({b.offer_id, b.kind, b.amount, b.currency, b.what}));
  auto const evidence = b.evidence_awaited.value_or(false) ? Evidence::Awaited : Evidence::None;
  return give_goodwill(call.ctx, tx, id, wanted, b.reason, evidence);
}

struct EvidenceBody {
  std::int64_t version = 0;
  Text<500, 1> note;
};
BOOST_DESCRIBE_STRUCT(EvidenceBody, (), (version, note))

Result<Remedy> add_remedy_evidence(Call const& call, db::Tx& tx, EvidenceBody const& b) {
  return add_evidence(call.ctx, tx, TRY(call.id<RemedyId>("remedy")), b.version, b.note);
}

}  // namespace

void add_offer_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<list_remedy_offers>("/remedy-offers", P::RemediesGrant,
                                 "What the company gives to make good, by kind and name.");
  routes
      .post<add_remedy_offer>("/remedy-offers", P::StandardsWrite,
                              "Adds a remedy to the catalogue, named by language.")
      .status(201);
  routes.put<change_remedy_offer>("/remedy-offers/{remedy_offer}", P::StandardsWrite,
                                  "Changes a remedy of the catalogue, or takes it out of use.");
  routes.get<list_remedy_rules>("/remedy-rules", P::RemediesGrant,
                                "The rules by which remedies are proposed, in their order.");
  routes
      .post<add_remedy_rule>("/remedy-rules", P::StandardsWrite,
                             "Adds a rule: for which breach, how late, what is proposed.")
      .status(201);
  routes.put<change_remedy_rule>("/remedy-rules/{remedy_rule}", P::StandardsWrite,
                                 "Changes a rule that proposes remedies, or takes it out of use.");
  routes.post<preview_remedy_rule>(
      "/remedy-rules/preview", P::StandardsWrite,
      "What a rule would have proposed for the breaches of the last 90 days; stores nothing.");
  routes.get<list_remedy_budgets>("/remedy-budgets", P::RemediesGrant,
                                  "Budgets of remedies, and what of them is spent now.");
  routes
      .post<add_remedy_budget>("/remedy-budgets", P::StandardsWrite,
                               "Adds a budget for the company, a team, or each person.")
      .status(201);
  routes.put<change_remedy_budget>("/remedy-budgets/{remedy_budget}", P::StandardsWrite,
                                   "Changes a budget of remedies, or takes it out of use.");
  routes.get<list_remedy_limits>("/remedy-limits", P::RemediesGrant,
                                 "What each role may give by itself, in general and of each kind.");
  routes.put<change_remedy_limits>("/remedy-limits/{role}", P::StaffWrite,
                                   "Sets what a role may give of each kind by itself.");
  routes
      .post<give_case_goodwill>("/cases/{case}/goodwill", P::RemediesGrant,
                                "Gives something without a breach: she is believed.")
      .status(201);
  routes.post<add_remedy_evidence>("/remedies/{remedy}/evidence", P::RemediesGrant,
                                   "Notes evidence that came later; what was given stays given.");
}

}  // namespace vefa::recovery
