// What legal clocks owe the customer, in the ledger of promises.
#pragma once
#include "law/due.hpp"
#include "modules/clocks/packs.hpp"

namespace vefa::clocks {

/// The company's own time for a rule, where it ends before the law's.
struct OwnTime {
  Instant due_at;
  law::Amount amount;
  std::vector<law::Warning> warnings;
};

/// The promise of a clock follows it: made when it runs, recounted with it, kept by what stops it
/// in time, withdrawn while it stands still. Its breach is recovery's affair, at its own instant.
/// Where the company has its own time that is what is promised, and explained with the law's beside
/// it; once it was missed, the law's is promised in its place. One that had passed before it could
/// be promised is not.
/// Leaves the case with a next promise, and `clock.promise_id` as it is to be stored. The case is
/// locked by this.
void follow(Context const& ctx, db::Tx& tx, LegalClock& clock, law::Clock const& counted,
            PackInUse const& law, std::vector<law::Event> const& events, std::string const& cause,
            std::optional<OwnTime> const& own = {});
/// The duty fell away: another clock stands for this one.
void let_go(Context const& ctx, db::Tx& tx, LegalClock const& clock, std::string const& reason);

}  // namespace vefa::clocks
