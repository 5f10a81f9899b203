// Pure decisions on what was promised with a sale.
#pragma once
#include "modules/sale_promises/sale_promises.hpp"
#include "modules/units/units.hpp"

namespace vefa::sale_promises {

/// Both days are in it; none: open on that side.
struct Window {
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;
  bool operator==(Window const&) const = default;
};
Window window_of(SalePromiseTerms const& terms, units::Sale const& sale);
/// As it stands: one that was shortened is over no sooner than she was told.
Window window_of(SalePromise const& promise, units::Sale const& sale);

enum class Told {
  ByTemplate,  // before any sale: days are counted from it
  WithTheSale
};
/// Errors name the member: sale_promises.bad_quantity, bad_months, endless, needs_from, bad_last,
/// groups_without_parts, bad_kind, needs_due, bad_days, bad_hour, not_of_this_form.
Result<void> check(SalePromiseTerms const& terms, Told told);

/// Whether it is for the next owner of the unit too; amends are for who was granted them.
bool goes_along(SalePromise const& promise);
/// Whether it is for a case of this kind.
bool is_for(SalePromiseTerms const& terms, cases::CaseKind kind);
/// Whether it is for this component; of parts, for one of these groups (the part's, codes).
bool covers(SalePromiseTerms const& terms, Component component,
            std::vector<std::string> const& groups);
/// Whether it makes a whole component free, whatever the part.
bool covers_all_of(SalePromiseTerms const& terms, Component component);

/// The day on which she is reminded that it ends: 30 days before its last, of a shorter time when
/// two thirds of it are over. None: it has no last day, or is over within three days.
std::optional<LocalDate> remind_on(Window const& window);

/// The day a template's dated promise is due on, and the minute of that day.
struct Due {
  LocalDate on;
  int minute_of_day = 0;
};
Due due_by_template(SalePromiseTerms const& terms, LocalDate sold_on);

}  // namespace vefa::sale_promises
