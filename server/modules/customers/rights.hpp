// Reasons of law for which a file stays although its person asks for erasure.
#pragma once
#include "modules/customers/customers.hpp"

namespace vefa::customers {

struct Hold {
  HoldId id;
  CustomerId customer_id;
  std::string reason;  // "invoices of 2025: ten years by law"
  Instant placed_at;
  std::string placed_by;
  std::optional<LocalDate> until_on;  // exclusive, UTC; none: until it is lifted
  std::optional<Instant> lifted_at;
  std::string lifted_by;
};
BOOST_DESCRIBE_STRUCT(Hold, (),
                      (id, customer_id, reason, placed_at, placed_by, until_on, lifted_at,
                       lifted_by))
struct NewHold {
  Text<500, 1> reason;
  std::optional<LocalDate> until_on;
};
BOOST_DESCRIBE_STRUCT(NewHold, (), (reason, until_on))

/// Those that are not lifted, over ones included.
std::vector<Hold> holds(db::Tx& tx, CustomerId id);
Result<Hold> place_hold(Context const& ctx, db::Tx& tx, CustomerId id, NewHold const& input);
Result<void> lift_hold(Context const& ctx, db::Tx& tx, CustomerId id, HoldId hold);

/// Whether another module has something that stands on her row.
bool has_ties_elsewhere(db::Tx& tx, CustomerId id);

}  // namespace vefa::customers
