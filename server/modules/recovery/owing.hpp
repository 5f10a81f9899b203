// A granted remedy that needs a deed is owed until the deed is done.
#pragma once
#include "modules/recovery/remedies.hpp"

namespace vefa::recovery {

struct RemedyDebt {
  RemedyId remedy_id;
  PromiseId promise_id;
  std::optional<Instant> given_at;
  std::string given_by_name;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(RemedyDebt, (), (remedy_id, promise_id, given_at, given_by_name, note))

/// Money, a coupon, a loaner, a replacement, shipping: somebody has to do it, and a free service
/// that no unit's sale holds for her. An apology is said.
bool needs_a_deed(Remedy const& remedy);
/// Promises it to her, in her language, within `cases::kDebtDays`. The case must be locked.
void owe(Context const& ctx, db::Tx& tx, cases::Case const& row, Remedy const& remedy);
/// Of one that was granted since such promises are made; none.
std::optional<RemedyDebt> debt_of(db::Tx& tx, RemedyId id);
/// It was given to her: the promise is kept by that, now. Errors: not_found;
/// recovery.nothing_to_give, recovery.given_before. Records `remedy.given`.
Result<Remedy> hand_over(Context const& ctx, db::Tx& tx, RemedyId id, std::string const& note);

}  // namespace vefa::recovery
