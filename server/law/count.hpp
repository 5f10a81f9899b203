// Counting time by a rule: from a start to the instant at which its amount is used up.
#pragma once
#include "law/due.hpp"

namespace vefa::law {

/// `until` is none while it stands still.
struct Stand {
  Instant from;
  std::optional<Instant> until;
};

struct CountTask {
  Rule const& rule;
  calendar::Zone const& zone;
  Days const* days = nullptr;  // of the rule's calendar
  Params const& params;
  Instant starts_at;
  Amount amount;
  std::vector<Stand> pauses;  // in order, apart from each other, none before the start
};

/// Fills due_at, last_day, used, total, warnings, steps and doubts; due_at stays empty when a pause
/// that has not ended stands before it.
Result<void> count(CountTask const& task, Instant now, Clock& clock);

}  // namespace vefa::law
