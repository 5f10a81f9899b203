// Templates and their versions.
#include "db/remember.hpp"
#include "jobs/jobs.hpp"
#include "modules/sale_promises/queries.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

db::Remembered const kTemplates{"sale_promise_templates"};

struct TemplateRow {
  SalePromiseTemplateId id;
  std::int64_t version = 1;
  TemplateState state = TemplateState::Active;
  bool automatic = false;
  JsonObject names;
  std::string applies;
  std::string promises;
  Instant updated_at;
  std::string updated_by;
};
BOOST_DESCRIBE_STRUCT(TemplateRow, (),
                      (id, version, state, automatic, names, applies, promises, updated_at,
                       updated_by))

TemplateRow to_row(SalePromiseTemplate const& t) {
  return {t.id,
          t.version,
          t.state,
          t.automatic,
          t.names,
          to_json_text(t.applies),
          to_json_text(t.promises),
          t.updated_at,
          t.updated_by};
}

SalePromiseTemplate from_row(TemplateRow const& r) {
  return {r.id,
          r.version,
          r.state,
          r.automatic,
          r.names,
          from_json_text<coverage::Applies>(r.applies).value(),
          from_json_text<std::vector<SalePromiseTerms>>(r.promises).value(),
          r.updated_at,
          r.updated_by};
}

std::vector<SalePromiseTemplate> all(std::vector<TemplateRow> const& rows) {
  std::vector<SalePromiseTemplate> out;
  out.reserve(rows.size());
  for (auto const& row : rows) out.push_back(from_row(row));
  return out;
}

void record_template(Context const& ctx, db::Tx& tx, char const* kind,
                     SalePromiseTemplate const& row) {
  jobs::record(
      ctx, tx,
      {.kind = kind,
       .payload = {{"sale_promise_template_id", row.id.text()}, {"version", row.version}}});
}

void keep_version(Context const& ctx, db::Tx& tx, SalePromiseTemplate const& row) {
  tx.run(sql::insert_version, row.id, row.version, row.names, to_json_text(row.applies),
         to_json_text(row.promises), ctx.now, actor_name(ctx));
}

Result<void> check_promises(std::vector<SalePromiseTerms> const& promises) {
  if (promises.empty()) return invalid("promises", "sale_promises.no_promises");
  for (std::size_t i = 0; i < promises.size(); ++i) {
    auto const names = coverage::checked_names(promises[i].names);
    auto const good = check(promises[i], Told::ByTemplate);
    if (names.ok() && good.ok()) continue;
    Error error = names.ok() ? good.error() : names.error();
    error.field = wire::child(wire::child("promises", i), error.field);
    return error;
  }
  return {};
}

Result<void> fill(Context const& ctx, SalePromiseTemplate& row,
                  NewSalePromiseTemplate const& input) {
  TRY(check_template(input));
  row.names = coverage::checked_names(input.names).value();
  row.promises = input.promises;
  row.automatic = input.automatic.value_or(false);
  row.applies = input.applies.value_or(coverage::Applies{});
  row.updated_at = ctx.now;
  row.updated_by = actor_name(ctx);
  return {};
}

Result<SalePromiseTemplate> save(Context const& ctx, db::Tx& tx, SalePromiseTemplate row) {
  if (tx.update(sql::update_template, to_row(row)) == 0) return stale(row.version + 1);
  ++row.version;
  keep_version(ctx, tx, row);
  record_template(ctx, tx, "sale_promise.template_changed", row);
  return row;
}

}  // namespace

Result<void> check_template(NewSalePromiseTemplate const& input) {
  TRY(coverage::checked_names(input.names));
  return check_promises(input.promises);
}

std::vector<SalePromiseTemplate> templates(db::Tx& tx) {
  return all(tx.list<TemplateRow>(sql::list_templates));
}

std::vector<SalePromiseTemplate> automatic_templates(db::Tx& tx) {
  return *db::remember<std::vector<SalePromiseTemplate>>(
      tx, kTemplates, "automatic", [&] { return all(tx.list<TemplateRow>(sql::list_automatic)); });
}

std::optional<SalePromiseTemplate> find_template(db::Tx& tx, SalePromiseTemplateId id) {
  auto const row = tx.find<TemplateRow>(sql::find_template, id);
  return row ? std::optional(from_row(*row)) : std::nullopt;
}

std::vector<SalePromiseTemplate> template_versions(db::Tx& tx, SalePromiseTemplateId id) {
  return all(tx.list<TemplateRow>(sql::list_versions, id));
}

Result<SalePromiseTemplate> add_template(Context const& ctx, db::Tx& tx,
                                         NewSalePromiseTemplate const& input) {
  SalePromiseTemplate row{.id = ctx.new_id<SalePromiseTemplateId>()};
  TRY(fill(ctx, row, input));
  tx.insert(sql::insert_template, to_row(row));
  keep_version(ctx, tx, row);
  record_template(ctx, tx, "sale_promise.template_added", row);
  return row;
}

Result<SalePromiseTemplate> change_template(Context const& ctx, db::Tx& tx,
                                            SalePromiseTemplateId id,
                                            NewSalePromiseTemplate const& input) {
  auto row = find_template(tx, id);
  if (!row) return not_found("sale_promise_template");
  if (!input.version) return invalid("version", "wire.required");
  if (row->version != *input.version) return stale(row->version);
  TRY(fill(ctx, *row, input));
  return save(ctx, tx, *row);
}

Result<SalePromiseTemplate> retire_template(Context const& ctx, db::Tx& tx,
                                            SalePromiseTemplateId id, std::int64_t version) {
  auto row = find_template(tx, id);
  if (!row) return not_found("sale_promise_template");
  if (row->version != version) return stale(row->version);
  row->state = TemplateState::Retired;
  row->updated_at = ctx.now;
  row->updated_by = actor_name(ctx);
  return save(ctx, tx, *row);
}

}  // namespace vefa::sale_promises
