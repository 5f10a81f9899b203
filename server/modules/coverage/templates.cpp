// Templates and their versions.
#include "base/money.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/queries.hpp"
#include "modules/coverage/rows.hpp"
#include "modules/coverage/rules.hpp"

namespace vefa::coverage {
namespace {

void record_template(Context const& ctx, db::Tx& tx, char const* kind,
                     CoverageTemplate const& row) {
  jobs::record(ctx, tx,
               {.kind = kind,
                .payload = {{"coverage_template_id", row.id.text()}, {"version", row.version}}});
}

void keep_version(Context const& ctx, db::Tx& tx, CoverageTemplate const& row) {
  tx.run(sql::insert_version, row.id, row.version, row.names, to_json_text(row.applies),
         to_json_text(row.lines), ctx.now, actor_name(ctx));
}

Result<void> fill(Context const& ctx, db::Tx& tx, CoverageTemplate& row,
                  NewCoverageTemplate const& input) {
  if (input.source == Source::Statutory) return invalid("source", "coverage.law_is_no_template");
  row.source = input.source;
  row.names = TRY(checked_names(input.names));
  TRY(check_lines(input.lines));
  row.lines = input.lines;
  row.automatic = input.automatic.value_or(false);
  row.applies = input.applies.value_or(Applies{});
  std::string const code = input.currency && !input.currency->empty()
                               ? input.currency->value
                               : company::profile(tx).currency;
  auto const currency = Currency::parse(code);
  if (!currency) return invalid("currency", "units.bad_currency", {{"currency", code}});
  row.currency = std::string(currency->text());
  row.updated_at = ctx.now;
  row.updated_by = actor_name(ctx);
  return {};
}

Result<CoverageTemplate> save(Context const& ctx, db::Tx& tx, CoverageTemplate row) {
  if (tx.update(sql::update_template, to_row(row)) == 0) return stale(row.version + 1);
  ++row.version;
  keep_version(ctx, tx, row);
  record_template(ctx, tx, "coverage.template_changed", row);
  return row;
}

}  // namespace

Result<JsonObject> checked_names(Names const& names) {
  if (names.empty()) return invalid("names", "wire.required");
  JsonObject out;
  for (auto const& [language, name] : names) {
    if (!parse_language(language))
      return invalid(wire::child("names", language), "catalogue.bad_language");
    out[language] = name.value;
  }
  return out;
}

Result<void> check_lines(std::vector<CoverageLine> const& lines) {
  if (lines.empty()) return invalid("lines", "coverage.no_lines");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto good = check(lines[i]);
    if (good.ok()) continue;
    Error error = good.error();
    error.field = wire::child(wire::child("lines", i), error.field);
    return error;
  }
  return {};
}

std::vector<CoverageTemplate> templates(db::Tx& tx) {
  return from_rows(tx.list<TemplateRow>(sql::list_templates));
}

std::optional<CoverageTemplate> find_template(db::Tx& tx, CoverageTemplateId id) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  return row ? std::optional(from_row(*row)) : std::nullopt;
}

std::vector<CoverageTemplate> template_versions(db::Tx& tx, CoverageTemplateId id) {
  return from_rows(tx.list<TemplateRow>(sql::list_versions, id));
}

Result<CoverageTemplate> add_template(Context const& ctx, db::Tx& tx,
                                      NewCoverageTemplate const& input) {
  CoverageTemplate row{.id = ctx.new_id<CoverageTemplateId>()};
  TRY(fill(ctx, tx, row, input));
  tx.insert(sql::insert_template, to_row(row));
  keep_version(ctx, tx, row);
  record_template(ctx, tx, "coverage.template_added", row);
  return row;
}

Result<CoverageTemplate> change_template(Context const& ctx, db::Tx& tx, CoverageTemplateId id,
                                         NewCoverageTemplate const& input) {
  auto row = find_template(tx, id);
  if (!row) return not_found("coverage_template");
  if (!input.version) return invalid("version", "wire.required");
  if (row->version != *input.version) return stale(row->version);
  TRY(fill(ctx, tx, *row, input));
  return save(ctx, tx, *row);
}

Result<CoverageTemplate> retire_template(Context const& ctx, db::Tx& tx, CoverageTemplateId id,
                                         std::int64_t version) {
  auto row = find_template(tx, id);
  if (!row) return not_found("coverage_template");
  if (row->version != version) return stale(row->version);
  row->state = TemplateState::Retired;
  row->updated_at = ctx.now;
  row->updated_by = actor_name(ctx);
  return save(ctx, tx, *row);
}

}  // namespace vefa::coverage
