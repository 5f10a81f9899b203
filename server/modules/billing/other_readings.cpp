// Nothing is charged because the case forgets its unit, names another one, is called something
// else, or because somebody says of the cause what nothing shows.
#include <algorithm>

#include "i18n/i18n.hpp"
#include "modules/billing/findings.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/kinds.hpp"
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
/// none of hers, all of hers too. None where her own word says which one it is.
std::vector<units::Unit> others(db::Tx& tx, cases::Case const& row, UnitId named) {
  std::vector<units::Unit> out;
  auto const said = cases::newest_naming(tx, row.id);
  if (said && said->interaction_id) return out;
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

/// A quote or an invoice, asked again as if another word of it were the true one.
class OtherReadings {
 public:
  OtherReadings(Context const& ctx, db::Tx& tx, cases::Case const& row, RuledBy const& ruled,
                std::vector<Line> const& lines)
      : ctx_(ctx), tx_(tx), row_(row), ruled_(ruled), lines_(lines) {
    ruled_.trace = Trace::None;
    ruled_.kind = row.kind;
    kinds_.push_back(row.kind);
    for (auto const kind : cases::kinds_before(tx, row)) kinds_.push_back(kind);
    causes_.push_back(ruled.cause);
    bool const is_open = ruled.cause == coverage::Cause::Unknown;
    if (!is_open && !is_found(tx, row.id, ruled.cause)) causes_.push_back(coverage::Cause::Unknown);
  }

  Result<void> check() {
    auto const asked = others(tx_, row_, ruled_.unit);
    if (asked.size() > kMostAsked)
      return refused("billing.which_of_many_units", {{"count", std::to_string(asked.size())}});
    if (ruled_.unit) TRY(check_unit(ruled_.unit, nullptr));
    for (auto const& unit : asked) TRY(check_unit(unit.id, &unit));
    return {};
  }

 private:
  /// Of the unit itself, that which was ruled is not asked again.
  Result<void> check_unit(UnitId id, units::Unit const* other) {
    for (auto const kind : kinds_)
      for (auto const cause : causes_) {
        bool const is_ruled = !other && kind == row_.kind && cause == ruled_.cause;
        if (is_ruled) continue;
        auto by = ruled_;
        by.unit = id;
        by.kind = kind;
        by.cause = cause;
        TRY(check_reading(by, other));
      }
    return {};
  }

  Result<void> check_reading(RuledBy const& by, units::Unit const* other) {
    std::vector<Line> by_other;
    by_other.reserve(lines_.size());
    for (auto const& line : lines_) by_other.push_back(bare(line));
    TRY(rule_by(ctx_, tx_, row_, by, by_other));
    auto const* line = dearer(lines_, by_other);
    if (!line) return {};
    if (other)
      return refused("billing.other_unit_pays",
                     {{"unit", title_of(tx_, *other)}, {"line", line->description}});
    if (by.cause != ruled_.cause)
      return refused("billing.cause_needs_ground",
                     {{"cause", i18n::message(ctx_.language,
                                              "billing.cause_" + wire::enum_text(ruled_.cause))},
                      {"line", line->description}},
                     "cause");
    return refused(
        "billing.other_kind_pays",
        {{"kind", i18n::message(ctx_.language, "reports.kind_" + wire::enum_text(*by.kind))},
         {"line", line->description}});
  }

  Context const& ctx_;
  db::Tx& tx_;
  cases::Case const& row_;
  RuledBy ruled_;
  std::vector<Line> const& lines_;
  std::vector<cases::CaseKind> kinds_;
  std::vector<coverage::Cause> causes_;
};

}  // namespace

Result<void> check_other_readings(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                  RuledBy const& ruled, std::vector<Line> const& lines) {
  auto const is_free = [](Line const& line) { return line.net_minor == 0; };
  if (std::all_of(lines.begin(), lines.end(), is_free)) return {};
  return OtherReadings(ctx, tx, row, ruled, lines).check();
}

}  // namespace vefa::billing
