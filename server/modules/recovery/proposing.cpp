// What the rules propose for a breach, and what the program gives by itself.
#include "modules/recovery/proposing.hpp"

#include "jobs/jobs.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/recovery/remedies.hpp"
#include "modules/units/units.hpp"

namespace vefa::recovery {
namespace {

using promises::Promise;

constexpr int kLongestLine = 100;

BreachFacts facts_of(db::Tx& tx, cases::Case const& row, Recovery const& recovery,
                     Promise const& broken) {
  BreachFacts facts{.promise_kind = broken.kind, .source = broken.source, .case_kind = row.kind};
  facts.level = recovery.level;
  auto const unit_id = cases::unit_of(tx, row.id);
  auto const unit = unit_id ? units::find(tx, unit_id) : std::nullopt;
  auto const product =
      unit && unit->product_id ? catalogue::find(tx, unit->product_id) : std::nullopt;
  if (product) facts.product_groups = catalogue::group_codes(tx, product->group_id);
  return facts;
}

void propose_offer(Context const& ctx, db::Tx& tx, cases::Case const& row, Recovery const& recovery,
                   Rule const& rule) {
  auto const offer = find_offer(tx, rule.offer_id);
  if (!offer || !offer->active) return;
  if (tx.scalar<std::int64_t>(sql::is_proposed_by_rule, recovery.id, rule.id)) return;
  auto remedy = remedy_of(ctx, row, recovery.id, *offer);
  remedy.rule_id = rule.id;
  keep_proposal(ctx, tx, row, remedy);
  if (rule.by_itself) give_by_itself(ctx, tx, row, remedy);
}

/// The company's profile, where it has no rules: the same for the first breach of every case.
void propose_by_profile(Context const& ctx, db::Tx& tx, cases::Case const& row,
                        Recovery const& recovery) {
  auto const profile = company::profile(tx);
  auto const kind = wire::parse_enum<RemedyKind>(profile.remedy_kind);
  if (!kind || recovery.level != 1) return;
  Offer const offer{.kind = *kind,
                    .names = {},
                    .amount_minor = profile.remedy_minor,
                    .currency = profile.currency,
                    .changed_at = {},
                    .changed_by_name = {},
                    .service = {}};
  keep_proposal(ctx, tx, row, remedy_of(ctx, row, recovery.id, offer));
}

/// The first breach of the line of promises, each made in place of a broken one, that this ends.
Recovery first_of_line(db::Tx& tx, Recovery const& recovery, Promise const& broken) {
  auto first = recovery;
  auto earlier = broken.recovers_promise_id;
  for (int i = 0; earlier && i < kLongestLine; ++i) {
    auto const found = tx.find<Recovery>(sql::recovery_of_promise, earlier);
    if (!found) break;
    first = *found;
    auto const promise = promises::find(tx, earlier);
    earlier = promise ? promise->recovers_promise_id : PromiseId{};
  }
  return first;
}

/// Neither the broken promise nor one that was made in its place was kept, and the case is open.
bool is_still_owed(db::Tx& tx, cases::Case const& row, PromiseId broken) {
  if (!row.open) return false;
  std::vector<PromiseId> line{broken};
  bool owed = false;
  for (auto const& p : promises::of_case(tx, row.id)) {
    if (std::find(line.begin(), line.end(), p.recovers_promise_id) == line.end()) continue;
    line.push_back(p.id);
    owed = p.state == promises::State::Pending || p.state == promises::State::Broken;
    if (!owed) return false;
  }
  return owed;
}

}  // namespace

void propose_by_rules(Context const& ctx, db::Tx& tx, cases::Case const& row,
                      Recovery const& recovery, Promise const& broken) {
  auto all = rules(tx);
  std::erase_if(all, [](Rule const& rule) { return !rule.active; });
  if (all.empty()) return propose_by_profile(ctx, tx, row, recovery);
  auto const facts = facts_of(tx, row, recovery, broken);
  auto const first = first_of_line(tx, recovery, broken);
  bool proposed = false;
  for (auto const& rule : all) {
    if (!fits(conditions_of(rule), facts)) continue;
    if (rule.late_minutes > 0) {
      if (!recovery.new_promise_id) continue;  // what was owed is done, or nobody waits for it
      auto const subject = first.id.text() + " " + rule.id.text();
      if (jobs::find_pending(tx, kLateTimer, subject)) continue;
      jobs::add(ctx, tx, kLateTimer, subject,
                first.opened_at + std::chrono::minutes(rule.late_minutes));
    } else if (!proposed) {  // of those that come at once, the first
      propose_offer(ctx, tx, row, recovery, rule);
      proposed = true;
    }
  }
}

void propose_if_late(Context const& ctx, db::Tx& tx, std::string const& subject) {
  auto const names = split(subject, ' ');
  auto const id = names.size() == 2 ? RecoveryId::parse(names[0]) : std::nullopt;
  auto const rule_id = names.size() == 2 ? RemedyRuleId::parse(names[1]) : std::nullopt;
  if (!id || !rule_id) throw jobs::GiveUp("no rule on a recovery: " + subject);
  auto const seen = find(tx, *id);
  auto const row = seen ? cases::lock(tx, seen->case_id) : std::nullopt;
  auto const rule = tx.find<Rule>(sql::find_remedy_rule, *rule_id);
  if (!row || !rule || !rule->active || !is_still_owed(tx, *row, seen->promise_id)) return;
  propose_offer(ctx, tx, *row, *seen, *rule);
}

}  // namespace vefa::recovery
