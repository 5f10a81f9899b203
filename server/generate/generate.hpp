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

/// Hears how many cases have begun so far, and, once all have, what is being written meanwhile.
using Progress = std::function<void(std::int64_t begun, std::string const& what)>;

/// Fills an empty company that nobody else uses yet: people, customers, and cases whose lives began
/// within the last `over`, told in order of time. About one case in a hundred is open. Throws where
/// the database does; what is there then is no company.
Figures fill(Context const& ctx, db::Database& database, Wanted const& wanted,
             Progress const& progress);

}  // namespace vefa::generate
