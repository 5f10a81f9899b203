// The program takes the law of a case up by itself, and looks up anew what it knows.
#pragma once
#include "modules/clocks/known.hpp"

namespace vefa::clocks {

/// What the program knows now, in the matter and its row; true where that changed. The case must be
/// locked.
bool look_up_anew(Context const& ctx, db::Tx& tx, cases::Case const& row, law::Pack const& pack,
                  Matter& matter);
/// For a case that names a unit and is not over: the law of the unit's country is taken up where
/// none was, what is known is looked up, and every clock counted anew where that changed. A law
/// that the program took up follows the sale to another country as long as nobody told anything
/// under it.
void follow_known(Context const& ctx, db::Tx& tx, CaseId id);
/// The same of each open case about it.
void follow_unit(Context const& ctx, db::Tx& tx, UnitId unit);
/// Whether a person said or told something under it.
bool is_touched(db::Tx& tx, Matter const& matter);
/// Its clocks run no more, and what they promised is not owed: another law governs the case.
void leave_law(Context const& ctx, db::Tx& tx, Matter const& matter);

}  // namespace vefa::clocks
