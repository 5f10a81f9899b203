// Standards and calendars as they are at one moment, to count by without a database.
#pragma once
#include "modules/standards/rules.hpp"

namespace vefa::standards {

/// For who counts by the thousand, on any thread: `generate/` tells a million lives ahead of the
/// transactions that write them down.
class Counter {
 public:
  explicit Counter(db::Tx& tx);
  ~Counter();
  /// As standards::compute at the moment of its making.
  Result<Due> compute(Need const& need) const;

 private:
  struct Rank;
  std::map<Duty, std::vector<Rank>> by_duty_;
};

}  // namespace vefa::standards
