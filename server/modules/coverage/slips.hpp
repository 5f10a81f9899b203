// Times in repair that papers began.
#pragma once
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

struct Begun {
  RepairTimeId id;
  std::optional<LocalDate> until_on;
};
/// The time in repair of this case that the program itself, and no person, began on that day, not
/// before `since`; none.
std::optional<Begun> begun_by_program(db::Tx& tx, UnitId unit, CaseId of, LocalDate on,
                                      Instant since);

/// What cases that were joined into this one began is its own from now on, and what runs of it on
/// another unit moves to this one: the case is about it, so it is what was handed in. Nothing moves
/// where one of the case runs on it already. `hand_in` and `hand_back` do so themselves.
void gather_stays(Context const& ctx, db::Tx& tx, UnitId unit, CaseId of);
/// None where it is gone.
std::optional<RepairTime> find_stay(db::Tx& tx, RepairTimeId id);

}  // namespace vefa::coverage
