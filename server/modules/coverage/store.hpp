// Templates, and what units were given.
#pragma once
#include "modules/coverage/coverage.hpp"

namespace vefa::coverage {

enum class TemplateState { Active, Retired };
BOOST_DESCRIBE_ENUM(TemplateState, Active, Retired)
enum class CoverageState { Valid, Ended };
BOOST_DESCRIBE_ENUM(CoverageState, Valid, Ended)

struct CoverageTemplate {
  CoverageTemplateId id;
  std::int64_t version = 1;
  TemplateState state = TemplateState::Active;
  Source source = Source::Manufacturer;
  bool automatic = false;
  JsonObject names;
  Applies applies;
  std::vector<CoverageLine> lines;
  std::string currency;
  Instant updated_at;
  std::string updated_by;
};
BOOST_DESCRIBE_STRUCT(CoverageTemplate, (),
                      (id, version, state, source, automatic, names, applies, lines, currency,
                       updated_at, updated_by))

struct NewCoverageTemplate {
  std::optional<std::int64_t> version;  // of the one that is replaced
  Source source = Source::Manufacturer;
  Names names;
  List<CoverageLine, 40> lines;
  std::optional<bool> automatic;
  std::optional<Applies> applies;
  std::optional<Text<3>> currency;
};
BOOST_DESCRIBE_STRUCT(NewCoverageTemplate, (),
                      (version, source, names, lines, automatic, applies, currency))

std::vector<CoverageTemplate> templates(db::Tx& tx);
std::optional<CoverageTemplate> find_template(db::Tx& tx, CoverageTemplateId id);
/// Errors: coverage.no_lines, coverage.law_is_no_template, those of `check` with the line's field.
Result<CoverageTemplate> add_template(Context const& ctx, db::Tx& tx,
                                      NewCoverageTemplate const& input);
/// A new version; what was given under older ones stays as it was. Errors: not_found; stale.
Result<CoverageTemplate> change_template(Context const& ctx, db::Tx& tx, CoverageTemplateId id,
                                         NewCoverageTemplate const& input);
Result<CoverageTemplate> retire_template(Context const& ctx, db::Tx& tx, CoverageTemplateId id,
                                         std::int64_t version);
std::vector<CoverageTemplate> template_versions(db::Tx& tx, CoverageTemplateId id);

struct Coverage {
  CoverageId id;
  UnitId unit_id;
  Source source = Source::Manufacturer;
  CoverageState state = CoverageState::Valid;
  CoverageTemplateId template_id;
  std::optional<std::int64_t> template_version;
  bool automatic = false;
  JsonObject names;
  std::vector<CoverageLine> lines;
  std::string currency;
  std::string reference;
  std::string reason;
  Instant created_at;
  std::string created_by;
  std::optional<Instant> ended_at;
  std::string ended_by;
};
BOOST_DESCRIBE_STRUCT(Coverage, (),
                      (id, unit_id, source, state, template_id, template_version, automatic, names,
                       lines, currency, reference, reason, created_at, created_by, ended_at,
                       ended_by))

/// By template (what was bought), or by lines of its own (goodwill).
struct NewCoverage {
  std::optional<CoverageTemplateId> template_id;
  std::optional<LocalDate> from_on;  // of a template: its lines begin then, not by their basis
  std::optional<Text<100>> reference;
  std::optional<Names> names;  // of lines of its own
  std::optional<List<CoverageLine, 40>> lines;
  std::optional<Text<500>> reason;  // needed for goodwill
};
BOOST_DESCRIBE_STRUCT(NewCoverage, (), (template_id, from_on, reference, names, lines, reason))

/// Oldest first, ended ones too; at most 200.
std::vector<Coverage> coverages(db::Tx& tx, UnitId unit);
/// Errors: not_found; coverage.template_retired; coverage.needs_reason, Forbidden for lines of
/// one's own without CoverageWrite.
Result<Coverage> cover(Context const& ctx, db::Tx& tx, UnitId unit, NewCoverage const& input);
/// Errors: not_found; coverage.ended_before.
Result<Coverage> end_coverage(Context const& ctx, db::Tx& tx, CoverageId id,
                              std::string const& reason);
/// Gives the unit each automatic template that applies to its sale and that it does not have.
void cover_by_sale(Context const& ctx, db::Tx& tx, UnitId unit);

struct RepairRow {
  RepairTimeId id;
  UnitId unit_id;
  CaseId case_id;
  LocalDate from_on;
  std::optional<LocalDate> until_on;
  std::string note;
  Instant recorded_at;
  std::string recorded_by;
  std::optional<std::int64_t> fee_minor;  // none: not known
  std::optional<std::string> fee_currency;
};
BOOST_DESCRIBE_STRUCT(RepairRow, (),
                      (id, unit_id, case_id, from_on, until_on, note, recorded_at, recorded_by,
                       fee_minor, fee_currency))

struct FittedPart {
  ProductId part_id;
  std::int64_t months = 24;  // its own warranty
};
BOOST_DESCRIBE_STRUCT(FittedPart, (), (part_id, months))

struct NewRepair {
  LocalDate from_on;
  std::optional<LocalDate> until_on;
  std::optional<CaseId> case_id;
  std::optional<Text<500>> note;
  std::optional<List<FittedPart, 50>> fitted;  // on the day it was handed back, else today
  std::optional<std::int64_t> fee_minor;       // what she paid, tax included; 0: nothing
  std::optional<Text<3>> fee_currency;         // none: the company's
};
BOOST_DESCRIBE_STRUCT(NewRepair, (),
                      (from_on, until_on, case_id, note, fitted, fee_minor, fee_currency))
struct RepairEnd {
  LocalDate until_on;
  std::optional<List<FittedPart, 50>> fitted;
  std::optional<std::int64_t> fee_minor;  // none: as it was told before
  std::optional<Text<3>> fee_currency;
};
BOOST_DESCRIBE_STRUCT(RepairEnd, (), (until_on, fitted, fee_minor, fee_currency))

std::vector<RepairRow> repairs(db::Tx& tx, UnitId unit);
/// Errors: coverage.day_in_future; coverage.repair_backwards; coverage.bad_fee;
/// catalogue.not_a_part.
Result<RepairRow> add_repair(Context const& ctx, db::Tx& tx, UnitId unit, NewRepair const& input);
/// Errors: not_found; coverage.repair_over; coverage.repair_backwards; coverage.bad_fee.
Result<RepairRow> end_repair(Context const& ctx, db::Tx& tx, UnitId unit, RepairTimeId id,
                             RepairEnd const& input);

std::string actor_name(Context const& ctx);

}  // namespace vefa::coverage
