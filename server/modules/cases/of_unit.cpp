// The unit that a case is about, and the decision who pays for it.
#include "jobs/jobs.hpp"
#include "modules/cases/api.hpp"
#include "modules/cases/namings.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/steps.hpp"
#include "modules/cases/ties.hpp"
#include "modules/cases/views.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/units/units.hpp"

namespace vefa::cases {

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

Result<UnitNaming> read_case_unit(Call const& call, db::Tx& tx) {
  auto const row = TRY(find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  auto const said = newest_naming(tx, row.id);
  if (!said) return not_found("unit");
  return *said;
}

Result<UnitNaming> name_case_unit(Call const& call, db::Tx& tx, UnitOfCase const& body) {
  auto const row = TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0));
  return say_unit(call.ctx, tx, row, body);
}

Result<void> forget_case_unit(Call const& call, db::Tx& tx) {
  return forget_unit(call.ctx, tx, TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0)));
}

Result<Page<CaseRow>> list_cases_of_unit(Call const& call, db::Tx& tx) {
  auto const unit = units::find(tx, TRY(call.id<UnitId>("unit")));
  if (!unit) return not_found("unit");
  Page<CaseRow> page;
  for (auto const id : of_unit(tx, unit->id)) {
    auto const row = find(tx, id);
    if (row && can_read(tx, call.ctx.actor, *row)) page.items.push_back(row_of(tx, *row));
  }
  return page;
}

Result<CaseDecision> decide_case_coverage(Call const& call, db::Tx& tx,
                                          coverage::Asked const& body) {
  auto const row = TRY(for_change(call.ctx, tx, TRY(call.id<CaseId>("case")), 0));
  auto const unit = unit_of(tx, row.id);
  if (!unit) return refused("cases.names_no_unit");
  auto const decision = TRY(coverage::decide(call.ctx, tx, unit, body, row.id));
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
  return tx.scalar<UnitId>(sql::find_unit, id).value_or(UnitId{});
}

void move_to_unit(db::Tx& tx, UnitId lost, UnitId kept) {
  tx.run(sql::move_units, lost, kept);
  tx.run(sql::move_namings, lost, kept);
}

std::vector<CaseId> of_unit(db::Tx& tx, UnitId unit) {
  return tx.column<CaseId>(sql::cases_of_unit, unit);
}

std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after) {
  auto const named = tx.scalar<CaseId>(sql::newest_case_of_unit, id);
  auto const newest = named ? find(tx, *named) : std::nullopt;
  if (!newest || newest->id.value <= after) return std::nullopt;
  return refused("cases.unit_has_case", {{"number", newest->number}});
}

void add_unit_routes(http::Routes& routes) {
  using enum Permission;
  std::string const unit = "/cases/{case}/unit";
  routes.get<read_case_unit>(unit, CasesRead, "The unit that a case is about.");
  routes.put<name_case_unit>(unit, CasesWrite,
                             "Names the unit that a case is about; none, by her own word.");
  routes.del<forget_case_unit>(unit, CasesWrite, "Says no more which unit it is about.");
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
                       if (kept && lost) move_to_unit(tx, *lost, *kept);
                     });
}

}  // namespace vefa::cases
