// Pure decisions on cases: no database, no clock, no JSON.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// What a message of the customer does to her case.
enum class Joining {
  Joins,        // open: it goes on
  Reopens,      // solved or closed: it is open again
  OpensAnother  // closed and reopened too often: a new case, linked to this one
};
Joining joining(Case const& row, std::int64_t reopen_limit);

/// When a queued answer goes out: after the undo time, but not past the promise that it keeps.
/// `wanted` is the writer's own later instant. Refused (cases.send_after_due) when that is past
/// `due_at`.
Result<Instant> send_time(Instant now, Duration undo, std::optional<Instant> wanted,
                          std::optional<Instant> due_at);

/// Channels on which a person speaks for herself: nothing is sent by the program.
bool is_spoken(interactions::Channel channel);

/// Half of the shorter subject's words, folded, stand in the other one.
bool sounds_alike(std::string const& a, std::string const& b);

/// Writes the state that goes with being closed, or open again.
void close(Case& row, ClosedBy by, Instant at);
void reopen(Case& row);

}  // namespace vefa::cases
