// `vefa generate`: a company of any size that never was, in four languages, the same for the same
// seed: for measuring, for demonstrations, for trying a change against a full house.
#pragma once
#include <functional>

#include "generate/write.hpp"

namespace vefa::generate {

struct Wanted {
  std::int64_t cases = 10'000;
  std::uint64_t seed = 1;
  Instant until;                            // the present: nothing happened after it
  Duration over = std::chrono::days(1000);  // ids begin with 2024, and so must the past
  std::string password_hash;                // of everybody
};

/// Fills an empty company: people, customers, and cases whose lives began within the last
/// `over`, told in order of time. About one case in a hundred is open. `progress` hears the number
/// of cases begun so far. Throws where the database does.
Figures fill(Context const& ctx, db::Database& database, Wanted const& wanted,
             std::function<void(std::int64_t)> const& progress);

}  // namespace vefa::generate
