// How a case ends that was none: for whoever knows what the law sees in it.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Ends what was no concern at all, though the law promised something on it: what is pending is
/// withdrawn with the reason, what was broken stays so, nobody is told. Whether the actor may is
/// the caller's to ask. Errors: not_found; stale; cases.merged, cases.closed; cases.word_is_out
/// where somebody gave a word, or owes money or goods.
Result<Case> close_as_no_case(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version,
                              std::string const& reason);

}  // namespace vefa::cases
