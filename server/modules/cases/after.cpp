#include "modules/cases/after.hpp"

#include "modules/cases/steps.hpp"

namespace vefa::cases {
namespace {

using promises::Promise;
using promises::PromiseKind;

/// Of what stays pending, and of what is made when nothing does.
Result<StaysOpen> earliest(Context const& ctx, db::Tx& tx, Case const& row,
                           std::vector<Promise> const& left, PromiseKind made, bool always) {
  std::optional<StaysOpen> out;
  if (!left.empty()) out = StaysOpen{left.front().kind, left.front().due_at, left.front().what};
  if (out && !always) return *out;
  auto const due = TRY(promises::due_if_made(ctx, tx,
                                             {.case_id = row.id,
                                              .customer_id = row.customer_id,
                                              .kind = made,
                                              .team_id = row.team_id,
                                              .starts_at = ctx.now,
                                              .circumstances = circumstances_of(row)}));
  if (!out || due < out->due_at) out = StaysOpen{made, due, ""};
  return *out;
}

}  // namespace

Result<AfterAnswer> after_answer(Context const& ctx, db::Tx& tx, Case const& row) {
  AfterAnswer out;
  std::vector<Promise> left;
  std::vector<Promise> left_when_solved;
  for (auto const& p : promises::pending_of(tx, row.id)) {
    if (promises::is_kept_by_message(p)) {
      out.keeps.push_back(p.kind);
    } else if (p.kind != PromiseKind::ConfirmBy) {
      left.push_back(p);
      if (!is_kept_by_solving(p) && !promises::falls_away_when_she_writes(p))
        left_when_solved.push_back(p);
    }
  }
  out.follow_up = TRY(earliest(ctx, tx, row, left, PromiseKind::FollowUpBy, false));
  out.solved = TRY(earliest(ctx, tx, row, left_when_solved, PromiseKind::ConfirmBy, true));
  return out;
}

}  // namespace vefa::cases
