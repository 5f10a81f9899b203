// Messages that did not reach her: nothing is kept by a mail that never left, and no case waits for
// the silence of someone who was never asked.
#include "modules/cases/answering.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/steps.hpp"

namespace vefa::cases {
namespace {

using interactions::Interaction;
using interactions::Purpose;
using promises::PromiseKind;
using IState = interactions::State;
using PState = promises::State;

constexpr char const* kReason = "cases.reason_not_reached";

/// What she waits for, or is asked; an acknowledgement or an apology alone settles nothing.
bool is_awaited(Purpose purpose) {
  switch (purpose) {
    case Purpose::Answer:
    case Purpose::Message:
    case Purpose::SolvedQuestion:
    case Purpose::FollowUp:
      return true;
    default:
      return false;
  }
}

bool is_awaited(Interaction const& message) {
  return message.direction == interactions::Direction::Outbound && is_awaited(message.purpose);
}

/// Somebody has answered her since.
bool was_followed(db::Tx& tx, Interaction const& message) {
  constexpr std::size_t kEnough = 200;
  for (auto const& later : interactions::of_case(tx, message.case_id, message.id, kEnough)) {
    bool const went = later.state == IState::Released || later.state == IState::Sent ||
                      later.state == IState::Recorded;
    if (is_awaited(later) && !later.automatic && went) return true;
  }
  return false;
}

/// Whether an answer is owed now. What a mail that never left was taken to have kept is pending
/// again.
bool owe_again(Context const& ctx, db::Tx& tx, Case& row, Interaction const& message) {
  bool owed = false;
  bool const never_left = message.state == IState::Failed && !message.automatic;
  for (auto const& p : promises::of_case(tx, row.id)) {
    bool const by_this = p.state == PState::Kept && p.proof_interaction_id == message.id;
    bool const again = by_this && never_left && !promises::falls_away_when_she_writes(p);
    if (again) {
      promises::reinstate(ctx, tx, p, kReason);
      if (row.first_answered_at == p.settled_at) row.first_answered_at.reset();
    }
    if (p.kind == PromiseKind::AnswerBy) owed = owed || again || p.state == PState::Pending;
  }
  return owed;
}

void tell_undelivered(Context const& ctx, db::Tx& tx, Case const& row, Interaction const& message) {
  record(ctx, tx, "case.undelivered", row,
         {{"interaction_id", message.id.text()}, {"reason", message.state_reason}});
}

}  // namespace

bool may_be_awaited(db::Tx&, jobs::Event const& event) {
  auto const* text = event.payload.if_contains("purpose");
  auto const purpose = text && text->is_string()
                           ? wire::parse_enum<Purpose>(std::string_view(text->get_string()))
                           : std::nullopt;
  return !purpose || is_awaited(*purpose);
}

Result<void> take_failure(Context const& ctx, db::Tx& tx, InteractionId id) {
  auto const message = interactions::find(tx, id);
  if (!message || !is_awaited(*message)) return {};
  auto row = lock(tx, message->case_id);
  // By now it may have been sent again, or somebody called her.
  bool const failed = message->state == IState::Failed || message->state == IState::Bounced;
  if (!failed || !row || was_followed(tx, *message)) return {};
  if (!row->open) {
    // Her concern is over; that she knows what was noted in her name is owed all the same.
    if (!tells_heard(tx, id)) return {};
    owe_telling(ctx, tx, row->id, message->text);
    tell_undelivered(ctx, tx, *row, *message);
    return {};
  }
  bool const owed = owe_again(ctx, tx, *row, *message);
  withdraw_where(ctx, tx, row->id, kReason, promises::falls_away_when_she_writes);
  if (!owed) TRY(promise_by_standard(ctx, tx, *row, PromiseKind::AnswerBy, true));
  row->state = State::Open;
  row->solved_at.reset();
  row->snoozed_until.reset();
  settle(ctx, tx, *row);
  tell_undelivered(ctx, tx, *row, *message);
  return {};
}

Result<void> take_success(Context const& ctx, db::Tx& tx, InteractionId id, Instant at) {
  auto const message = interactions::find(tx, id);
  if (!message || message->automatic || !is_awaited(*message)) return {};
  auto row = lock(tx, message->case_id);
  if (!row || !row->open || message->state != IState::Sent) return {};
  bool late = false;
  for (auto const& p : promises::pending_of(tx, row->id)) {
    if (p.proof_interaction_id != id) continue;
    promises::keep(ctx, tx, p, at, {.interaction_id = id});
    late = true;
  }
  if (!late) return {};
  if (!row->first_answered_at) row->first_answered_at = at;
  TRY(ensure_promise(ctx, tx, *row));
  settle(ctx, tx, *row);
  return {};
}

}  // namespace vefa::cases
