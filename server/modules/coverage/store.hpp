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
  std::optional<Ending> ending = {};  // that stands
};
BOOST_DESCRIBE_STRUCT(Coverage, (),
                      (id, unit_id, source, state, template_id, template_version, automatic, names,
                       lines, currency, reference, reason, created_at, created_by, ended_at,
                       ended_by, ending))

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
struct NewEnding {
  EndCause cause = EndCause::Withdrawn;
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(NewEnding, (), (cause, reason))
/// Her owner is told of it in writing: `cases` does, by the event. What the law gives is no
/// coverage and stays. Errors: not_found; coverage.ended_before; coverage.no_double: no other of
/// the unit says the same.
Result<Coverage> end_coverage(Context const& ctx, db::Tx& tx, CoverageId id,
                              NewEnding const& input);
/// It ended by mistake: it holds as if it had never ended. Errors: not_found; coverage.not_ended;
/// coverage.given_again: the unit has the same by another sale.
Result<Coverage> revive_coverage(Context const& ctx, db::Tx& tx, CoverageId id,
                                 std::string const& reason);

/// What was used of the caps, by an invoice or as a person tells.
struct CoverageUse {
  CoverageUseId id;
  CoverageId coverage_id;
  CoverageDecisionId decision_id;
  std::int64_t visits = 0;
  std::int64_t amount_minor = 0;
  std::string currency;
  InvoiceId invoice_id;  // none: a person told of it
  std::string reason;
  std::optional<LocalDate> used_on;  // as a person told
  Instant at;
  std::string recorded_by;
  std::string taken_back_reason;
  std::optional<Instant> taken_back_at;  // by a person, or by the credit note of its invoice
  std::string taken_back_by;
};
BOOST_DESCRIBE_STRUCT(CoverageUse, (),
                      (id, coverage_id, decision_id, visits, amount_minor, currency, invoice_id,
                       reason, used_on, at, recorded_by, taken_back_reason, taken_back_at,
                       taken_back_by))
struct ToldUse {
  std::optional<std::int64_t> visits;
  std::optional<std::int64_t> amount_minor;
  std::optional<CoverageDecisionId> decision_id;
  std::optional<LocalDate> used_on;  // none: today
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(ToldUse, (), (visits, amount_minor, decision_id, used_on, reason))
/// Newest first; at most 500.
std::vector<CoverageUse> uses(db::Tx& tx, CoverageId id);
/// None where it is not known.
UnitId unit_covered_by(db::Tx& tx, CoverageId id);
/// A person tells what was used. Errors: not_found; coverage.bad_use; coverage.no_cap,
/// coverage.above_cap (with what is left), coverage.no_such_decision, coverage.day_in_future;
/// coverage.used_outside, coverage.used_after_end (its start is not known), coverage.used_too_early
/// (it did not begin yet), coverage.ended_for_good, where it does not hold on that day: each at the
/// member that is wrong.
Result<CoverageUse> tell_use(Context const& ctx, db::Tx& tx, CoverageId id, ToldUse const& input);
/// It was told by mistake: it counts no more. Errors: not_found; coverage.use_of_invoice: its
/// credit note gives it back; coverage.use_taken_back.
Result<CoverageUse> take_use_back(Context const& ctx, db::Tx& tx, CoverageId id, CoverageUseId use,
                                  std::string const& reason);

/// Gives the unit each automatic template that applies to its sale and that it does not have, nor
/// had when it was ended since that sale.
void cover_by_sale(Context const& ctx, db::Tx& tx, UnitId unit);

struct RepairRow {
  RepairTimeId id;
  std::int64_t version = 1;
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
                      (id, version, unit_id, case_id, from_on, until_on, note, recorded_at,
                       recorded_by, fee_minor, fee_currency))

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

struct RepairCorrection {
  std::int64_t version = 0;  // of the time in repair as it was seen
  LocalDate from_on;
  std::optional<LocalDate> until_on;  // none: it is in repair still
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(RepairCorrection, (), (version, from_on, until_on, reason))
/// As it was before a person put it right.
struct FormerRepair {
  RepairTimeId repair_time_id;
  LocalDate was_from_on;
  std::optional<LocalDate> was_until_on;
  std::string reason;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(FormerRepair, (),
                      (repair_time_id, was_from_on, was_until_on, reason, at, actor))
/// Of all times in repair of a unit, oldest first; at most 1,000.
std::vector<FormerRepair> former_repairs(db::Tx& tx, UnitId unit);

std::vector<RepairRow> repairs(db::Tx& tx, UnitId unit);
/// What a person tells of a stay in repair: within ten years and not before the unit was first sold
/// (coverage.repair_too_early, from_on), and longer than a year only by who may approve remedies
/// (Forbidden, coverage.repair_long): the law's guarantees grow by it.
Result<void> check_told(Context const& ctx, db::Tx& tx, UnitId unit, LocalDate from_on,
                        std::optional<LocalDate> until_on);
/// A person puts right what was told wrongly; what it was is kept, with the reason. Errors:
/// not_found; stale; coverage.day_in_future, coverage.repair_backwards; those of `check_told`.
Result<RepairRow> correct_repair(Context const& ctx, db::Tx& tx, UnitId unit, RepairTimeId repair,
                                 RepairCorrection const& input);
/// Errors: coverage.day_in_future; coverage.repair_backwards; coverage.bad_fee;
/// catalogue.not_a_part.
Result<RepairRow> add_repair(Context const& ctx, db::Tx& tx, UnitId unit, NewRepair const& input);
/// Errors: not_found; coverage.repair_over; coverage.repair_backwards; coverage.bad_fee.
Result<RepairRow> end_repair(Context const& ctx, db::Tx& tx, UnitId unit, RepairTimeId id,
                             RepairEnd const& input);

std::string actor_name(Context const& ctx);

}  // namespace vefa::coverage
