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
#include "modules/units/units.hpp"

namespace vefa::coverage {
namespace {

struct Uses {
  std::int64_t visits = 0;
  std::int64_t amount_minor = 0;
};
BOOST_DESCRIBE_STRUCT(Uses, (), (visits, amount_minor))

LocalDate local_day(db::Tx& tx, Instant at) {
  return calendar::Zone::find(company::profile(tx).zone).value().local(at).date;
}

Facts facts_of(db::Tx& tx, units::Unit const& unit, LocalDate on) {
  Facts facts{.manufactured_on = unit.manufactured_on,
              .provisional = unit.state == units::UnitState::Provisional};
  if (auto const sale = units::first_sale(tx, unit.id)) {
    facts.sold_on = sale->sold_on;
    facts.delivered_on = sale->delivered_on;
    facts.commissioned_on = sale->commissioned_on;
    facts.commissioned_by_us =
        sale->commissioned_by && *sale->commissioned_by != units::CommissionedBy::Consumer;
    facts.consumer = sale->consumer;
    facts.has_proof = sale->proof != units::Proof::NothingYet;
  }
  auto const owners = units::ownerships(tx, unit.id);
  if (!owners.empty()) facts.registered_on = local_day(tx, owners.front().recorded_at);
  // Whose it was on that day; who has it by a resale is not its first owner.
  std::size_t owners_so_far = 0;
  for (auto const& period : owners)
    if (period.from_on <= on) ++owners_so_far;
  facts.first_owner = owners_so_far <= 1;
  for (auto const& repair : repairs(tx, unit.id))
    facts.repairs.push_back(
        {repair.from_on, repair.until_on, repair.fee_minor, repair.fee_currency});
  return facts;
}

Result<Question> question_of(Context const& ctx, db::Tx& tx, units::Unit const& unit,
                             Asked const& asked) {
  auto const today = company::today(ctx, tx);
  Question question{.on = asked.on.value_or(today), .cause = asked.cause.value_or(Cause::Unknown)};
  if (question.on > today)
    return invalid("on", "coverage.day_in_future", {{"today", to_text(today)}});
  for (auto const& reading : units::newest_readings(tx, unit.id))
    question.meters[reading.meter] = reading.total;
  if (!asked.parts) return question;
  for (std::size_t i = 0; i < asked.parts->size(); ++i) {
    auto const part = catalogue::find(tx, (*asked.parts)[i]);
    if (!part) return invalid(wire::child("parts", i), "catalogue.not_a_part");
    question.parts.push_back({part->id, catalogue::group_codes(tx, part->group_id)});
  }
  return question;
}

std::vector<Term> terms_of(db::Tx& tx, UnitId unit) {
  std::vector<Term> terms;
  for (auto& given : coverages(tx, unit)) {
    if (given.state != CoverageState::Valid) continue;
    auto const used = tx.find<Uses>(sql::sum_uses, given.id, given.currency).value_or(Uses{});
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

Sold how_sold(Context const&, db::Tx& tx, UnitId id, Facts facts) {
  Sold sold{.facts = std::move(facts), .country = company::profile(tx).country};
  auto const unit = units::find(tx, id);
  if (!unit) return sold;
  if (auto const sale = units::first_sale(tx, unit->id)) {
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
  found.terms =
      law_of_the_sale(ctx, tx, how_sold(ctx, tx, unit->id, found.facts), found.question.on);
  for (auto& term : terms_of(tx, unit->id)) found.terms.push_back(std::move(term));
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
