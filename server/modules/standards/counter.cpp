#include "modules/standards/counter.hpp"

#include "modules/standards/counting.hpp"
#include "modules/standards/queries.hpp"

namespace vefa::standards {

struct Counter::Rank {
  Fit fit;
  Snapshot calendar;
};

Counter::Counter(db::Tx& tx) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Duty>>([&](auto duty) {
    for (auto& fit : tx.list<Fit>(sql::list_fits, duty.value)) {
      auto calendar = snapshot(tx, fit.calendar_id, fit.fingerprint, fit.zone);
      by_duty_[duty.value].push_back({std::move(fit), std::move(calendar)});
    }
  });
}

Counter::~Counter() = default;

Result<Due> Counter::compute(Need const& need) const {
  auto const& ranks = by_duty_.at(need.duty);
  auto const chosen = std::find_if(ranks.begin(), ranks.end(), [&](Rank const& rank) {
    return fits(rank.fit, need) && (rank.fit.counting || need.duty == Duty::SolveBy);
  });
  if (chosen == ranks.end() || !chosen->fit.counting) return refused("standards.no_such_duty");
  return count(*chosen->calendar, chosen->fit, need);
}

}  // namespace vefa::standards
