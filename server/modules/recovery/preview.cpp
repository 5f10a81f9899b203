// What a rule would have proposed, had it been there.
#include <map>

#include "modules/catalogue/catalogue.hpp"
#include "modules/recovery/proposing.hpp"
#include "modules/recovery/queries.hpp"

namespace vefa::recovery {
namespace {

constexpr auto kLooksBack = std::chrono::days(90);
constexpr std::int64_t kMostBreaches = 10'000;

struct PastBreach {
  PromiseId promise_id;
  promises::PromiseKind promise_kind = promises::PromiseKind::AnswerBy;
  promises::Source source = promises::Source::Standard;
  PromiseId recovers_promise_id;
  cases::CaseKind case_kind = cases::CaseKind::Question;
  std::optional<Instant> closed_at;
  std::int64_t level = 1;
  Instant opened_at;
  PromiseId new_promise_id;
  std::optional<promises::State> new_state;
  std::optional<Instant> new_settled_at;
  ProductGroupId group_id;
};
BOOST_DESCRIBE_STRUCT(PastBreach, (),
                      (promise_id, promise_kind, source, recovers_promise_id, case_kind, closed_at,
                       level, opened_at, new_promise_id, new_state, new_settled_at, group_id))

class Past {
 public:
  Past(Context const& ctx, db::Tx& tx) : now_(ctx.now), tx_(tx) {
    rows_ = tx.list<PastBreach>(sql::past_breaches, ctx.now - kLooksBack, kMostBreaches);
    for (auto const& row : rows_) of_promise_.emplace(row.promise_id, &row);
  }
  std::vector<PastBreach> const& rows() const { return rows_; }

  BreachFacts facts(PastBreach const& row) {
    return {row.promise_kind, row.source, row.case_kind, groups(row.group_id), row.level};
  }

  /// Whether what was owed was still not done this long after the deadline.
  bool was_late(PastBreach const& row, std::int64_t minutes) const {
    auto const rang_at = row.opened_at + std::chrono::minutes(minutes);
    if (!row.new_promise_id || rang_at > now_ || of_promise_.contains(row.recovers_promise_id))
      return false;
    if (row.closed_at && *row.closed_at <= rang_at) return false;
    auto const* end = &row;
    while (end->new_state == promises::State::Broken) {
      auto const next = of_promise_.find(end->new_promise_id);
      if (next == of_promise_.end()) break;
      end = next->second;
    }
    bool const is_done = end->new_state && *end->new_state != promises::State::Pending &&
                         *end->new_state != promises::State::Broken;
    return !is_done || !end->new_settled_at || *end->new_settled_at > rang_at;
  }

 private:
  std::vector<std::string> const& groups(ProductGroupId id) {
    auto found = groups_.find(id);
    if (found == groups_.end())
      found = groups_.emplace(id, id ? catalogue::group_codes(tx_, id) : std::vector<std::string>{})
                  .first;
    return found->second;
  }

  Instant now_;
  db::Tx& tx_;
  std::vector<PastBreach> rows_;
  std::map<PromiseId, PastBreach const*> of_promise_;
  std::map<ProductGroupId, std::vector<std::string>> groups_;
};

/// Those that come at once and stand before it: where one of them fits, this one is not asked.
std::vector<RemedyConditions> before(db::Tx& tx, RemedyRuleId id, Rule const& wanted) {
  std::vector<RemedyConditions> out;
  for (auto const& rule : rules(tx)) {
    bool const stands_before =
        rule.position < wanted.position ||
        (rule.position == wanted.position && rule.id != id && (!id || rule.id < id));
    if (rule.active && rule.late_minutes == 0 && stands_before) out.push_back(conditions_of(rule));
  }
  return out;
}

}  // namespace

Result<RemedyRulePreview> preview_rule(Context const& ctx, db::Tx& tx, RemedyRuleId id,
                                       RemedyRuleForm const& form) {
  auto const wanted = TRY(checked_rule(tx, form));
  auto const conditions = conditions_of(wanted);
  bool const at_once = wanted.late_minutes == 0;
  auto const earlier = at_once ? before(tx, id, wanted) : std::vector<RemedyConditions>{};
  Past past(ctx, tx);
  RemedyRulePreview out{.since = ctx.now - kLooksBack, .amount = {}, .currency = {}};
  for (auto const& row : past.rows()) {
    ++out.breaches;
    auto const facts = past.facts(row);
    if (!fits(conditions, facts)) continue;
    bool const is_taken = std::any_of(earlier.begin(), earlier.end(),
                                      [&](auto const& other) { return fits(other, facts); });
    if (at_once ? !is_taken : past.was_late(row, wanted.late_minutes)) ++out.proposed;
  }
  auto const offer = find_offer(tx, wanted.offer_id).value();
  out.currency = offer.currency;
  out.amount = decimal_text(
      {offer.amount_minor * out.proposed, Currency::parse(offer.currency).value_or(Currency{})});
  return out;
}

}  // namespace vefa::recovery
