// Times in repair that papers began before it was kept which paper began which.
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

}  // namespace vefa::coverage
