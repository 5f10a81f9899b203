// Pure decisions on promises.
#pragma once
#include "modules/promises/promises.hpp"
#include "modules/standards/standards.hpp"

namespace vefa::promises {

/// Which amount of a standard counts a promise of this kind.
standards::Duty duty_of(PromiseKind kind, Source source, bool next_answer);

/// A deadline given by word: not in the past, at most five years away.
Result<void> check_given_due(Instant due_at, Instant now);

struct Warnings {
  std::optional<Instant> half_at;
  std::optional<Instant> late_at;
};
/// Half and four fifths of the elapsed time; none for less than ten minutes.
Warnings given_warnings(Instant starts_at, Instant due_at);

/// The first of its warnings and its deadline that is later than `after`; the deadline when none
/// is.
Instant next_ring(Promise const& promise, Instant after);

/// `promise.kept`, `promise.broken`, `promise.withdrawn`.
char const* event_of(State state);

}  // namespace vefa::promises
