// Two cases become one, one becomes two.
#include "modules/cases/desk.hpp"
#include "modules/cases/kinds.hpp"
#include "modules/cases/namings.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"

namespace vefa::cases {
namespace {

/// Both rows, locked in the order of their ids, so that two merges never wait for one another.
struct Pair {
  Case from;
  Case into;
};
Result<Pair> lock_pair(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                       CaseId into) {
  if (id == into) return invalid("into", "cases.merge_itself");
  lock(tx, std::min(id, into));
  lock(tx, std::max(id, into));
  Case from = TRY(for_change(ctx, tx, id, version));
  auto target = for_change(ctx, tx, into, 0);
  if (!target.ok())
    return target.error().code == Code::NotFound ? invalid("into", "cases.no_such_case")
                                                 : target.error();
  if (from.customer_id != target->customer_id)
    return refused("cases.merge_other_customer", {}, "into");
  return Pair{std::move(from), std::move(*target)};
}

/// The target owes what the merged one owed; a closed target is open again if anything is owed.
Result<void> settle_target(Context const& ctx, db::Tx& tx, Case& into) {
  bool const owed = !promises::pending_of(tx, into.id).empty();
  if (!into.open && owed) reopen(into);
  if (into.state == State::Solved)
    for (auto const& p : promises::pending_of(tx, into.id))
      if (p.kind == promises::PromiseKind::AnswerBy) {
        reopen(into);
        withdraw_where(ctx, tx, into.id, "cases.reason_joined_open",
                       [](auto const& q) { return q.kind == promises::PromiseKind::ConfirmBy; });
        break;
      }
  TRY(ensure_promise(ctx, tx, into));
  settle(ctx, tx, into);
  return {};
}

}  // namespace

Result<Case> merge(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                   CaseId into_id) {
  auto [from, into] = TRY(lock_pair(ctx, tx, id, version, into_id));
  interactions::move(tx, from.id, into.id);
  // Two confirmations or follow-ups of one conversation would ask her twice.
  withdraw_where(ctx, tx, from.id, "cases.reason_joined", [](auto const& p) {
    return p.kind == promises::PromiseKind::ConfirmBy ||
           p.kind == promises::PromiseKind::FollowUpBy;
  });
  promises::move(tx, from.id, into.id);
  tx.run(sql::copy_participants, from.id, into.id);
  tx.run(sql::copy_readers, from.id, into.id);
  tx.run(sql::copy_tags, from.id, into.id);
  join_namings(tx, from.id, into.id);
  join_kinds(ctx, tx, from, into);
  if (from.open) close(from, ClosedBy::Merge, ctx.now);
  from.merged_into_id = into.id;
  store::save(tx, from);
  into.last_inbound_at = std::max(into.last_inbound_at, from.last_inbound_at);
  into.last_outbound_at = std::max(into.last_outbound_at, from.last_outbound_at);
  into.last_interaction_id = std::max(into.last_interaction_id, from.last_interaction_id);
  TRY(settle_target(ctx, tx, into));
  store::link(tx, into.id, from.id, "merged_from", ctx.now, ctx.actor.id);
  record(ctx, tx, "case.closed", from, {{"by", "merge"}, {"into", into.id.text()}});
  record(ctx, tx, "case.merged", into, {{"from", from.id.text()}});
  return into;
}

Result<Case> split(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                   std::vector<InteractionId> const& chosen, std::string const& subject) {
  Case row = TRY(for_change(ctx, tx, id, version));
  if (chosen.empty()) return invalid("interactions", "cases.split_nothing");
  for (auto const interaction : chosen) {
    auto const found = interactions::find(tx, interaction);
    if (!found || found->case_id != id) return not_found("interaction");
  }
  auto const all = interactions::of_case(tx, id, {}, chosen.size() + 1);
  if (all.size() <= chosen.size()) return invalid("interactions", "cases.split_everything");
  Case part = row;
  part.id = ctx.new_id<CaseId>();
  part.version = 1;
  part.number = case_number(company::profile(tx).case_number_prefix, store::next_number(tx));
  part.subject = subject.empty() ? row.subject : subject;
  part.state = State::Open;
  part.open = true;
  part.opened_at = ctx.now;
  part.first_answered_at.reset();
  part.solved_at.reset();
  part.closed_at.reset();
  part.closed_by.reset();
  part.snoozed_until.reset();
  part.reopened_count = 0;
  part.last_interaction_id = chosen.back();
  auto const owed = TRY(promise_by_standard(ctx, tx, part, promises::PromiseKind::AnswerBy, false));
  part.next_promise_id = owed.id;
  part.next_promise_pending = 1;
  part.next_due_at = owed.due_at;
  store::insert(tx, part);
  for (auto const interaction : chosen) interactions::move_one(tx, interaction, part.id);
  tx.run(sql::copy_participants, row.id, part.id);
  tx.run(sql::copy_readers, row.id, part.id);
  copy_kinds(tx, row.id, part.id);
  store::link(tx, part.id, row.id, "split_from", ctx.now, ctx.actor.id);
  settle(ctx, tx, row);
  record(ctx, tx, "case.opened", part, {{"split_from", row.id.text()}});
  record(ctx, tx, "case.split", row, {{"part", part.id.text()}});
  return part;
}

}  // namespace vefa::cases
