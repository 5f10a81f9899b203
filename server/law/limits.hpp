// What a rule decides without a clock: hours, limits, shares, and whether a company's own time is
// stricter than the law's.
#pragma once
#include "law/due.hpp"

namespace vefa::law {

/// Whether something may happen at that instant. Holidays of the rule's calendar have no hours; an
/// eve has those of the windows marked for eves.
bool is_within(Pack const& pack, Rule const& rule, Instant at);
/// The first instant at or after `at` that is within; nothing when a month has none.
std::optional<Instant> next_within(Pack const& pack, Rule const& rule, Instant at);

/// Whether a value (money in minor units) meets the rule's limit on that day. Unknown where the
/// pack has no value for it.
Truth decides(Pack const& pack, Rule const& rule, std::int64_t value, LocalDate on);

/// Whether enough of these were served in time; true for none.
bool meets_level(Rule const& rule, std::vector<Duration> const& waits);

enum class CancelledFor { AnyReason, Defect };
/// What may be kept of the price when a sale is cancelled, in minor units: a share of it, up to a
/// sum, and another share where the goods were defective; nothing where the pack knows no such fee.
/// Source: IL-10.
std::optional<std::int64_t> cancellation_fee(Pack const& pack, std::int64_t price_minor,
                                             LocalDate on,
                                             CancelledFor why = CancelledFor::AnyReason);

/// A company may promise more than the law, never less. Refused law.not_stricter when its amount is
/// longer than the law's (shorter, for what holds until then), law.not_comparable when the units
/// cannot be compared, law.not_overridable where the rule lets nothing be changed.
Result<void> check_stricter(Rule const& rule, Amount const& law, Amount const& own);

}  // namespace vefa::law
