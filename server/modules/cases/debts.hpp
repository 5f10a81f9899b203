// What is owed to a customer by contract, whatever becomes of her concern: money that goes back.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// Promises it on the case, which is open again where it was closed; solving it keeps no such
/// promise, and who owes it says when it is kept. Refused: promises.due_in_past,
/// promises.due_too_far.
Result<promises::Promise> owe(Context const& ctx, db::Tx& tx, CaseId id, Instant due_at,
                              std::string const& what);
/// Made by `owe`.
bool is_debt(promises::Promise const& p);

}  // namespace vefa::cases
