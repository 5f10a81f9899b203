// What roles let a person give a customer by herself, where limits hold for things of one kind.
#pragma once
#include "base/money.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::staff {

/// What a role may give of one kind, in place of its general limit.
struct KindLimit {
  RoleId role_id;
  Money most;  // zero: nothing of this kind, whatever it costs
};
/// As `authority`; where a role has a limit of this kind, it counts in place of its general one.
std::vector<Money> authority_of_kind(db::Tx& tx, StaffId id, std::vector<KindLimit> const& limits);
/// As `may_give`, of this kind.
bool may_give_of_kind(db::Tx& tx, StaffId id, Money amount, std::vector<KindLimit> const& limits);

/// A role, as those see it who set limits.
struct RoleLimit {
  RoleId id;
  std::string name;
  Money most;  // its general limit
};
/// By name, at most 1,000.
std::vector<RoleLimit> role_limits(db::Tx& tx);
/// Whether the actor may change this role: one with a right that she has not is not hers to change.
/// Errors: not_found; Forbidden staff.more_than_own_rights.
Result<void> check_may_change_role(Context const& ctx, db::Tx& tx, RoleId id);

}  // namespace vefa::staff
