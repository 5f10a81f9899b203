#include "modules/coverage/views.hpp"

#include "modules/coverage/rules.hpp"

namespace vefa::coverage {
namespace {

/// The verdict of a line whatever the part: the first of its reasons.
Verdict verdict_of(Entitlement const& entitlement, std::size_t term, std::size_t line) {
  for (auto const& answer : entitlement.answers)
    for (auto const& reason : answer.reasons)
      if (reason.term == static_cast<std::int64_t>(term) &&
          reason.line == static_cast<std::int64_t>(line))
        return reason.verdict;
  return Verdict::Covers;
}

}  // namespace

std::vector<TermView> terms_view(Found const& found, Language language) {
  std::vector<TermView> out;
  for (std::size_t t = 0; t < found.terms.size(); ++t) {
    auto const& term = found.terms[t];
    TermView view{term.source,
                  term.coverage_id.value_or(CoverageId{}),
                  term.rule,
                  name_in(term.names, language),
                  {}};
    for (std::size_t l = 0; l < term.lines.size(); ++l) {
      auto const& line = term.lines[l];
      auto const stretch = stretch_of(line, found.facts, found.question.on);
      view.bars.push_back(
          {.component = line.component,
           .percent = line.percent,
           .payer = line.payer,
           .from_on = stretch.from_on,
           .last_on = stretch.last_on,
           .repair_days = stretch.repair_days,
           .verdict = verdict_of(found.entitlement, t, l),
           .usage = line.usage.value_or(std::vector<UsageLimit>{}),
           .included_groups = line.included_groups.value_or(std::vector<std::string>{}),
           .excluded_groups = line.excluded_groups.value_or(std::vector<std::string>{})});
    }
    out.push_back(std::move(view));
  }
  return out;
}

std::vector<RepairView> repair_views(db::Tx& tx, UnitId unit) {
  std::vector<RepairView> out;
  for (auto& row : repairs(tx, unit)) out.push_back({std::move(row), {}});
  for (auto& was : former_repairs(tx, unit))
    for (auto& one : out)
      if (one.id == was.repair_time_id) one.former.push_back(std::move(was));
  return out;
}

CoveragePicture picture_of(db::Tx& tx, UnitId unit, Found const& found, Language language) {
  auto free = free_of(found);
  auto told = said_to_her(free, language);
  return {unit,
          found.question.on,
          terms_view(found, language),
          repairs(tx, unit),
          found.entitlement,
          said(found, language),
          std::move(free),
          std::move(told)};
}

DecisionView view_of(Decision const& d, Language language) {
  return {d.id,
          d.unit_id,
          d.case_id,
          d.day,
          d.found.question.cause,
          d.found.entitlement,
          terms_view(d.found, language),
          said(d.found, language),
          d.at,
          d.actor};
}

}  // namespace vefa::coverage
