// The law of a case goes where the case goes: into another, out to the customer, out of memory.
#pragma once
#include "modules/clocks/clocks.hpp"

namespace vefa::clocks {

/// A case was merged into another: its law, what happened, its clocks and what followed are the
/// living one's. Where both had the same law, what happened counts together: a clock that both had
/// goes on once, and the other is put aside. Where they had different laws each stays with its
/// case, and its promises are owed on the living one. Records `case_law.carried` on the living one:
/// who rests on what happened looks again by it, since `case.merged` may be heard of before.
void carry(Context const& ctx, db::Tx& tx, CaseId lost, CaseId living);
/// Of clocks that were put aside: beyond what a rule counts on one case.
inline constexpr std::int64_t kAside = 1000;
/// A clock that is counted no more: what it promised is not owed, and `cycle` (from kAside) keeps
/// it apart from those that are.
void put_aside(Context const& ctx, db::Tx& tx, LegalClock const& clock, CaseId living,
               std::int64_t cycle, std::string const& reason);
/// What names or describes a person goes; the instants and what was decided stay for the figures.
void forget(Context const& ctx, db::Tx& tx, CaseId id);

}  // namespace vefa::clocks
