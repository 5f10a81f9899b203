// The unit that a case is about, and the decision who pays for it.
#include "jobs/jobs.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/ties.hpp"
#include "modules/cases/views.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/units/units.hpp"

namespace vefa::cases {

struct NamedUnit {
  CaseId case_id;
  UnitId unit_id;
  Instant named_at;
  std::string named_by;
};
BOOST_DESCRIBE_STRUCT(NamedUnit, (), (case_id, unit_id, named_at, named_by))

struct UnitOfCase {
  UnitId unit_id;
};
BOOST_DESCRIBE_STRUCT(UnitOfCase, (), (unit_id))

struct CaseDecision {
  CoverageDecisionId id;
  UnitId unit_id;
  LocalDate on;
  coverage::Entitlement entitlement;
  std::vector<std::string> words;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(CaseDecision, (), (id, unit_id, on, entitlement, words, at, actor))

namespace {

using http::Call;

CaseDecision view_of(coverage::Decision const& d, Language language) {
  return {d.id, d.unit_id, d.day, d.found.entitlement, coverage::said(d.found, language),
          d.at, d.actor};
}

Result<NamedUnit> named_unit(Call const& call, db::Tx& tx) {
  auto const row = TRY(find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  auto const named = tx.find<NamedUnit>(sql::find_unit, row.id);
  if (!named) return not_found("unit");
  return *named;
}

Result<NamedUnit> read_case_unit(Call const& call, db::Tx& tx) { return named_unit(call, tx); }

Result<NamedUnit> name_case_unit(Call const& call, db::Tx& tx, UnitOfCase const& body) {
  auto const row = TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0));
  auto const unit = units::find(tx, body.unit_id);
  if (!unit) return not_found("unit");
  name_unit(call.ctx, tx, row, unit->id);
  return *tx.find<NamedUnit>(sql::find_unit, row.id);
}

Result<void> forget_case_unit(Call const& call, db::Tx& tx) {
  auto const row = TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0));
  if (tx.change(sql::delete_unit, row.id) == 0) return not_found("unit");
  record(call.ctx, tx, "case.unit_forgotten", row, {});
  return {};
}

Result<Page<CaseRow>> list_cases_of_unit(Call const& call, db::Tx& tx) {
  auto const unit = units::find(tx, TRY(call.id<UnitId>("unit")));
  if (!unit) return not_found("unit");
  Page<CaseRow> page;
  for (auto const id : tx.column<CaseId>(sql::cases_of_unit, unit->id)) {
    auto const row = find(tx, id);
    if (row && can_read(tx, call.ctx.actor, *row)) page.items.push_back(row_of(tx, *row));
  }
  return page;
}

Result<CaseDecision> decide_case_coverage(Call const& call, db::Tx& tx,
                                          coverage::Asked const& body) {
  auto const row = TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0));
  auto const named = tx.find<NamedUnit>(sql::find_unit, row.id);
  if (!named) return refused("cases.names_no_unit");
  auto const decision = TRY(coverage::decide(call.ctx, tx, named->unit_id, body, row.id));
  return view_of(decision, call.ctx.language);
}

Result<Page<CaseDecision>> list_case_decisions(Call const& call, db::Tx& tx) {
  auto const row = TRY(find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  Page<CaseDecision> page;
  for (auto const& decision : coverage::decisions_of_case(tx, row.id))
    page.items.push_back(view_of(decision, call.ctx.language));
  return page;
}

template <class IdType>
std::optional<IdType> id_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return std::nullopt;
  return IdType::parse(std::string_view(text->get_string()));
}

}  // namespace

UnitId unit_of(db::Tx& tx, CaseId id) {
  auto const named = tx.find<NamedUnit>(sql::find_unit, id);
  return named ? named->unit_id : UnitId{};
}

std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after) {
  auto const all = tx.column<CaseId>(sql::cases_of_unit, id);  // newest first
  auto const newest = all.empty() ? std::nullopt : find(tx, all.front());
  if (!newest || newest->id.value <= after) return std::nullopt;
  return refused("cases.unit_has_case", {{"number", newest->number}});
}

void name_unit(Context const& ctx, db::Tx& tx, Case const& row, UnitId unit) {
  tx.insert(sql::name_unit, NamedUnit{row.id, unit, ctx.now, ctx.actor.name});
  record(ctx, tx, "case.unit_named", row, {{"unit_id", unit.text()}});
}

void add_unit_routes(http::Routes& routes) {
  using enum Permission;
  std::string const unit = "/cases/{case}/unit";
  routes.get<read_case_unit>(unit, CasesRead, "The unit that a case is about.");
  routes.put<name_case_unit>(unit, CasesWrite, "Names the unit that a case is about.");
  routes.del<forget_case_unit>(unit, CasesWrite, "Names none.");
  routes.get<list_cases_of_unit>("/units/{unit}/cases", CasesRead,
                                 "Lists the cases about a unit that one may read, newest first.");
  routes
      .post<decide_case_coverage>("/cases/{case}/coverage-decisions", CasesWrite,
                                  "Decides who pays for the case's unit, before work begins.")
      .status(201);
  routes.get<list_case_decisions>("/cases/{case}/coverage-decisions", CasesRead,
                                  "Lists what was decided of a case, newest first.");
}

void add_unit_jobs(jobs::Registry& registry) {
  registry.subscribe("cases.units", {"unit.merged"},
                     [](Context const&, db::Tx& tx, jobs::Event const& event) {
                       auto const kept = id_in<UnitId>(event.payload, "unit_id");
                       auto const lost = id_in<UnitId>(event.payload, "merged_unit_id");
                       if (kept && lost) tx.run(sql::move_units, *lost, *kept);
                     });
  registry.subscribe("cases.keep_unit", {"case.merged"},
                     [](Context const&, db::Tx& tx, jobs::Event const& event) {
                       auto const from = id_in<CaseId>(event.payload, "from");
                       if (from) tx.run(sql::take_unit, *from, CaseId{event.case_id});
                     });
}

}  // namespace vefa::cases
