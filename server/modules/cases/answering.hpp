// The way of a queued answer out of the house; for this module's timers.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Rings when a queued answer's undo time is over; its subject is the interaction.
inline constexpr char const* kSendTimer = "cases.send";

/// Releases a queued answer at its instant and carries out what goes with it (`payload` is an
/// Effect). Does nothing when it was taken back.
Result<void> send_out(Context const& ctx, db::Tx& tx, InteractionId id, Instant at,
                      JsonObject const& payload);

}  // namespace vefa::cases
