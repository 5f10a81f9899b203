#include "modules/promises/rules.hpp"

namespace vefa::promises {

standards::Duty duty_of(PromiseKind kind, Source source, bool next_answer) {
  using standards::Duty;
  if (source == Source::Recovery) return Duty::RecoveryAnswerBy;
  switch (kind) {
    case PromiseKind::AnswerBy:
      return next_answer ? Duty::NextAnswerBy : Duty::AnswerBy;
    case PromiseKind::FollowUpBy:
      return Duty::FollowUpBy;
    case PromiseKind::ConfirmBy:
      return Duty::ConfirmBy;
    case PromiseKind::SolveBy:
      return Duty::SolveBy;
    default:
      return Duty::RecoveryAnswerBy;
  }
}

Result<void> check_given_due(Instant due_at, Instant now) {
  using namespace std::chrono_literals;
  if (due_at <= now) return refused("promises.due_in_past", {}, "promise_due_at");
  if (due_at > now + 24h * 366 * 5) return refused("promises.due_too_far", {}, "promise_due_at");
  return {};
}

Warnings given_warnings(Instant starts_at, Instant due_at) {
  using namespace std::chrono_literals;
  Duration const span = due_at - starts_at;
  if (span < 10min) return {};
  return {starts_at + span / 2, starts_at + span * 4 / 5};
}

Instant next_ring(Promise const& p, Instant after) {
  if (p.warn_half_at && *p.warn_half_at > after) return *p.warn_half_at;
  if (p.warn_late_at && *p.warn_late_at > after) return *p.warn_late_at;
  return p.due_at;
}

char const* event_of(State state) {
  switch (state) {
    case State::Kept:
      return "promise.kept";
    case State::Broken:
      return "promise.broken";
    case State::Withdrawn:
      return "promise.withdrawn";
    case State::Pending:
      break;
  }
  return "promise.made";
}

bool is_kept_by_message(Promise const& p) {
  if (p.source == Source::Law) return false;
  switch (p.kind) {
    case PromiseKind::AnswerBy:
    case PromiseKind::FollowUpBy:
    case PromiseKind::NotifyBy:
    case PromiseKind::DecideBy:
      return true;
    default:
      return false;
  }
}

bool falls_away_when_she_writes(Promise const& p) {
  return p.kind == PromiseKind::ConfirmBy ||
         (p.kind == PromiseKind::FollowUpBy && p.source == Source::Standard);
}

}  // namespace vefa::promises
