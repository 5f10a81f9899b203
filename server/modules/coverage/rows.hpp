// Rows as they are stored: lines and conditions as JSON.
#pragma once
#include "modules/coverage/store.hpp"

namespace vefa::units {
struct Unit;
}

namespace vefa::coverage {

struct TemplateRow {
  CoverageTemplateId id;
  std::int64_t version = 1;
  TemplateState state = TemplateState::Active;
  Source source = Source::Manufacturer;
  bool automatic = false;
  JsonObject names;
  std::string applies;
  std::string lines;
  std::string currency;
  Instant updated_at;
  std::string updated_by;
};
BOOST_DESCRIBE_STRUCT(TemplateRow, (),
                      (id, version, state, source, automatic, names, applies, lines, currency,
                       updated_at, updated_by))
TemplateRow to_row(CoverageTemplate const& row);
CoverageTemplate from_row(TemplateRow const& row);
std::vector<CoverageTemplate> from_rows(std::vector<TemplateRow> const& rows);

struct CoverageRow {
  CoverageId id;
  UnitId unit_id;
  Source source = Source::Manufacturer;
  CoverageState state = CoverageState::Valid;
  CoverageTemplateId template_id;
  std::optional<std::int64_t> template_version;
  bool automatic = false;
  JsonObject names;
  std::string lines;
  std::string currency;
  std::string reference;
  std::string reason;
  Instant created_at;
  std::string created_by;
  std::optional<Instant> ended_at;
  std::string ended_by;
};
BOOST_DESCRIBE_STRUCT(CoverageRow, (),
                      (id, unit_id, source, state, template_id, template_version, automatic, names,
                       lines, currency, reference, reason, created_at, created_by, ended_at,
                       ended_by))
CoverageRow to_row(Coverage const& row);
Coverage from_row(CoverageRow const& row);

struct DecisionRow {
  CoverageDecisionId id;
  UnitId unit_id;
  CaseId case_id;
  LocalDate day;
  std::string facts;
  std::string question;
  std::string terms;
  std::string entitlement;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(DecisionRow, (),
                      (id, unit_id, case_id, day, facts, question, terms, entitlement, at, actor))
DecisionRow to_row(Decision const& row);
Decision from_row(DecisionRow const& row);

/// Errors: coverage.no_lines; those of `check`, each with its line.
Result<void> check_lines(std::vector<CoverageLine> const& lines);

/// What stands of the caps' use, in the coverage's currency.
struct Used {
  std::int64_t visits = 0;
  std::int64_t amount_minor = 0;
};
BOOST_DESCRIBE_STRUCT(Used, (), (visits, amount_minor))
Used used_of(db::Tx& tx, CoverageId id, std::string const& currency);

/// What is known of a unit by that day.
Facts facts_of(db::Tx& tx, units::Unit const& unit, LocalDate on);

/// The unit's event; `id` and `ending` where it is of one.
void record(Context const& ctx, db::Tx& tx, char const* kind, UnitId unit, CoverageId id,
            CoverageEndingId ending = {});

}  // namespace vefa::coverage
