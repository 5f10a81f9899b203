#include "modules/imports/running.hpp"

#include "jobs/jobs.hpp"
#include "modules/imports/batches.hpp"

namespace vefa::imports {
namespace {

void record(Context const& ctx, db::Tx& tx, char const* kind, ImportRow const& row) {
  jobs::record(ctx, tx,
               {.kind = kind,
                .payload = {{"import_id", row.id.text()},
                            {"state", wire::enum_text(row.state)},
                            {"rows_done", row.rows_done},
                            {"rows_total", row.rows_total}}});
}

bool is_one(std::vector<std::string> const& all, std::string const& text) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

/// Something by which a customer, a product or a unit is known, and a concern has a subject.
Result<void> check_what_is_needed(Target target, std::set<std::string> const& given) {
  auto const has_any = [&](std::initializer_list<char const*> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](char const* name) { return given.contains(name); });
  };
  if (target == Target::Products)
    return has_any({"gtin", "sku", "model"})
               ? Result<void>()
               : invalid("settings.mapping", "imports.nothing_to_know_product_by");
  if (target == Target::Units)
    return has_any({"serial", "gtin", "sku", "model"})
               ? Result<void>()
               : invalid("settings.mapping", "imports.nothing_to_know_unit_by");
  if (!has_any({"email", "phone", "display_name", "given_name", "family_name"}))
    return invalid("settings.mapping", "imports.nothing_to_know_by");
  if (target == Target::Cases && !has_any({"subject", "text"}))
    return invalid("settings.mapping", "imports.no_subject");
  return {};
}

Result<void> check_mapping(db::Tx& tx, Target target, ImportSettings const& settings,
                           std::size_t columns) {
  auto const known = meanings(target, fields::list(tx, fields::Target::Customer),
                              fields::list(tx, fields::Target::Case));
  if (settings.mapping.size() != columns)
    return invalid("settings.mapping", "imports.mapping_size",
                   {{"columns", std::to_string(columns)}});
  std::set<std::string> given;
  for (std::size_t i = 0; i < settings.mapping.size(); ++i) {
    auto const& meaning = settings.mapping[i].value;
    auto const field = wire::child("settings.mapping", i);
    if (meaning.empty()) continue;
    if (!is_one(known, meaning))
      return invalid(field, "imports.unknown_meaning", {{"value", meaning}});
    if (!given.insert(meaning).second)
      return invalid(field, "imports.meaning_twice", {{"value", meaning}});
  }
  return check_what_is_needed(target, given);
}

Result<ImportRow> load_at(db::Tx& tx, ImportId id, std::int64_t version) {
  auto row = load(tx, id);
  if (!row) return not_found("import");
  if (version != 0 && row->version != version) return stale(row->version);
  return *row;
}

Result<ImportRow> load_ready(db::Tx& tx, ImportId id, std::int64_t version) {
  auto row = TRY(load_at(tx, id, version));
  if (row.state != ImportState::Ready) return refused("imports.not_ready");
  return row;
}

Result<ImportRow> saved(db::Tx& tx, ImportRow row) {
  if (!save(tx, row)) return stale(row.version + 1);
  return row;
}

}  // namespace

Result<ImportRow> take_file(Context const& ctx, db::Tx& tx, Target target, std::string const& name,
                            std::string_view bytes, ReadFile file) {
  for (auto& meaning :
       propose(target, file.columns, file.sample, fields::list(tx, fields::Target::Customer),
               fields::list(tx, fields::Target::Case)))
    file.settings.mapping.push_back({std::move(meaning)});
  ImportRow row{.id = ctx.new_id<ImportId>(), .target = target, .name = name};
  row.raw_blob_id = blobs::put(ctx, tx, bytes);
  row.size_bytes = static_cast<std::int64_t>(bytes.size());
  row.columns = stored_texts("names", file.columns);
  row.settings = stored(file.settings);
  row.rows_total = file.rows;
  row.created_at = ctx.now;
  row.created_by = StaffId{ctx.actor.id};
  row.created_by_name = ctx.actor.name;
  tx.insert(sql::insert_import, row);
  record(ctx, tx, "import.taken", row);
  return row;
}

