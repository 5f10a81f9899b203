// The rules that propose: kept, changed, asked.
#include "jobs/jobs.hpp"
#include "modules/recovery/budgets.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/recovery/queries.hpp"

namespace vefa::recovery {
namespace {

constexpr std::int64_t kLongestLate = 366 * 24 * 60;
constexpr std::int64_t kHighestLevel = 100;

template <class Wanted, class Value>
bool asks(Wanted const& wanted, Value const& value) {
  return !wanted || wanted->empty() ||
         std::find(wanted->begin(), wanted->end(), value) != wanted->end();
}

bool has_budget(db::Tx& tx, Offer const& offer) {
  if (offer.amount_minor == 0) return true;
  auto const all = budgets(tx);
  return std::any_of(all.begin(), all.end(), [&](Budget const& budget) {
    return budget.active && budget.currency == offer.currency && !budget.goodwill_only &&
           budget.scope != BudgetScope::Person;
  });
}

}  // namespace

bool fits(RemedyConditions const& wanted, BreachFacts const& breach) {
  if (!asks(wanted.promise_kinds, breach.promise_kind)) return false;
  if (!asks(wanted.sources, breach.source)) return false;
  if (!asks(wanted.case_kinds, breach.case_kind)) return false;
  if (wanted.level_from && breach.level < *wanted.level_from) return false;
  if (!wanted.product_groups || wanted.product_groups->empty()) return true;
  return std::any_of(wanted.product_groups->begin(), wanted.product_groups->end(),
                     [&](Text<60, 1> const& code) {
                       auto const& known = breach.product_groups;
                       return std::find(known.begin(), known.end(), code.value) != known.end();
                     });
}

RemedyConditions conditions_of(Rule const& rule) {
  return from_json<RemedyConditions>(rule.conditions).value();
}

std::vector<Rule> rules(db::Tx& tx) { return tx.list<Rule>(sql::list_remedy_rules); }

Result<Rule> checked_rule(db::Tx& tx, RemedyRuleForm const& form) {
  auto const offer = find_offer(tx, form.offer_id);
  if (!offer) return invalid("offer_id", "error.not_found", {{"what", "remedy_offer"}});
  auto const late = form.late_minutes.value_or(0);
  if (late < 0 || late > kLongestLate)
    return invalid("late_minutes", "wire.out_of_range",
                   {{"min", "0"}, {"max", std::to_string(kLongestLate)}});
  auto const level = form.conditions.level_from;
  if (level && (*level < 1 || *level > kHighestLevel))
    return invalid("conditions.level_from", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kHighestLevel)}});
  Rule row{.name = form.name.value, .position = form.position.value_or(0)};
  row.offer_id = form.offer_id;
  row.conditions = parse_json(to_json_text(form.conditions)).value().as_object();
  row.late_minutes = late;
  row.by_itself = form.by_itself.value_or(false);
  row.active = form.active.value_or(true);
  if (row.by_itself && row.active && !has_budget(tx, *offer))
    return refused("recovery.by_itself_needs_budget", {{"currency", offer->currency}}, "by_itself");
  return row;
}

Result<Rule> save_rule(Context const& ctx, db::Tx& tx, RemedyRuleId id,
                       RemedyRuleForm const& form) {
  auto row = TRY(checked_rule(tx, form));
  row.id = id ? id : ctx.new_id<RemedyRuleId>();
  if (id) {
    auto const known = tx.find<Rule>(sql::find_remedy_rule, id);
    if (!known) return not_found("remedy_rule");
    if (form.version.value_or(0) != known->version) return stale(known->version);
    row.version = known->version + 1;
  }
  row.changed_at = ctx.now;
  row.changed_by_name = changer(ctx);
  if (!id) {
    tx.insert(sql::insert_remedy_rule, row);
  } else if (tx.change(sql::update_remedy_rule, row.id, row.version - 1, row.name, row.position,
                       row.offer_id, row.conditions, row.late_minutes, row.by_itself, row.active,
                       row.changed_at, row.changed_by_name) != 1) {
    return stale(row.version);
  }
  jobs::record(ctx, tx,
               {.kind = "remedy_rule.changed",
                .payload = {{"remedy_rule_id", row.id.text()}, {"version", row.version}}});
  return row;
}

}  // namespace vefa::recovery
