#include "modules/clocks/guarding.hpp"

#include <algorithm>

#include "jobs/jobs.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/namings.hpp"
#include "modules/clocks/by_itself.hpp"
#include "modules/clocks/lessening.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/coverage/joining.hpp"

namespace vefa::clocks {
namespace {

/// Whose cases it concerns, those of what is joined as well.
std::vector<CaseId> cases_of(db::Tx& tx, customers::Concerned const& concerned) {
  auto out = concerned.unit_id ? cases::of_unit(tx, concerned.unit_id)
                               : cases::of_customer(tx, concerned.customer_id);
  auto const add = [&](std::vector<CaseId> const& more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  if (concerned.joined_unit_id) add(cases::of_unit(tx, concerned.joined_unit_id));
  if (concerned.joined_customer_id) add(cases::of_customer(tx, concerned.joined_customer_id));
  return out;
}

/// What hangs on a unit that was joined into another is that one's, before the jobs say so.
void join_goods(db::Tx& tx, customers::Concerned const& concerned) {
  if (!concerned.joined_unit_id) return;
  cases::move_to_unit(tx, concerned.joined_unit_id, concerned.unit_id);
  coverage::join_units(tx, concerned.joined_unit_id, concerned.unit_id);
}

bool is_same_person(db::Tx& tx, CustomerId a, CustomerId b) {
  if (a == b) return true;
  auto const one = customers::find(tx, a);
  auto const other = customers::find(tx, b);
  return one && other && one->id == other->id;
}

/// The case on which she says so: of all that it concerns, one of the same person.
std::optional<cases::Case> said_on(db::Tx& tx, std::vector<CaseId> const& all,
                                   cases::Case const& row, cases::HerWord const& word) {
  auto const said = interactions::find(tx, word.interaction_id);
  if (!said || std::ranges::find(all, said->case_id) == all.end()) return std::nullopt;
  auto other = cases::find(tx, said->case_id);
  if (!other || !is_same_person(tx, other->customer_id, row.customer_id)) return std::nullopt;
  return other;
}

using Owed = std::vector<std::pair<CaseId, OwedByLaw>>;

Owed owed_on(Context const& ctx, db::Tx& tx, std::vector<CaseId> const& all) {
  Owed before;
  for (auto const id : all) {
    if (of_case(tx, id).empty()) continue;
    follow_known(ctx, tx, id);  // what changed before is not by this
    if (auto owed = owed_by_law(tx, id); !owed.clocks.empty() || !owed.given.empty())
      before.emplace_back(id, std::move(owed));
  }
  return before;
}

/// So many cases of goods are counted in the transaction of the change; of more nobody knows at
/// once whether they would owe less.
constexpr std::size_t kMostOfGoods = 20;

/// Goods are of many persons, none of whom says so for all: only larger authority takes away.
Result<void> keep_of_goods(Context const& ctx, db::Tx& tx, customers::Concerned const& concerned,
                           customers::Change const& change) {
  bool const may = ctx.actor.kind != ActorKind::Staff || ctx.actor.may(Permission::RemediesApprove);
  if (may) return change();  // each case is counted by `follow_goods`
  auto const all =
      tx.column<CaseId>(sql::owed_of_goods, concerned.product_id, concerned.product_group_id,
                        static_cast<std::int64_t>(kMostOfGoods + 1));
  if (all.size() > kMostOfGoods)
    return refused("cases.goods_may_owe_less", {{"count", std::to_string(kMostOfGoods)}});
  auto const before = owed_on(ctx, tx, all);
  TRY(change());
  std::size_t lessened = 0;
  for (auto const& [id, owed] : before) {
    follow_known(ctx, tx, id);
    if (!check_not_lessened(ctx, tx, cases::find(tx, id).value(), owed, {}).ok()) ++lessened;
  }
  if (lessened > 0) return refused("cases.goods_owe_less", {{"count", std::to_string(lessened)}});
  return {};
}

}  // namespace

Result<void> keep_what_is_owed(Context const& ctx, db::Tx& tx, customers::Concerned concerned,
                               customers::HerWord const* her_word,
                               customers::Change const& change) {
  if (concerned.product_id || concerned.product_group_id)
    return keep_of_goods(ctx, tx, concerned, change);
  auto const all = cases_of(tx, concerned);
  std::optional<cases::HerWord> word;
  if (her_word) word = {.interaction_id = her_word->interaction_id, .words = her_word->words};
  auto const before = owed_on(ctx, tx, all);
  TRY(change());
  join_goods(tx, concerned);
  for (auto const& [id, owed] : before) {
    follow_known(ctx, tx, id);
    auto const row = cases::find(tx, id).value();
    auto const other = word ? said_on(tx, all, row, *word) : std::nullopt;
    TRY(check_not_lessened(ctx, tx, row, owed,
                           {.before_at = {},
                            .reason = word ? word->words.value : "",
                            .her_word = word ? &*word : nullptr,
                            .said_on = other ? &*other : nullptr}));
  }
  return {};
}

void on_goods(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* changes = event.payload.if_contains("changes");
  bool const moves = event.payload.contains("moves") || event.payload.contains("put_back") ||
                     (changes && changes->as_object().contains("group_id"));
  if (!moves) return;
  for (auto const* name : {"product_id", "product_group_id"})
    if (auto const* id = event.payload.if_contains(name)) {
      std::string const subject(id->as_string());
      jobs::cancel(tx, kGoodsWork, subject);
      jobs::add(ctx, tx, kGoodsWork, subject, ctx.now, {{"after", 0}});
    }
}

void follow_goods(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  constexpr std::int64_t kPage = 50;
  auto const all =
      tx.column<CaseId>(sql::cases_of_goods, ProductId::parse(job.subject).value_or(ProductId{}),
                        ProductGroupId::parse(job.subject).value_or(ProductGroupId{}),
                        job.payload.at("after").as_int64(), kPage);
  for (auto const id : all) {
    auto const before = owed_by_law(tx, id);
    follow_known(ctx, tx, id);
    check_not_lessened(ctx, tx, cases::find(tx, id).value(), before, {}).value();
  }
  if (all.size() == kPage)
    jobs::add(ctx, tx, kGoodsWork, job.subject, ctx.now, {{"after", all.back().value}});
}

}  // namespace vefa::clocks
