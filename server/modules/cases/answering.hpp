// The way of a queued answer out of the house, and back when it did not arrive; for this module's
// timers and reactions.
#pragma once
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Rings when a queued answer's undo time is over; its subject is the interaction.
inline constexpr char const* kSendTimer = "cases.send";

/// Releases a queued answer at its instant and carries out what goes with it (`payload` is an
/// Effect). Does nothing when it was taken back.
Result<void> send_out(Context const& ctx, db::Tx& tx, InteractionId id, Instant at,
                      JsonObject const& payload);

/// Whether `take_failure` would do anything with what befell this message.
bool may_be_awaited(db::Tx& tx, jobs::Event const& event);

/// A message of ours failed or bounced. What a person's answer that never left was taken to have
/// kept is pending again under its own deadline; where that owes her no answer, a new promise of
/// one is made, as for a mail that came back. The case waits for no silence of hers. Nothing
/// happens to a closed case, or once somebody has answered her since. Records `case.undelivered`.
Result<void> take_failure(Context const& ctx, db::Tx& tx, InteractionId id);
/// A message that had failed went after all, at `at`: it keeps what is pending by it.
Result<void> take_success(Context const& ctx, db::Tx& tx, InteractionId id, Instant at);

}  // namespace vefa::cases
