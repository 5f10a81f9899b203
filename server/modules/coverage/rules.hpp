// Who pays: a pure function. No database, no clock, no JSON.
#pragma once
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

/// When a line holds. Without `last_on` it is not limited in time, or its start is not known.
struct Stretch {
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;  // the last day on which it holds, time in repair added
  std::int64_t repair_days = 0;
};
/// `on` ends a repair that is still going on.
Stretch stretch_of(CoverageLine const& line, Facts const& facts, LocalDate on);
/// From the first day on which any of them holds to the last; of one that ends only once its use is
/// over too, time alone is no end.
Stretch stretch_of(std::vector<CoverageLine> const& lines, Facts const& facts, LocalDate on);

/// Five answers, and one for each further part. Shares come in the order of sources, each of the
/// whole cost, together at most 100: so a further term never takes from what another gives, and
/// the statute's share never sinks. What is not known is believed, and flagged.
Entitlement entitle(Facts const& facts, Question const& question, std::vector<Term> const& terms);

/// The line of a part that was fitted on a day: its own months, counted from when it was first
/// fitted where a part under such a line is replaced again (`before`): a repeated repair does not
/// restart the clock. With the unit's own lines beside it, the longer one decides.
CoverageLine fitted_part_line(ProductId part, LocalDate fitted_on, std::int64_t months, Payer payer,
                              std::vector<CoverageLine> const& before);

/// What is wrong with a line: percent, months, limits, groups that are in and out at once, a start
/// that is given without its day. Errors name the member: coverage.bad_percent,
/// coverage.bad_months, coverage.bad_limit, coverage.group_in_and_out, coverage.needs_from,
/// coverage.bad_last, coverage.endless.
Result<void> check(CoverageLine const& line);

}  // namespace vefa::coverage
