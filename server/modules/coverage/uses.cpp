// What was used of the caps: by invoices, and as a person tells.
#include <algorithm>

#include "i18n/i18n.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/queries.hpp"
#include "modules/coverage/rows.hpp"
#include "modules/coverage/rules.hpp"
#include "modules/units/units.hpp"

namespace vefa::coverage {
namespace {

CoverageUseId insert(Context const& ctx, db::Tx& tx, Coverage const& row, NewUse const& input,
                     Billed const& by, std::string const& reason,
                     std::optional<LocalDate> used_on = {}) {
  auto const id = ctx.new_id<CoverageUseId>();
  tx.run(sql::insert_use, id, row.id, input.decision_id.value_or(CoverageDecisionId{}),
         input.visits.value_or(0), input.amount_minor.value_or(0), ctx.now, actor_name(ctx),
         by.invoice_id, by.currency, reason, used_on);
  record(ctx, tx, "coverage.used", row.unit_id, row.id);
  return id;
}

Result<void> check(std::optional<std::int64_t> visits, std::optional<std::int64_t> amount) {
  if (visits.value_or(0) < 0 || amount.value_or(0) < 0 ||
      (visits.value_or(0) == 0 && amount.value_or(0) == 0))
    return invalid(visits || !amount ? "visits" : "amount_minor", "coverage.bad_use");
  return {};
}

/// The largest cap of its lines; none: it is not limited so.
std::optional<std::int64_t> cap_of(Coverage const& row,
                                   std::optional<std::int64_t> CoverageLine::*cap) {
  std::optional<std::int64_t> most;
  for (auto const& line : row.lines)
    if (line.*cap) most = std::max(most.value_or(0), *(line.*cap));
  return most;
}

/// No more than is left of what the cap allows: nobody uses what there is not.
Result<void> fits(char const* field, std::int64_t wanted, std::optional<std::int64_t> cap,
                  std::int64_t used, std::optional<Currency> const& money, Language language) {
  if (wanted == 0) return {};
  if (!cap) return invalid(field, "coverage.no_cap");
  auto const left = std::max<std::int64_t>(0, *cap - used);
  if (wanted <= left) return {};
  return invalid(
      field, "coverage.above_cap",
      {{"left", money ? i18n::money_text(language, {left, *money}) : std::to_string(left)}});
}

/// The days on which it holds, as far as they are known today, none of them to come; of one that
/// ended, no day after that until which it still holds. Nothing: it counts on no day at all.
std::optional<Stretch> days_of(db::Tx& tx, Coverage const& row, LocalDate today) {
  auto const unit = units::find(tx, row.unit_id);
  auto out = stretch_of(row.lines, facts_of(tx, unit.value(), today), today);
  if (row.state == CoverageState::Ended) {
    auto const all = coverages(tx, row.unit_id);
    auto const now = std::ranges::find(all, row.id, &Coverage::id);
    auto const until =
        now == all.end() || !now->ending ? std::nullopt : now->ending->holds_until_on;
    if (!until || (out.from_on && *until < *out.from_on)) return std::nullopt;
    out.last_on = std::min(out.last_on.value_or(*until), *until);
  }
  out.last_on = std::min(out.last_on.value_or(today), today);
  return out;
}

/// On a day on which it does not hold nothing of it is used.
Result<void> holds_on(Context const& ctx, db::Tx& tx, Coverage const& row, LocalDate on) {
  auto const today = company::today(ctx, tx);
  if (on > today) return invalid("used_on", "coverage.day_in_future", {{"today", to_text(today)}});
  auto const days = days_of(tx, row, today);
  if (!days) return refused("coverage.ended_for_good", {}, "used_on");
  bool const is_early = days->from_on && on < *days->from_on;
  if (!is_early && on <= *days->last_on) return {};
  auto const words = [&](LocalDate day) { return i18n::date_text(ctx.language, day); };
  if (!days->from_on)
    return invalid("used_on", "coverage.used_after_end", {{"until", words(*days->last_on)}});
  if (*days->from_on > *days->last_on)
    return invalid("used_on", "coverage.used_too_early", {{"from", words(*days->from_on)}});
  return invalid("used_on", "coverage.used_outside",
                 {{"from", words(*days->from_on)}, {"until", words(*days->last_on)}});
}

std::optional<Coverage> find_coverage(db::Tx& tx, CoverageId id) {
  auto const row = tx.find<CoverageRow>(sql::find_coverage, id);
  return row ? std::optional(from_row(*row)) : std::nullopt;
}

}  // namespace

Used used_of(db::Tx& tx, CoverageId id, std::string const& currency) {
  return tx.find<Used>(sql::sum_uses, id, currency).value_or(Used{});
}

std::vector<CoverageUse> uses(db::Tx& tx, CoverageId id) {
  return tx.list<CoverageUse>(sql::list_uses, id);
}

Result<void> use(Context const& ctx, db::Tx& tx, CoverageId id, NewUse const& input,
                 Billed const& by) {
  auto const row = find_coverage(tx, id);
  if (!row) return not_found("coverage");
  TRY(check(input.visits, input.amount_minor));
  insert(ctx, tx, *row, input, by, {});
  return {};
}

Result<CoverageUse> tell_use(Context const& ctx, db::Tx& tx, CoverageId id, ToldUse const& input) {
  auto row = find_coverage(tx, id);
  if (!row) return not_found("coverage");
  TRY(check(input.visits, input.amount_minor));
  hold_caps(tx, row->unit_id);
  row = find_coverage(tx, id);
  auto const on = input.used_on.value_or(company::today(ctx, tx));
  TRY(holds_on(ctx, tx, *row, on));
  auto const decision = input.decision_id ? find_decision(tx, *input.decision_id) : std::nullopt;
  if (input.decision_id && (!decision || decision->unit_id != row->unit_id))
    return invalid("decision_id", "coverage.no_such_decision");
  auto const used = used_of(tx, id, row->currency);
  TRY(fits("visits", input.visits.value_or(0), cap_of(*row, &CoverageLine::max_visits), used.visits,
           std::nullopt, ctx.language));
  TRY(fits("amount_minor", input.amount_minor.value_or(0),
           cap_of(*row, &CoverageLine::max_amount_minor), used.amount_minor,
           Currency::parse(row->currency), ctx.language));
  auto const use = insert(ctx, tx, *row, {input.visits, input.amount_minor, input.decision_id},
                          {.invoice_id = {}, .currency = row->currency}, input.reason, on);
  return tx.find<CoverageUse>(sql::find_use, use, id).value();
}

Result<CoverageUse> take_use_back(Context const& ctx, db::Tx& tx, CoverageId id, CoverageUseId use,
                                  std::string const& reason) {
  auto const known = tx.find<CoverageUse>(sql::find_use, use, id);
  if (!known) return not_found("coverage_use");
  if (known->invoice_id) return refused("coverage.use_of_invoice");
  if (tx.change(sql::take_use_back, use, reason, ctx.now, actor_name(ctx)) == 0)
    return refused("coverage.use_taken_back", {{"who", known->taken_back_by}});
  record(ctx, tx, "coverage.restored", find_coverage(tx, id)->unit_id, id);
  return tx.find<CoverageUse>(sql::find_use, use, id).value();
}

void restore(Context const& ctx, db::Tx& tx, InvoiceId invoice, CreditNoteId credit_note) {
  if (tx.change(sql::restore_uses, invoice, credit_note, ctx.now, actor_name(ctx)) == 0) return;
  for (auto const id : tx.column<CoverageId>(sql::coverages_of_invoice, invoice)) {
    auto const row = tx.find<CoverageRow>(sql::find_coverage, id).value();
    record(ctx, tx, "coverage.restored", row.unit_id, id);
  }
}

void hold_caps(db::Tx& tx, UnitId unit) {
  // Whoever joins it into another holds both: once this one is held, its joining is over, and what
  // it was joined into is held too.
  for (auto living = units::find(tx, unit); living; living = units::find(tx, unit)) {
    units::hold(tx, living->id);
    auto const now = units::find(tx, unit);
    if (now && now->id == living->id) return;
  }
}

}  // namespace vefa::coverage
