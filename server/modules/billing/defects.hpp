// Whether something was wrong with what was sold. Source: IL-10,
// docs/decisions/0520-a-defect-is-of-the-goods.md
#pragma once
#include "modules/billing/billing.hpp"

namespace vefa::billing {

/// A fault that was told on the case, or a cause that was found there and is the goods' own; or
/// either on another case of its unit while that was hers: after it was sold to her and before it
/// was to somebody else.
bool is_known_defective(db::Tx& tx, cases::Case const& row);
/// Something may be known by now on this case: what was kept of a cancelled sale follows it
/// (`follow_kept`), on each case of its unit.
void follow_defects(Context const& ctx, db::Tx& tx, CaseId id);
/// The same of all cases of a unit.
void follow_defects(Context const& ctx, db::Tx& tx, UnitId unit);

}  // namespace vefa::billing
