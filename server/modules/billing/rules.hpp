// Pure decisions on money: no database, no clock.
#pragma once
#include "base/money.hpp"
#include "modules/billing/lines.hpp"

namespace vefa::billing {

inline constexpr std::int64_t kMostMinor = 1'000'000'000'000;  // of a line, before coverage

/// Errors name the member: billing.bad_quantity, billing.bad_price, billing.mixed_currency,
/// billing.bad_tax, billing.part_without_parts, billing.amount_too_large.
Result<Line> read(NewQuoteLine const& input, Currency currency);

/// `quantity` of "1.5" in thousandths; nothing for zero, less, or more than three digits behind the
/// point.
std::optional<std::int64_t> parse_quantity(std::string_view text);
std::string quantity_text(std::int64_t thousandths);

/// A share of the whole that somebody else pays; `limit_minor` is what is left of its cap.
struct Share {
  std::int64_t percent = 0;
  std::optional<std::int64_t> limit_minor;
};
/// What each pays of a full price: together they never pay more than it, and shares that make up
/// the whole pay all of it, however it rounds.
std::vector<std::int64_t> split(std::int64_t full_minor, std::vector<Share> const& shares);

/// Net and tax out of what is paid by others.
void settle(Line& line);
/// Full price again; who pays what of it is asked anew.
Line bare(Line const& ruled);
/// A line of more whole units than this is approved as a whole.
inline constexpr std::int64_t kMostUnits = 100;
/// How many units of a line can be approved one by one; 0: it is all or nothing.
std::int64_t units_of(Line const& line);
/// The line with fewer units: of what others pay, and of what she pays, their share; rounded half
/// up, so that she is told no more than that. Posting asks anew what others pay, and charges no
/// more.
Line part_of(Line const& line, std::int64_t units);
/// A line costs no more than she was told.
void cap(Line& line, std::int64_t quoted_net_minor);

struct Totals {
  std::int64_t full_minor = 0;
  std::int64_t net_minor = 0;
  std::int64_t tax_minor = 0;
  std::int64_t gross_minor = 0;
};
BOOST_DESCRIBE_STRUCT(Totals, (), (full_minor, net_minor, tax_minor, gross_minor))
Totals sum(std::vector<Line> const& lines);

}  // namespace vefa::billing
