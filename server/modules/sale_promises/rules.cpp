#include "modules/sale_promises/rules.hpp"

#include "calendar/calendar.hpp"
#include "calendar/zone.hpp"

namespace vefa::sale_promises {
namespace {

constexpr std::int64_t kMostQuantity = 1000;
constexpr std::int64_t kMostMonths = 1200;
constexpr std::int64_t kMostDays = 1825;  // as far as a promise may reach

Error wrong(char const* field, char const* key) { return invalid(field, key); }

bool has(SalePromiseTerms const& t, Component component) {
  if (t.form != Form::Quantity) return false;
  return !t.components ||
         std::find(t.components->begin(), t.components->end(), component) != t.components->end();
}

Result<void> check_quantity(SalePromiseTerms const& t) {
  if (!t.quantity || *t.quantity < 1 || *t.quantity > kMostQuantity)
    return wrong("quantity", "sale_promises.bad_quantity");
  if (t.months && (*t.months < 1 || *t.months > kMostMonths))
    return wrong("months", "sale_promises.bad_months");
  if (!t.months && !t.last_on) return wrong("months", "sale_promises.endless");
  if (t.begins == Begins::Given && !t.from_on) return wrong("from_on", "sale_promises.needs_from");
  if (t.last_on && t.from_on && *t.last_on < *t.from_on)
    return wrong("last_on", "sale_promises.bad_last");
  if (t.part_groups && !has(t, Component::Parts))
    return wrong("part_groups", "sale_promises.groups_without_parts");
  if (t.kind) return wrong("kind", "sale_promises.not_of_this_form");
  if (t.due_at) return wrong("due_at", "sale_promises.not_of_this_form");
  return {};
}

Result<void> check_dated(SalePromiseTerms const& t, Told told) {
  using promises::PromiseKind;
  bool const may_be = t.kind == PromiseKind::DeliverBy || t.kind == PromiseKind::ArriveWithin ||
                      t.kind == PromiseKind::RepairBy || t.kind == PromiseKind::ReplaceBy;
  if (!may_be) return wrong("kind", "sale_promises.bad_kind");
  if (t.quantity) return wrong("quantity", "sale_promises.not_of_this_form");
  bool const counted = told == Told::ByTemplate;
  if (counted && t.due_at) return wrong("due_at", "sale_promises.not_of_this_form");
  if (!counted && !t.due_at) return wrong("due_at", "sale_promises.needs_due");
  if (counted && (!t.within_days || *t.within_days < 0 || *t.within_days > kMostDays))
    return wrong("within_days", "sale_promises.bad_days");
  if (t.before && !calendar::parse_minute_of_day(t.before->value))
    return wrong("before", "sale_promises.bad_hour");
  return {};
}

}  // namespace

Window window_of(SalePromiseTerms const& terms, units::Sale const& sale) {
  Window window;
  auto const handed = sale.delivered_on.value_or(sale.sold_on);
  switch (terms.begins.value_or(terms.from_on ? Begins::Given : Begins::Sale)) {
    case Begins::Sale:
      window.from_on = sale.sold_on;
      break;
    case Begins::Delivery:
      window.from_on = handed;
      break;
    case Begins::Commissioning:
      window.from_on = sale.commissioned_on.value_or(handed);
      break;
    case Begins::Given:
      window.from_on = terms.from_on;
      break;
  }
  window.last_on = terms.last_on;
  if (!window.last_on && terms.months && window.from_on)
    window.last_on = coverage::plus_months(*window.from_on, *terms.months);
  return window;
}

Window window_of(SalePromise const& p, units::Sale const& sale) {
  auto window = window_of(p.terms, sale);
  if (window.last_on && p.owed_until_on && p.state == PromiseState::Valid)
    window.last_on = std::max(*window.last_on, *p.owed_until_on);
  return window;
}

Result<void> check(SalePromiseTerms const& terms, Told told) {
  return terms.form == Form::Quantity ? check_quantity(terms) : check_dated(terms, told);
}

bool goes_along(SalePromise const& p) {
  return p.terms.transferable.value_or(p.origin == Origin::Sale);
}

bool is_for(SalePromiseTerms const& terms, cases::CaseKind kind) {
  if (!terms.case_kinds) return true;
  return std::find(terms.case_kinds->begin(), terms.case_kinds->end(), kind) !=
         terms.case_kinds->end();
}

bool covers(SalePromiseTerms const& terms, Component component,
            std::vector<std::string> const& groups) {
  if (!has(terms, component)) return false;
  if (component != Component::Parts || !terms.part_groups) return true;
  return std::any_of(groups.begin(), groups.end(), [&](auto const& code) {
    return std::any_of(terms.part_groups->begin(), terms.part_groups->end(),
                       [&](auto const& wanted) { return wanted.value == code; });
  });
}

bool covers_all_of(SalePromiseTerms const& terms, Component component) {
  return has(terms, component) && !(component == Component::Parts && terms.part_groups);
}

Due due_by_template(SalePromiseTerms const& terms, LocalDate sold_on) {
  auto const minute = terms.before ? calendar::parse_minute_of_day(terms.before->value)
                                   : std::optional<int>(calendar::kMinutesOfDay);
  return {calendar::plus_days(sold_on, static_cast<int>(terms.within_days.value_or(0))),
          minute.value_or(calendar::kMinutesOfDay)};
}

std::optional<LocalDate> remind_on(Window const& window) {
  constexpr int kLeadDays = 30;
  constexpr int kLeastDays = 3;
  if (!window.last_on) return std::nullopt;
  int lead = kLeadDays;
  if (window.from_on) {
    int const days = calendar::day_number(*window.last_on) - calendar::day_number(*window.from_on);
    if (days < kLeastDays) return std::nullopt;
    lead = std::min(lead, days / 3);
  }
  return calendar::plus_days(*window.last_on, -lead);
}

}  // namespace vefa::sale_promises
