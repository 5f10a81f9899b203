// A slip that the customer took home says when the unit was handed in, and back: so do the unit's
// times in repair, and the law's clocks and coverage that count by them. What was told otherwise
// stands.
#pragma once
#include "modules/documents/documents.hpp"

namespace vefa::documents {

/// Whether a correction of it may move nothing of a time in repair that there is: somebody else
/// told of it, or it is not known any more that this paper did. A person puts it right on the unit.
bool is_stay_by_hand(db::Tx& tx, Document const& row);

/// What this slip says begins or ends a time in repair, where nobody told one of its case before;
/// a correction moves what the slip itself had made, and nothing else. A slip of work at her home
/// makes none.
void keep_stay(Context const& ctx, db::Tx& tx, Document const& row);
/// The same where a correction is made: by who may approve remedies, where less would be owed by
/// law on an open case, or later. Refused documents.stay_is_owed: the time in repair itself is put
/// right by her word first.
Result<void> keep_corrected_stay(Context const& ctx, db::Tx& tx, Document const& row);

}  // namespace vefa::documents
