#include "modules/coverage/rows.hpp"

namespace vefa::coverage {
namespace {

template <class T>
T read(std::string const& text) {
  return from_json_text<T>(text).value();
}

}  // namespace

TemplateRow to_row(CoverageTemplate const& t) {
  return {t.id,
          t.version,
          t.state,
          t.source,
          t.automatic,
          t.names,
          to_json_text(t.applies),
          to_json_text(t.lines),
          t.currency,
          t.updated_at,
          t.updated_by};
}

CoverageTemplate from_row(TemplateRow const& r) {
  return {r.id,
          r.version,
          r.state,
          r.source,
          r.automatic,
          r.names,
          read<Applies>(r.applies),
          read<std::vector<CoverageLine>>(r.lines),
          r.currency,
          r.updated_at,
          r.updated_by};
}

std::vector<CoverageTemplate> from_rows(std::vector<TemplateRow> const& rows) {
  std::vector<CoverageTemplate> out;
  for (auto const& row : rows) out.push_back(from_row(row));
  return out;
}

CoverageRow to_row(Coverage const& c) {
  return {c.id,         c.unit_id,     c.source,
          c.state,      c.template_id, c.template_version,
          c.automatic,  c.names,       to_json_text(c.lines),
          c.currency,   c.reference,   c.reason,
          c.created_at, c.created_by,  c.ended_at,
          c.ended_by};
}

Coverage from_row(CoverageRow const& r) {
  return {r.id,         r.unit_id,     r.source,
          r.state,      r.template_id, r.template_version,
          r.automatic,  r.names,       read<std::vector<CoverageLine>>(r.lines),
          r.currency,   r.reference,   r.reason,
          r.created_at, r.created_by,  r.ended_at,
          r.ended_by};
}

DecisionRow to_row(Decision const& d) {
  return {d.id,
          d.unit_id,
          d.case_id,
          d.day,
          to_json_text(d.found.facts),
          to_json_text(d.found.question),
          to_json_text(d.found.terms),
          to_json_text(d.found.entitlement),
          d.at,
          d.actor};
}

Decision from_row(DecisionRow const& r) {
  return {r.id,
          r.unit_id,
          r.case_id,
          r.day,
          {read<Facts>(r.facts), read<Question>(r.question), read<std::vector<Term>>(r.terms),
           read<Entitlement>(r.entitlement)},
          r.at,
          r.actor};
}

}  // namespace vefa::coverage
