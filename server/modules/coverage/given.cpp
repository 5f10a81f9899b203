// What a unit was given: by template, by its sale, by a repair, by goodwill.
#include <algorithm>

#include "db/remember.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "law/due.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/queries.hpp"
#include "modules/coverage/rows.hpp"
#include "modules/coverage/rules.hpp"
#include "modules/coverage/slips.hpp"
#include "modules/units/counting.hpp"

namespace vefa::coverage {
namespace {

db::Remembered const kTemplates{"coverage_templates"};

/// Asked for each unit of a file that was brought in; where there are none, nothing else is.
std::shared_ptr<std::vector<CoverageTemplate> const> automatic_templates(db::Tx& tx) {
  return db::remember<std::vector<CoverageTemplate>>(tx, kTemplates, "automatic", [&] {
    return from_rows(tx.list<TemplateRow>(sql::list_automatic));
  });
}

Result<UnitId> living(db::Tx& tx, UnitId id) {
  auto const unit = units::find(tx, id);
  if (!unit) return not_found("unit");
  return unit->id;
}

Coverage from_template(Context const& ctx, UnitId unit, CoverageTemplate const& t) {
  return {.id = ctx.new_id<CoverageId>(),
          .unit_id = unit,
          .source = t.source,
          .template_id = t.id,
          .template_version = t.version,
          .names = t.names,
          .lines = t.lines,
          .currency = t.currency,
          .created_at = ctx.now,
          .created_by = actor_name(ctx)};
}

template <class T, std::size_t Max>
bool has(List<T, Max> const& list, T const& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

Result<Coverage> own_lines(Context const& ctx, db::Tx& tx, UnitId unit, NewCoverage const& input) {
  if (!ctx.actor.may(Permission::CoverageWrite)) return forbidden();
  if (!input.reason || input.reason->empty()) return invalid("reason", "coverage.needs_reason");
  if (!input.lines) return invalid("lines", "coverage.no_lines");
  TRY(check_lines(*input.lines));
  return Coverage{.id = ctx.new_id<CoverageId>(),
                  .unit_id = unit,
                  .source = Source::Goodwill,
                  .names = TRY(checked_names(input.names.value_or(Names{}))),
                  .lines = *input.lines,
                  .currency = company::profile(tx).currency,
                  .reason = input.reason->value,
                  .created_at = ctx.now,
                  .created_by = actor_name(ctx)};
}

struct RepairCorrectionTag {
  [[maybe_unused]] static constexpr std::string_view kPrefix = "rpc";
};

constexpr std::int64_t kYearsBack = 10;

Result<void> check_stay(Context const& ctx, db::Tx& tx, LocalDate from_on,
                        std::optional<LocalDate> until_on) {
  auto const today = company::today(ctx, tx);
  if (from_on > today || (until_on && *until_on > today))
    return invalid(from_on > today ? "from_on" : "until_on", "coverage.day_in_future",
                   {{"today", to_text(today)}});
  if (until_on && *until_on < from_on) return invalid("until_on", "coverage.repair_backwards");
  return {};
}

struct Fee {
  std::optional<std::int64_t> minor;
  std::optional<std::string> currency;
};
Result<Fee> fee_of(db::Tx& tx, std::optional<std::int64_t> minor,
                   std::optional<Text<3>> const& currency) {
  if (!minor) return Fee{};
  auto const known = Currency::parse(currency ? currency->value : company::profile(tx).currency);
  if (!known) return invalid("fee_currency", "company.bad_currency");
  if (*minor < 0) return invalid("fee_minor", "coverage.bad_fee");
  return Fee{minor, std::string(known->text())};
}

/// Each fitted part has its own warranty, or goes on with that of the one it replaces.
Result<void> cover_fitted(Context const& ctx, db::Tx& tx, UnitId unit, LocalDate fitted_on,
                          List<FittedPart, 50> const& fitted) {
  std::vector<CoverageLine> before;
  for (auto const& known : coverages(tx, unit))
    if (known.source == Source::Repair && known.state == CoverageState::Valid)
      before.insert(before.end(), known.lines.begin(), known.lines.end());
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    auto const part = catalogue::find(tx, fitted[i].part_id);
    auto const field = wire::child("fitted", i);
    if (!part || part->kind != catalogue::ProductKind::Part)
      return invalid(wire::child(field, "part_id"), "catalogue.not_a_part");
    auto const line =
        fitted_part_line(part->id, fitted_on, fitted[i].months, Payer::Company, before);
    if (!check(line).ok()) return invalid(wire::child(field, "months"), "coverage.bad_months");
    Coverage const row{.id = ctx.new_id<CoverageId>(),
                       .unit_id = unit,
                       .source = Source::Repair,
                       .names = {{"en", part->model}},
                       .lines = {line},
                       .currency = company::profile(tx).currency,
                       .created_at = ctx.now,
                       .created_by = actor_name(ctx)};
    tx.insert(sql::insert_coverage, to_row(row));
    record(ctx, tx, "coverage.given", unit, row.id);
  }
  return {};
}

/// It was ended since it was sold so: it does not come back by itself.
bool was_ended(std::vector<Coverage> const& known, CoverageTemplate const& t,
               units::Sale const& sale) {
  return std::any_of(known.begin(), known.end(), [&](Coverage const& c) {
    return c.automatic && c.template_id == t.id && c.ended_at && *c.ended_at >= sale.recorded_at;
  });
}

}  // namespace

void record(Context const& ctx, db::Tx& tx, char const* kind, UnitId unit, CoverageId id,
            CoverageEndingId ending) {
  JsonObject payload{{"unit_id", unit.text()}};
  if (id) payload["coverage_id"] = id.text();
  if (ending) payload["ending_id"] = ending.text();
  jobs::record(ctx, tx, {.kind = kind, .payload = std::move(payload)});
}

bool applies_to(Applies const& a, units::Sale const& sale, ProductId product,
                std::vector<std::string> const& groups) {
  if (a.sold_from && sale.sold_on < *a.sold_from) return false;
  if (a.sold_until && sale.sold_on >= *a.sold_until) return false;
  if (a.countries && !has(*a.countries, sale.country)) return false;
  if (a.products && !has(*a.products, product)) return false;
  if (!a.groups) return true;
  return std::any_of(groups.begin(), groups.end(),
                     [&](auto const& code) { return has(*a.groups, code); });
}

std::string actor_name(Context const& ctx) {
  if (!ctx.actor.name.empty()) return ctx.actor.name;
  return wire::enum_text(ctx.actor.kind);
}

std::vector<Coverage> coverages(db::Tx& tx, UnitId unit) {
  std::vector<Coverage> out;
  bool has_ended = false;
  for (auto const& row : tx.list<CoverageRow>(sql::list_coverages, unit)) {
    out.push_back(from_row(row));
    has_ended |= row.state == CoverageState::Ended;
  }
  if (!has_ended) return out;
  for (auto& ending : tx.list<Ending>(sql::endings_of_unit, unit))
    for (auto& row : out)
      if (row.id == ending.coverage_id) row.ending = ending;
  return out;
}

Result<Coverage> cover(Context const& ctx, db::Tx& tx, UnitId id, NewCoverage const& input) {
  auto const unit = TRY(living(tx, id));
  Coverage row;
  if (input.template_id) {
    auto const t = find_template(tx, *input.template_id);
    if (!t) return not_found("coverage_template");
    if (t->state == TemplateState::Retired)
      return refused("coverage.template_retired", {}, "template_id");
    row = from_template(ctx, unit, *t);
    if (input.from_on)
      for (auto& line : row.lines) {
        line.start = StartBasis::Given;
        line.from_on = input.from_on;
      }
  } else {
    row = TRY(own_lines(ctx, tx, unit, input));
  }
  if (input.reference) row.reference = input.reference->value;
  tx.insert(sql::insert_coverage, to_row(row));
  record(ctx, tx, "coverage.given", unit, row.id);
  return row;
}

void cover_by_sale(Context const& ctx, db::Tx& tx, UnitId id) {
  auto const all = automatic_templates(tx);
  if (all->empty()) return;
  auto const unit = units::find(tx, id);
  auto const sale =
      unit ? units::sale_that_counts(tx, unit->id, company::today(ctx, tx)) : std::nullopt;
  auto const product = sale ? catalogue::find(tx, unit->product_id) : std::nullopt;
  if (!product) return;
  auto const groups = catalogue::group_codes(tx, product->group_id);
  auto const known = coverages(tx, unit->id);
  for (auto const& t : *all) {
    if (!applies_to(t.applies, *sale, product->id, groups)) continue;
    if (was_ended(known, t, *sale)) continue;
    auto given = from_template(ctx, unit->id, t);
    given.automatic = true;
    // The unique automatic one decides when two sales are told at once.
    if (tx.attempt([&] { tx.insert(sql::insert_coverage, to_row(given)); }))
      record(ctx, tx, "coverage.given", unit->id, given.id);
  }
}

std::vector<RepairRow> repairs(db::Tx& tx, UnitId unit) {
  return tx.list<RepairRow>(sql::list_repairs, unit);
}

std::vector<FormerRepair> former_repairs(db::Tx& tx, UnitId unit) {
  return tx.list<FormerRepair>(sql::list_corrections, unit);
}

Result<void> check_told(Context const& ctx, db::Tx& tx, UnitId unit, LocalDate from_on,
                        std::optional<LocalDate> until_on) {
  auto const today = company::today(ctx, tx);
  auto earliest = law::plus(today, {-kYearsBack, law::Unit::Year});
  std::optional<LocalDate> sold_on;
  for (auto const& sale : units::sales(tx, unit))
    if (sale.state == units::SaleState::Valid && (!sold_on || sale.sold_on < *sold_on))
      sold_on = sale.sold_on;
  if (sold_on) earliest = std::max(earliest, *sold_on);
  if (from_on < earliest)
    return invalid("from_on", "coverage.repair_too_early",
                   {{"from", i18n::date_text(ctx.language, earliest)}});
  bool const is_long = until_on.value_or(today) > law::plus(from_on, {1, law::Unit::Year});
  if (is_long && !ctx.actor.may(Permission::RemediesApprove))
    return Error{Code::Forbidden, "coverage.repair_long", {}, {}, {}};
  return {};
}

Result<RepairRow> add_repair(Context const& ctx, db::Tx& tx, UnitId id, NewRepair const& input) {
  auto const unit = TRY(living(tx, id));
  TRY(check_stay(ctx, tx, input.from_on, input.until_on));
  auto const fee = TRY(fee_of(tx, input.fee_minor, input.fee_currency));
  RepairRow const row{.id = ctx.new_id<RepairTimeId>(),
                      .unit_id = unit,
                      .case_id = input.case_id.value_or(CaseId{}),
                      .from_on = input.from_on,
                      .until_on = input.until_on,
                      .note = input.note ? input.note->value : "",
                      .recorded_at = ctx.now,
                      .recorded_by = actor_name(ctx),
                      .fee_minor = fee.minor,
                      .fee_currency = fee.currency};
  tx.insert(sql::insert_repair, row);
  if (input.fitted)
    TRY(cover_fitted(ctx, tx, unit, input.until_on.value_or(company::today(ctx, tx)),
                     *input.fitted));
  record(ctx, tx, "coverage.repair_recorded", unit, {});
  return row;
}

Result<RepairRow> end_repair(Context const& ctx, db::Tx& tx, UnitId id, RepairTimeId repair,
                             RepairEnd const& input) {
  auto const unit = TRY(living(tx, id));
  auto row = tx.find<RepairRow>(sql::find_repair, repair, unit);
  if (!row) return not_found("repair_time");
  if (row->until_on) return refused("coverage.repair_over", {{"until", to_text(*row->until_on)}});
  TRY(check_stay(ctx, tx, row->from_on, input.until_on));
  auto const fee = TRY(fee_of(tx, input.fee_minor, input.fee_currency));
  if (tx.change(sql::end_repair, repair, input.until_on, fee.minor, fee.currency) == 0)
    return refused("coverage.repair_over", {{"until", to_text(input.until_on)}});
  row->until_on = input.until_on;
  if (fee.minor) {
    row->fee_minor = fee.minor;
    row->fee_currency = fee.currency;
  }
  if (input.fitted) TRY(cover_fitted(ctx, tx, unit, input.until_on, *input.fitted));
  record(ctx, tx, "coverage.repair_recorded", unit, {});
  return *row;
}

Result<RepairRow> correct_repair(Context const& ctx, db::Tx& tx, UnitId id, RepairTimeId repair,
                                 RepairCorrection const& input) {
  auto const unit = TRY(living(tx, id));
  auto const row = tx.find<RepairRow>(sql::find_repair, repair, unit);
  if (!row) return not_found("repair_time");
  TRY(check_stay(ctx, tx, input.from_on, input.until_on));
  TRY(check_told(ctx, tx, unit, input.from_on, input.until_on));
  if (tx.change(sql::correct_repair, repair, input.from_on, input.until_on, input.version) == 0)
    return stale(tx.find<RepairRow>(sql::find_repair, repair, unit).value_or(*row).version);
  tx.run(sql::insert_correction, ctx.new_id<Id<RepairCorrectionTag>>(), repair, row->from_on,
         row->until_on, input.reason.value, ctx.now, actor_name(ctx));
  record(ctx, tx, "coverage.repair_recorded", unit, {});
  return *tx.find<RepairRow>(sql::find_repair, repair, unit);
}

std::optional<RepairTime> find_stay(db::Tx& tx, RepairTimeId id) {
  auto const unit = tx.scalar<UnitId>(sql::unit_of_repair, id);
  auto const row = unit ? tx.find<RepairRow>(sql::find_repair, id, *unit) : std::nullopt;
  if (!row) return std::nullopt;
  return RepairTime{row->from_on, row->until_on, row->fee_minor, row->fee_currency};
}

void gather_stays(Context const& ctx, db::Tx& tx, UnitId id, CaseId of) {
  auto const unit = living(tx, id);
  if (!unit.ok()) return;
  bool moved = tx.change(sql::join_repairs, of) > 0;
  auto const running = tx.find<RepairRow>(sql::running_repair, *unit, of);
  if (!running || !running->case_id)
    for (auto const& away : tx.list<RepairRow>(sql::running_elsewhere, of, *unit)) {
      tx.run(sql::move_repair, away.id, *unit);
      record(ctx, tx, "coverage.repair_recorded", away.unit_id, {});
      moved = true;
    }
  if (moved) record(ctx, tx, "coverage.repair_recorded", *unit, {});
}

Result<RepairTimeId> hand_in(Context const& ctx, db::Tx& tx, UnitId id, CaseId of, LocalDate on) {
  auto const unit = TRY(living(tx, id));
  gather_stays(ctx, tx, unit, of);
  if (auto const running = tx.find<RepairRow>(sql::running_repair, unit, of)) {
    if (running->case_id) return RepairTimeId{};
    tx.run(sql::adopt_repair, running->id, of);
    record(ctx, tx, "coverage.repair_recorded", unit, {});
    return RepairTimeId{};
  }
  if (tx.scalar<std::int64_t>(sql::handed_in_on, unit, of, on)) return RepairTimeId{};
  return TRY(add_repair(ctx, tx, unit, {.from_on = on, .until_on = {}, .case_id = of})).id;
}

Result<RepairTimeId> hand_back(Context const& ctx, db::Tx& tx, UnitId id, CaseId of, LocalDate on) {
  auto const unit = TRY(living(tx, id));
  gather_stays(ctx, tx, unit, of);
  auto const running = tx.find<RepairRow>(sql::running_repair, unit, of);
  if (!running) return RepairTimeId{};
  tx.run(sql::adopt_repair, running->id, of);
  TRY(end_repair(ctx, tx, unit, running->id, {.until_on = std::max(on, running->from_on)}));
  return running->id;
}

std::optional<Begun> begun_by_program(db::Tx& tx, UnitId unit, CaseId of, LocalDate on,
                                      Instant since) {
  auto const row = tx.find<RepairRow>(sql::stay_from, unit, of, on);
  bool const by_program =
      row && row->recorded_by == wire::enum_text(ActorKind::System) && row->recorded_at >= since;
  return by_program ? std::optional(Begun{row->id, row->until_on}) : std::nullopt;
}

bool correct_hand_in(Context const& ctx, db::Tx& tx, RepairTimeId id, LocalDate was,
                     std::optional<LocalDate> now) {
  auto const unit = tx.scalar<UnitId>(sql::unit_of_repair, id);
  auto const changed =
      now ? tx.change(sql::move_hand_in, id, was, *now) : tx.change(sql::drop_hand_in, id, was);
  if (!unit || changed == 0) return false;
  record(ctx, tx, "coverage.repair_recorded", *unit, {});
  return true;
}

bool correct_hand_back(Context const& ctx, db::Tx& tx, RepairTimeId id, LocalDate was,
                       std::optional<LocalDate> now) {
  auto const unit = tx.scalar<UnitId>(sql::unit_of_repair, id);
  auto const changed =
      now ? tx.change(sql::move_hand_back, id, was, *now) : tx.change(sql::drop_hand_back, id, was);
  if (!unit || changed == 0) return false;
  record(ctx, tx, "coverage.repair_recorded", *unit, {});
  return true;
}

void undo_hand(Context const& ctx, db::Tx& tx, UnitId id, CaseId of, LocalDate on,
               std::optional<Instant> began) {
  auto const unit = living(tx, id);
  if (!unit.ok()) return;
  auto const row = tx.find<RepairRow>(began ? sql::stay_from : sql::stay_until, *unit, of, on);
  if (!row || (began && row->recorded_at != *began)) return;
  tx.run(began ? sql::drop_repair : sql::reopen_repair, row->id);
  record(ctx, tx, "coverage.repair_recorded", row->unit_id, {});
}

bool speaks_of(db::Tx& tx, CaseId id) {
  return tx.scalar<std::int64_t>(sql::speaks_of, id).has_value();
}

}  // namespace vefa::coverage
