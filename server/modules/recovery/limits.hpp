// What a role may give of one kind by itself, where its general limit is not the one.
#pragma once
#include "modules/recovery/recovery.hpp"
#include "modules/staff/authority.hpp"

namespace vefa::recovery {

/// Of a kind whose worth is no money, what it costs the company is what counts.
struct RemedyKindLimit {
  RemedyKind kind = RemedyKind::Coupon;
  std::string amount;  // decimal; zero: none of this kind without approval
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(RemedyKindLimit, (), (kind, amount, currency))

struct RemedyLimits {
  RoleId role_id;
  std::string name;       // of the role
  std::string authority;  // its general limit, for each kind that is not named here
  std::string currency;
  std::int64_t version = 0;  // 0: none of its own was ever set
  std::vector<RemedyKindLimit> kinds;
  /// Of a role that may approve: what one of it asked for herself needs nobody else, above its
  /// limits too.
  bool gives_unasked = false;
  std::optional<Instant> changed_at;
  std::string changed_by_name;
};
BOOST_DESCRIBE_STRUCT(RemedyLimits, (),
                      (role_id, name, authority, currency, version, kinds, gives_unasked,
                       changed_at, changed_by_name))
/// Of all roles, by name.
std::vector<RemedyLimits> limits(db::Tx& tx);

struct RemedyKindLimitForm {
  RemedyKind kind = RemedyKind::Coupon;
  Text<20, 1> amount;
  std::optional<Text<3, 3>> currency;  // none: the role's
};
BOOST_DESCRIBE_STRUCT(RemedyKindLimitForm, (), (kind, amount, currency))
struct RemedyLimitsForm {
  std::int64_t version = 0;
  List<RemedyKindLimitForm, 6> kinds;  // in place of all there were
  std::optional<bool> gives_unasked;   // none: no
};
BOOST_DESCRIBE_STRUCT(RemedyLimitsForm, (), (version, kinds, gives_unasked))
/// Invalid: recovery.limit_of_an_apology, recovery.limit_twice (kinds[i].kind);
/// recovery.bad_amount, recovery.bad_currency. Stale; not_found; Forbidden
/// staff.more_than_own_rights. Records `remedy_limits.changed`.
Result<RemedyLimits> save_limits(Context const& ctx, db::Tx& tx, RoleId role,
                                 RemedyLimitsForm const& form);

/// Whether what a remedy costs is within what the actor's roles let her give of its kind.
bool within_limits(Context const& ctx, db::Tx& tx, Remedy const& remedy);
/// Whether one of the actor's roles gives what she asked for herself above its limits.
bool gives_unasked(Context const& ctx, db::Tx& tx);

}  // namespace vefa::recovery
