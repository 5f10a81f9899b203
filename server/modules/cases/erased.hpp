// A case whose person's file was erased: nobody writes anything on it any more (`check_not_erased`,
// `for_change`), and what is still open or owed on it is ended as everywhere.
#pragma once
#include "modules/cases/her_word.hpp"

namespace vefa::cases {

/// As `for_change`, to end what is open on a case, or to say who does: also where the file was
/// erased; what is written of it passes `kept_words`.
Result<Case> for_ending(Context const& ctx, db::Tx& tx, CaseId id, std::int64_t version);
/// The words with which something of an erased person's case is ended are not kept: "—" stands for
/// them, as for those that went with the file.
std::string kept_words(db::Tx& tx, Case const& row, std::string words);

}  // namespace vefa::cases
