// What the routes show of coverage: a picture over time, and answers in the reader's words.
#pragma once
#include "modules/coverage/free.hpp"
#include "modules/coverage/store.hpp"

namespace vefa::coverage {

/// A line as a bar over time.
struct CoverageBar {
  Component component = Component::Parts;
  std::int64_t percent = 100;
  Payer payer = Payer::Manufacturer;
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;  // none: open, or not known
  std::int64_t repair_days = 0;
  Verdict verdict = Verdict::Covers;  // on the day that was asked of
  std::vector<UsageLimit> usage;
  std::vector<std::string> included_groups;
  std::vector<std::string> excluded_groups;
};
BOOST_DESCRIBE_STRUCT(CoverageBar, (),
                      (component, percent, payer, from_on, last_on, repair_days, verdict, usage,
                       included_groups, excluded_groups))

struct TermView {
  Source source = Source::Manufacturer;
  CoverageId coverage_id;
  std::string rule;
  std::string name;  // in the reader's language
  std::vector<CoverageBar> bars;
};
BOOST_DESCRIBE_STRUCT(TermView, (), (source, coverage_id, rule, name, bars))

struct RepairView : RepairRow {
  std::vector<FormerRepair> former;  // as it was before it was put right, oldest first
};
BOOST_DESCRIBE_STRUCT(RepairView, (RepairRow), (former))
/// Oldest first.
std::vector<RepairView> repair_views(db::Tx& tx, UnitId unit);

struct CoveragePicture {
  UnitId unit_id;
  LocalDate on;
  std::vector<TermView> terms;
  std::vector<RepairRow> repairs;
  Entitlement entitlement;
  std::vector<std::string> words;
  std::vector<FreeComponent> free;
  std::vector<std::string> told;  // what is free, as it is told to her; in the reader's language
};
BOOST_DESCRIBE_STRUCT(CoveragePicture, (),
                      (unit_id, on, terms, repairs, entitlement, words, free, told))

struct DecisionView {
  CoverageDecisionId id;
  UnitId unit_id;
  CaseId case_id;
  LocalDate on;
  Cause cause = Cause::Unknown;
  Entitlement entitlement;
  std::vector<TermView> terms;
  std::vector<std::string> words;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(DecisionView, (),
                      (id, unit_id, case_id, on, cause, entitlement, terms, words, at, actor))

std::vector<TermView> terms_view(Found const& found, Language language);
CoveragePicture picture_of(db::Tx& tx, UnitId unit, Found const& found, Language language);
DecisionView view_of(Decision const& decision, Language language);

}  // namespace vefa::coverage
