#include "modules/billing/defects.hpp"

#include <algorithm>

#include "calendar/zone.hpp"
#include "modules/billing/findings.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/kinds.hpp"
#include "modules/cases/namings.hpp"
#include "modules/company/company.hpp"
#include "modules/units/units.hpp"

namespace vefa::billing {
namespace {

constexpr char const* kFault = "fault.notified";
constexpr char const* kOfDefect[] = {kFault, "claim.made", "repair.found_impossible"};

/// While the unit was hers by the sale.
struct Hers {
  Instant from;
  std::optional<Instant> until;  // none: it was sold to nobody since
};

/// None where no sale to her is known.
std::optional<Hers> time_of_hers(db::Tx& tx, UnitId unit, CustomerId her) {
  std::optional<LocalDate> from;
  std::optional<LocalDate> until;
  auto sales = units::sales(tx, unit);
  std::erase_if(sales, [](auto const& one) { return one.state != units::SaleState::Valid; });
  for (auto const& one : sales)
    if (one.customer_id == her) from = std::max(from.value_or(one.sold_on), one.sold_on);
  if (!from) return std::nullopt;
  for (auto const& one : sales)
    if (one.customer_id != her && one.sold_on > *from)
      until = std::min(until.value_or(one.sold_on), one.sold_on);
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const start = [&](LocalDate day) { return zone.instant(day, 0, calendar::Edge::Start); };
  return Hers{start(*from), until ? std::optional(start(*until)) : std::nullopt};
}

/// Cases that were ever said to be about it, newest first, those that are about another or none
/// since too, but for those of which she herself says so; at most 100.
std::vector<CaseId> ever_of_unit(db::Tx& tx, UnitId unit) {
  return tx.column<CaseId>(sql::cases_ever_of_unit, unit);
}

/// What the case is or was about: who names another unit, or none, hides no defect by it; her own
/// word does.
std::vector<UnitId> units_of(db::Tx& tx, CaseId id) {
  auto out = cases::units_named(tx, id);
  std::erase_if(out, [&](UnitId unit) {
    auto const all = ever_of_unit(tx, unit);
    return std::ranges::find(all, id) == all.end();
  });
  return out;
}

/// The cause that was found last is one of the goods themselves.
bool is_found_defective(std::vector<CauseFinding> const& newest_first) {
  using enum coverage::Cause;
  if (newest_first.empty()) return false;
  auto const cause = newest_first.front().cause;
  return cause == Defect || cause == FailedRepair;
}

/// It was called one, and no word of hers says otherwise.
bool was_repair(db::Tx& tx, cases::Case const& row) {
  auto const before = cases::kinds_before(tx, row);
  return std::ranges::find(before, cases::CaseKind::Repair) != before.end();
}

/// Whoever brings a unit for repair tells of a fault, also where no law is counted.
std::vector<Instant> told_on(db::Tx& tx, cases::Case const& row) {
  std::vector<Instant> out;
  for (auto const* kind : kOfDefect)
    for (auto const at : clocks::known_to_have_happened(tx, row.id, kind)) out.push_back(at);
  auto const matter = clocks::matter_of(tx, row.id);
  bool const is_denied = matter && matter->contradictions.contains(kFault);
  if (!is_denied && (row.kind == cases::CaseKind::Repair || was_repair(tx, row)))
    out.push_back(row.opened_at);
  return out;
}

bool tells_of_defect(db::Tx& tx, CaseId id, CustomerId her, std::optional<Hers> const& hers) {
  auto const row = cases::find(tx, id);
  if (!row || row->merged_into_id || clocks::is_no_case(tx, id)) return false;
  if (!hers && row->customer_id != her) return false;
  auto const is_then = [&](Instant at) {
    return !hers || (at >= hers->from && (!hers->until || at < *hers->until));
  };
  auto const found = findings_of_case(tx, id);
  if (is_found_defective(found) && is_then(found.front().at)) return true;
  return std::ranges::any_of(told_on(tx, *row), is_then);
}

}  // namespace

bool is_known_defective(db::Tx& tx, cases::Case const& row) {
  for (auto const* kind : kOfDefect)
    if (clocks::is_known_to_have_happened(tx, row.id, kind)) return true;
  if (is_found_defective(findings_of_case(tx, row.id))) return true;
  auto const units = units_of(tx, row.id);
  if (!units.empty() && was_repair(tx, row)) return true;
  return std::ranges::any_of(units, [&](UnitId unit) {
    auto const hers = time_of_hers(tx, unit, row.customer_id);
    return std::ranges::any_of(ever_of_unit(tx, unit), [&](CaseId other) {
      return other != row.id && tells_of_defect(tx, other, row.customer_id, hers);
    });
  });
}

void follow_defects(Context const& ctx, db::Tx& tx, UnitId unit) {
  auto all = ever_of_unit(tx, unit);
  std::ranges::sort(all);  // held in one order
  for (auto const one : all) follow_kept(ctx, tx, one, false);
}

void follow_defects(Context const& ctx, db::Tx& tx, CaseId id) {
  follow_kept(ctx, tx, id, false);
  for (auto const unit : units_of(tx, id)) follow_defects(ctx, tx, unit);
}

}  // namespace vefa::billing
