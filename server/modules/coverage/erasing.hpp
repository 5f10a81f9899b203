// What people wrote freely of a unit on somebody's case, for whoever erases a person's file.
#pragma once
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

/// What was noted of stays in repair of this case, why they were put right, and of uses by a
/// decision of it: whosever the unit is. Days, visits and sums stay.
void erase_words_of_case(db::Tx& tx, CaseId id);

}  // namespace vefa::coverage