Result<ImportRow> change(Context const&, db::Tx& tx, ImportId id, std::int64_t version,
                         ImportSettings const& settings, std::optional<ReadFile> file) {
  auto row = TRY(load_ready(tx, id, version));
  auto wanted = settings;
  if (file) {
    row.columns = stored_texts("names", file->columns);
    row.rows_total = file->rows;
    if (wanted.mapping.size() != file->columns.size()) {
      wanted.mapping.clear();
      for (auto& meaning : propose(row.target, file->columns, file->sample,
                                   fields::list(tx, fields::Target::Customer),
                                   fields::list(tx, fields::Target::Case)))
        wanted.mapping.push_back({std::move(meaning)});
    }
  } else {
    TRY(check_mapping(tx, row.target, wanted, texts_of("names", row.columns).size()));
  }
  row.settings = stored(wanted);
  return saved(tx, std::move(row));
}

Result<void> discard(Context const& ctx, db::Tx& tx, ImportId id) {
  auto const row = TRY(load_ready(tx, id, 0));
  tx.run(sql::delete_import, id);
  if (row.raw_blob_id) blobs::erase(ctx, tx, row.raw_blob_id);
  return {};
}

Result<std::vector<TriedRow>> try_rows(Context const& ctx, db::Tx& tx, ImportId id,
                                       std::int64_t most) {
  auto const row = TRY(load_at(tx, id, 0));
  auto const bearings = bearings_of(tx, row);
  TRY(check_mapping(tx, row.target, bearings.settings, bearings.columns.size()));
  auto const bytes = row.raw_blob_id ? blobs::get(tx, row.raw_blob_id) : std::nullopt;
  if (!bytes) return refused("imports.file_forgotten");
  auto const head =
      decode(std::string_view(*bytes).substr(0, 2 * kLargestRow), bearings.settings.encoding);
  auto const skipped = bearings.settings.has_header ? 1 : 0;
  auto const rows =
      read_rows(head, bearings.settings.delimiter, static_cast<std::size_t>(most + skipped));
  std::vector<TriedRow> out;
  for (std::size_t i = static_cast<std::size_t>(skipped); i < rows.size(); ++i) {
    TriedRow tried{static_cast<std::int64_t>(i + 1), rows[i].cells,
                   bring_in(ctx, tx, bearings, rows[i]), "", ""};
    if (auto const customer = customers::find(tx, tried.brought.customer_id))
      tried.customer_name = customer->display_name;
    if (auto const found = cases::find(tx, tried.brought.case_id))
      tried.case_number = found->number;
    out.push_back(std::move(tried));
  }
  return out;
}

Result<ImportRow> start(Context const& ctx, db::Tx& tx, ImportId id, std::int64_t version,
                        std::string_view text) {
  auto row = TRY(load_ready(tx, id, version));
  auto const settings = settings_of(row);
  TRY(check_mapping(tx, row.target, settings, texts_of("names", row.columns).size()));
  row.text_blob_id = blobs::put(ctx, tx, text);
  row.state = ImportState::Running;
  row.started_at = ctx.now;
  row.created_by = StaffId{ctx.actor.id};
  row.created_by_name = ctx.actor.name;
  row = TRY(saved(tx, std::move(row)));
  record(ctx, tx, "import.started", row);
  jobs::add(ctx, tx, kRunWork, id.text(), ctx.now);
  return row;
}

Result<ImportRow> undo(Context const& ctx, db::Tx& tx, ImportId id, std::int64_t version) {
  auto row = TRY(load_at(tx, id, version));
  if (row.state != ImportState::Done) return refused("imports.not_done");
  row.state = ImportState::Undoing;
  row = TRY(saved(tx, std::move(row)));
  record(ctx, tx, "import.undoing", row);
  jobs::add(ctx, tx, kUndoWork, id.text(), ctx.now, {{"by", StaffId{ctx.actor.id}.text()}});
  return row;
}

}  // namespace vefa::imports
