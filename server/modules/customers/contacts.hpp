// Contact points beyond what other modules need of them.
#pragma once
#include "modules/customers/customers.hpp"

namespace vefa::customers {

struct ContactChange {
  std::int64_t version = 0;
  std::optional<Text<40>> label;
  std::optional<bool> is_primary;  // only true: another one takes the place by its own change
  std::optional<bool> verified;
  std::optional<bool> leads_here;  // only true: takes recognition from the customer who has it
  std::optional<ContactProblem> problem;
  std::optional<Text<500>> problem_detail;
};
BOOST_DESCRIBE_STRUCT(ContactChange, (),
                      (version, label, is_primary, verified, leads_here, problem, problem_detail))

/// not_found when it is not this customer's; stale.
Result<ContactPoint> change_contact(Context const& ctx, db::Tx& tx, CustomerId id,
                                    ContactPointId contact, ContactChange const& input);
/// Where it was primary, or led here, the oldest other one takes its place.
Result<void> remove_contact(Context const& ctx, db::Tx& tx, CustomerId id, ContactPointId contact);

}  // namespace vefa::customers
