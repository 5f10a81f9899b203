// The question is asked: facts are gathered, terms are joined, the pure function answers.
#include "modules/coverage/coverage.hpp"

#include "calendar/zone.hpp"
#include "jobs/jobs.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/law.hpp"
#include "modules/coverage/queries.hpp"
#include "modules/coverage/rows.hpp"
#include "modules/coverage/rules.hpp"
#include "modules/units/counting.hpp"

namespace vefa::coverage {
namespace {

LocalDate local_day(db::Tx& tx, Instant at) {
  return calendar::Zone::find(company::profile(tx).zone).value().local(at).date;
}

void take_sale(Facts& facts, units::Sale const& sale) {
  facts.sold_on = sale.sold_on;
  facts.delivered_on = sale.delivered_on;
  facts.commissioned_on = sale.commissioned_on;
  facts.commissioned_by_us =
      sale.commissioned_by && *sale.commissioned_by != units::CommissionedBy::Consumer;
  facts.consumer = sale.consumer;
  facts.has_proof = sale.proof != units::Proof::NothingYet;
}

}  // namespace

Facts facts_of(db::Tx& tx, units::Unit const& unit, LocalDate on) {
  Facts facts{.manufactured_on = unit.manufactured_on,
              .provisional = unit.state == units::UnitState::Provisional};
  if (auto const sale = units::sale_that_counts(tx, unit.id, on)) take_sale(facts, *sale);
  auto const owners = units::ownerships(tx, unit.id);
  if (!owners.empty()) facts.registered_on = local_day(tx, owners.front().recorded_at);
  // Whose it was on that day; who has it by a resale is not its first owner. Who owns it in place
  // of one that stood there by mistake is no further one.
  std::size_t owners_so_far = 0;
  for (auto const& period : owners)
    if (period.from_on <= on && period.how != units::How::Correction) ++owners_so_far;
  facts.first_owner = owners_so_far <= 1;
  for (auto const& repair : repairs(tx, unit.id))
    facts.repairs.push_back(
        {repair.from_on, repair.until_on, repair.fee_minor, repair.fee_currency});
  return facts;
}

namespace {

/// The instant with which that day is over.
Instant day_after(db::Tx& tx, LocalDate on) {
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  return zone.instant(calendar::plus_days(on, 1), 0, calendar::Edge::Start);
}

Result<Question> question_of(Context const& ctx, db::Tx& tx, units::Unit const& unit,
                             Asked const& asked) {
  auto const today = company::today(ctx, tx);
  Question question{.on = asked.on.value_or(today), .cause = asked.cause.value_or(Cause::Unknown)};
  if (question.on > today)
    return invalid("on", "coverage.day_in_future", {{"today", to_text(today)}});
  question.meters = units::totals_before(tx, unit.id, day_after(tx, question.on));
  if (!asked.parts) return question;
  for (std::size_t i = 0; i < asked.parts->size(); ++i) {
    auto const part = catalogue::find(tx, (*asked.parts)[i]);
    if (!part) return invalid(wire::child("parts", i), "catalogue.not_a_part");
    question.parts.push_back({part->id, catalogue::group_codes(tx, part->group_id)});
  }
  return question;
}

std::vector<std::int64_t> limits_of(std::vector<Term> const& terms, std::string const& meter) {
  std::vector<std::int64_t> limits;
  for (auto const& term : terms)
    for (auto const& line : term.lines)
      for (auto const& limit : line.usage.value_or(std::vector<UsageLimit>{}))
        if (limit.meter == meter) limits.push_back(limit.amount);
  return limits;
}

/// A limit that was passed between that day and the next reading: nobody knows whether before or
/// after she told, so the meter of that day is not known.
void forget_doubtful_meters(db::Tx& tx, UnitId unit, std::vector<Term> const& terms,
                            Question& question) {
  if (question.meters.empty()) return;
  auto const later = units::totals_from(tx, unit, day_after(tx, question.on));
  std::erase_if(question.meters, [&](auto const& read) {
    auto const next = later.find(read.first);
    if (next == later.end()) return false;
    auto const limits = limits_of(terms, read.first);
    auto const is_over = [&](std::int64_t limit) { return read.second > limit; };
    auto const may_be = [&](std::int64_t limit) { return next->second > limit; };
    return std::none_of(limits.begin(), limits.end(), is_over) &&
           std::any_of(limits.begin(), limits.end(), may_be);
  });
}

/// Of an ended one: no day after the last on which it still holds. Use alone ends nothing sooner
/// where time and use must both be over.
void end_with(std::vector<CoverageLine>& lines, Facts const& facts, LocalDate on,
              LocalDate last_on) {
  for (auto& line : lines) {
    bool const at_all = line.ends == Ends::AtAll;
    auto const own = stretch_of(line, facts, on).last_on;
    line.last_on = own && !at_all ? std::min(*own, last_on) : last_on;
    line.extended_by_repair = false;
    if (at_all) line.usage.reset();
  }
}

std::vector<Term> terms_of(db::Tx& tx, UnitId unit, Facts const& facts, LocalDate on) {
  std::vector<Term> terms;
  for (auto& given : coverages(tx, unit)) {
    if (given.state == CoverageState::Ended) {
      auto const last_on = given.ending ? given.ending->holds_until_on : std::nullopt;
      if (!last_on || on > *last_on) continue;
      end_with(given.lines, facts, on, *last_on);
    }
    auto const used = used_of(tx, given.id, given.currency);
    terms.push_back({.source = given.source,
                     .coverage_id = given.id,
                     .rule = {},
                     .names = std::move(given.names),
                     .lines = std::move(given.lines),
                     .used_visits = used.visits,
                     .used_amount_minor = used.amount_minor,
                     .currency = std::move(given.currency)});
  }
  return terms;
}

}  // namespace

Sold how_sold(Context const& ctx, db::Tx& tx, UnitId id, Facts facts) {
  Sold sold{.facts = std::move(facts), .country = company::profile(tx).country};
  auto const unit = units::find(tx, id);
  if (!unit) return sold;
  if (auto const sale = units::sale_that_counts(tx, unit->id, company::today(ctx, tx))) {
    sold.country = sale->country;
    sold.price_minor = sale->price_minor;
    sold.currency = sale->currency;
  }
  if (auto const product = catalogue::find(tx, unit->product_id)) {
    sold.groups = catalogue::group_codes(tx, product->group_id);
    sold.listed = catalogue::listed_by_law(tx, product->group_id);
  }
  return sold;
}

namespace {

/// By each sale to a consumer, since none of them takes what another gave.
std::vector<Term> law_terms(Context const& ctx, db::Tx& tx, units::Unit const& unit,
                            Facts const& facts, LocalDate on) {
  auto sold = how_sold(ctx, tx, unit.id, facts);
  auto const sales = units::sales_that_count(tx, unit.id, on);
  if (sales.empty()) return law_of_the_sale(ctx, tx, sold, on);
  std::vector<Term> terms;
  for (auto const& sale : sales) {
    take_sale(sold.facts, sale);
    sold.country = sale.country;
    sold.price_minor = sale.price_minor;
    sold.currency = sale.currency;
    for (auto& term : law_of_the_sale(ctx, tx, sold, on)) {
      auto const is_same = [&](Term const& known) {
        return known.rule == term.rule && known.lines == term.lines;
      };
      if (std::none_of(terms.begin(), terms.end(), is_same)) terms.push_back(std::move(term));
    }
  }
  return terms;
}

}  // namespace

std::vector<Stay> stays(db::Tx& tx, UnitId unit) {
  std::vector<Stay> out;
  for (auto const& repair : repairs(tx, unit))
    out.push_back(
        {repair.case_id, {repair.from_on, repair.until_on, repair.fee_minor, repair.fee_currency}});
  return out;
}

Result<Found> ask(Context const& ctx, db::Tx& tx, UnitId id, Asked const& asked) {
  auto const unit = units::find(tx, id);
  if (!unit) return not_found("unit");
  Found found{.facts = {}, .question = TRY(question_of(ctx, tx, *unit, asked))};
  found.facts = facts_of(tx, *unit, found.question.on);
  found.terms = law_terms(ctx, tx, *unit, found.facts, found.question.on);
  for (auto& term : terms_of(tx, unit->id, found.facts, found.question.on))
    found.terms.push_back(std::move(term));
  forget_doubtful_meters(tx, unit->id, found.terms, found.question);
  found.entitlement = entitle(found.facts, found.question, found.terms);
  return found;
}

Result<Decision> decide(Context const& ctx, db::Tx& tx, UnitId id, Asked const& asked,
                        CaseId case_id) {
  auto const unit = units::find(tx, id);
  if (!unit) return not_found("unit");
  Decision decision{.id = ctx.new_id<CoverageDecisionId>(),
                    .unit_id = unit->id,
                    .case_id = case_id,
                    .day = {},
                    .found = TRY(ask(ctx, tx, unit->id, asked)),
                    .at = ctx.now,
                    .actor = actor_name(ctx)};
  decision.day = decision.found.question.on;
  tx.insert(sql::insert_decision, to_row(decision));
  jobs::record(
      ctx, tx,
      {.kind = "coverage.decided",
       .case_id = case_id.value,
       .payload = {{"unit_id", unit->id.text()}, {"coverage_decision_id", decision.id.text()}}});
  return decision;
}

std::optional<Decision> find_decision(db::Tx& tx, CoverageDecisionId id) {
  auto const row = tx.find<DecisionRow>(sql::find_decision, id);
  return row ? std::optional(from_row(*row)) : std::nullopt;
}

std::vector<Decision> decisions(db::Tx& tx, UnitId unit) {
  std::vector<Decision> out;
  for (auto const& row : tx.list<DecisionRow>(sql::list_decisions, unit))
    out.push_back(from_row(row));
  return out;
}

std::vector<Decision> decisions_of_case(db::Tx& tx, CaseId id) {
  std::vector<Decision> out;
  for (auto const& row : tx.list<DecisionRow>(sql::list_decisions_of_case, id))
    out.push_back(from_row(row));
  return out;
}

}  // namespace vefa::coverage
