// Nothing is charged because the case forgets its unit, or names another one.
#include <algorithm>

#include "modules/billing/store.hpp"
#include "modules/cases/namings.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/units/units.hpp"

namespace vefa::billing {
namespace {

/// So many units of hers are asked; of more, the one that it is about is named.
constexpr std::size_t kMostAsked = 50;

/// Product and serial, as far as they are known.
std::string title_of(db::Tx& tx, units::Unit const& unit) {
  auto const product = catalogue::find(tx, unit.product_id);
  auto title = product ? catalogue::title_of(tx, *product) : unit.description;
  if (title.empty() || unit.serial.empty()) return title + unit.serial;
  return title + " " + unit.serial;
}

/// Those which are asked beside the one that the case names: all that it ever named; where it names
/// none of hers, all of hers too.
std::vector<units::Unit> others(db::Tx& tx, cases::Case const& row, UnitId named) {
  std::vector<units::Unit> out;
  auto const add = [&](std::optional<units::Unit> unit) {
    if (!unit || unit->id == named) return;
    auto const is_same = [&](auto const& other) { return other.id == unit->id; };
    if (std::none_of(out.begin(), out.end(), is_same)) out.push_back(std::move(*unit));
  };
  for (auto const id : cases::units_named(tx, row.id)) add(units::find(tx, id));
  auto const owner = named ? units::owner_today(tx, named) : std::nullopt;
  if (!owner || owner->customer_id != row.customer_id)
    for (auto& unit : units::of_customer(tx, row.customer_id)) add(std::move(unit));
  return out;
}

/// The first line that costs less by the other's ruling; none.
Line const* dearer(std::vector<Line> const& lines, std::vector<Line> const& by_other) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (by_other[i].net_minor < lines[i].net_minor) return &lines[i];
  return nullptr;
}

}  // namespace

Result<void> check_other_units(Context const& ctx, db::Tx& tx, cases::Case const& row,
                               RuledBy const& ruled, std::vector<Line> const& lines) {
  auto const is_free = [](Line const& line) { return line.net_minor == 0; };
  if (std::all_of(lines.begin(), lines.end(), is_free)) return {};
  auto const said = cases::newest_naming(tx, row.id);
  if (said && said->interaction_id) return {};  // by her own word
  auto const asked = others(tx, row, ruled.unit);
  if (asked.size() > kMostAsked)
    return refused("billing.which_of_many_units", {{"count", std::to_string(asked.size())}});
  auto by = ruled;
  by.trace = Trace::None;
  for (auto const& unit : asked) {
    by.unit = unit.id;
    std::vector<Line> by_other;
    by_other.reserve(lines.size());
    for (auto const& line : lines) by_other.push_back(bare(line));
    TRY(rule_by(ctx, tx, row, by, by_other));
    if (auto const* line = dearer(lines, by_other))
      return refused("billing.other_unit_pays",
                     {{"unit", title_of(tx, unit)}, {"line", line->description}});
  }
  return {};
}

}  // namespace vefa::billing
