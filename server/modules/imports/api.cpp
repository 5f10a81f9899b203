#include "http/api.hpp"

#include "base/file_type.hpp"
#include "http/url.hpp"
#include "i18n/i18n.hpp"
#include "modules/imports/imports.hpp"
#include "modules/imports/running.hpp"

namespace vefa::imports {

struct Import {
  ImportId id;
  std::int64_t version = 1;
  Target target = Target::Customers;
  std::string name;
  ImportState state = ImportState::Ready;
  std::int64_t size_bytes = 0;
  std::vector<std::string> columns;
  ImportSettings settings;
  std::int64_t rows_total = 0;
  std::int64_t rows_done = 0;
  std::int64_t created_count = 0;
  std::int64_t updated_count = 0;
  std::int64_t skipped_count = 0;
  std::int64_t failed_count = 0;
  std::int64_t removed_count = 0;  // by undoing; restored ones too
  std::int64_t kept_count = 0;     // that stay though it was undone
  bool has_file = false;           // false: forgotten, after a month
  Instant created_at;
  std::string created_by_name;
  std::optional<Instant> started_at;
  std::optional<Instant> finished_at;
  std::optional<Instant> undone_at;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, version, target, name, state, size_bytes, columns, settings, rows_total,
                       rows_done, created_count, updated_count, skipped_count, failed_count,
                       removed_count, kept_count, has_file, created_at, created_by_name, started_at,
                       finished_at, undone_at))

struct NewImport {
  std::optional<Target> target;
  std::optional<Text<200, 1>> name;
};
BOOST_DESCRIBE_STRUCT(NewImport, (), (target, name))
struct ImportChange {
  std::int64_t version = 0;
  ImportSettings settings;
};
BOOST_DESCRIBE_STRUCT(ImportChange, (), (version, settings))
struct ImportVersion {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(ImportVersion, (), (version))
struct ImportPage {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ImportPage, (), (cursor, limit))

/// What is wrong, in the reader's language, and where.
struct ProblemView {
  std::int64_t column = -1;  // from 0; -1: the row as a whole
  std::string meaning;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ProblemView, (), (column, meaning, text))
struct PreviewRow {
  std::int64_t row = 0;
  std::vector<std::string> cells;
  Outcome outcome = Outcome::Created;
  std::string customer_name;
  bool made_customer = false;
  std::optional<Instant> due_at;  // of an open case's promise
  std::vector<ProblemView> problems;
};
BOOST_DESCRIBE_STRUCT(PreviewRow, (),
                      (row, cells, outcome, customer_name, made_customer, due_at, problems))
struct ImportPreview {
  std::vector<PreviewRow> rows;
};
BOOST_DESCRIBE_STRUCT(ImportPreview, (), (rows))
struct MeaningList {
  std::vector<std::string> meanings;
};
BOOST_DESCRIBE_STRUCT(MeaningList, (), (meanings))
struct MeaningQuery {
  std::optional<Target> target;
};
BOOST_DESCRIBE_STRUCT(MeaningQuery, (), (target))

struct ImportedRow {
  std::int64_t row = 0;
  Outcome outcome = Outcome::Created;
  CustomerId customer_id;
  CaseId case_id;
  ProductId product_id;
  UnitId unit_id;
  std::vector<std::string> cells;  // of one that failed
  std::vector<ProblemView> problems;
};
BOOST_DESCRIBE_STRUCT(ImportedRow, (),
                      (row, outcome, customer_id, case_id, product_id, unit_id, cells, problems))
struct RowQuery {
  std::optional<Outcome> outcome;  // none: failed
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(RowQuery, (), (outcome, cursor, limit))

namespace {

using http::Call;
using http::Query;
using http::Response;

Import view_of(ImportRow const& row) {
  Import view{row.id, row.version, row.target, row.name, row.state, row.size_bytes};
  view.columns = texts_of("names", row.columns);
  view.settings = settings_of(row);
  view.rows_total = row.rows_total;
  view.rows_done = row.rows_done;
  view.created_count = row.created_count;
  view.updated_count = row.updated_count;
  view.skipped_count = row.skipped_count;
  view.failed_count = row.failed_count;
  view.removed_count = row.removed_count;
  view.kept_count = row.kept_count;
  view.has_file = static_cast<bool>(row.raw_blob_id);
  view.created_at = row.created_at;
  view.created_by_name = row.created_by_name;
  view.started_at = row.started_at;
  view.finished_at = row.finished_at;
  view.undone_at = row.undone_at;
  return view;
}

Result<Import> view_of(Result<ImportRow> row) { return view_of(TRY(std::move(row))); }

std::vector<ProblemView> told(Call const& call, std::vector<RowProblem> const& problems) {
  std::vector<ProblemView> out;
  for (auto const& problem : problems) {
    Args args;
    for (auto const& [name, value] : problem.args)
      args.emplace_back(name, value.is_string() ? std::string(value.get_string()) : "");
    out.push_back(
        {problem.column, problem.meaning, i18n::message(call.ctx.language, problem.key, args)});
  }
  return out;
}

Result<ImportRow> find(db::Tx& tx, ImportId id) {
  auto const row = load(tx, id);
  if (!row) return not_found("import");
  return *row;
}

/// The bytes of an import's file with what it is set to, read outside of a write.
struct WithFile {
  ImportRow row;
  std::string bytes;
};
Result<WithFile> with_file(db::Database& database, ImportId id) {
  return database.read_result([&](db::Tx& tx) -> Result<WithFile> {
    auto const row = TRY(find(tx, id));
    auto bytes = row.raw_blob_id ? blobs::get(tx, row.raw_blob_id) : std::nullopt;
    if (!bytes) return refused("imports.file_forgotten");
    return WithFile{row, std::move(*bytes)};
  });
}

Result<Import> upload_import(Call const& call, db::Database& database,
                             Query<NewImport> const& query) {
  if (!query->target) return invalid("target", "wire.required");
  auto const& bytes = call.request->body;
  Language likely = Language::En;
  database.read_now([&](db::Tx& tx) { likely = company::profile(tx).default_language; });
  auto const file = TRY(read_file(bytes, likely));
  auto const name = safe_file_name(query->name ? query->name->value : "import.csv", "text/csv");
  return view_of(database.write_result(
      [&](db::Tx& tx) { return take_file(call.ctx, tx, *query->target, name, bytes, file); }));
}

Result<Page<Import>> list_imports(Call const&, db::Tx& tx, Query<ImportPage> const& query) {
  auto const limit = query->limit.value_or(50);
  if (limit < 1 || limit > 200)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "200"}});
  ImportId before{std::numeric_limits<std::int64_t>::max()};
  if (query->cursor) {
    auto const parsed = ImportId::parse(*query->cursor);
    if (!parsed) return invalid("cursor", "error.bad_cursor");
    before = *parsed;
  }
  Page<Import> page;
  for (auto const& row : tx.list<ImportRow>(sql::list_imports, before, limit + 1)) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      page.next_cursor = page.items.back().id.text();
      break;
    }
    page.items.push_back(view_of(row));
  }
  return page;
}

Result<Import> read_import(Call const& call, db::Tx& tx) {
  return view_of(find(tx, TRY(call.id<ImportId>("import"))));
}

bool is_read_alike(ImportSettings const& a, ImportSettings const& b) {
  return a.encoding == b.encoding && a.delimiter == b.delimiter && a.has_header == b.has_header;
}

Result<Import> change_import(Call const& call, db::Database& database, ImportChange const& body) {
  auto const id = TRY(call.id<ImportId>("import"));
  auto const with = TRY(with_file(database, id));
  std::optional<ReadFile> file;
  if (!is_read_alike(body.settings, settings_of(with.row)))
    file = TRY(read_file_by(with.bytes, body.settings));
  return view_of(database.write_result(
      [&](db::Tx& tx) { return change(call.ctx, tx, id, body.version, body.settings, file); }));
}

Result<void> discard_import(Call const& call, db::Tx& tx) {
  return discard(call.ctx, tx, TRY(call.id<ImportId>("import")));
}

Result<MeaningList> list_meanings(Call const&, db::Tx& tx, Query<MeaningQuery> const& query) {
  return MeaningList{meanings(query->target.value_or(Target::Customers),
                              fields::list(tx, fields::Target::Customer),
                              fields::list(tx, fields::Target::Case))};
}

Result<ImportPreview> preview_import(Call const& call, db::Database& database) {
  auto const id = TRY(call.id<ImportId>("import"));
  constexpr std::int64_t kShown = 20;
  std::optional<Result<std::vector<TriedRow>>> tried;
  database.write_now([&](db::Tx& tx) {
    tried.emplace(try_rows(call.ctx, tx, id, kShown));
    return db::Outcome::Rollback;
  });
  ImportPreview out;
  for (auto const& row : TRY(std::move(*tried)))
    out.rows.push_back({row.row, row.cells, row.brought.outcome, row.customer_name,
                        row.brought.made_customer, row.brought.due_at,
                        told(call, row.brought.problems)});
  return out;
}

Result<Import> start_import(Call const& call, db::Database& database, ImportVersion const& body) {
  auto const id = TRY(call.id<ImportId>("import"));
  auto const with = TRY(with_file(database, id));
  auto const text = decode(with.bytes, settings_of(with.row).encoding);
  return view_of(database.write_result(
      [&](db::Tx& tx) { return start(call.ctx, tx, id, body.version, text); }));
}

Result<Import> undo_import(Call const& call, db::Tx& tx, ImportVersion const& body) {
  return view_of(undo(call.ctx, tx, TRY(call.id<ImportId>("import")), body.version));
}

Result<Page<ImportedRow>> list_import_rows(Call const& call, db::Tx& tx,
                                           Query<RowQuery> const& query) {
  auto const import = TRY(find(tx, TRY(call.id<ImportId>("import"))));
  auto const limit = query->limit.value_or(100);
  if (limit < 1 || limit > 500)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "500"}});
  std::int64_t after = 0;
  if (query->cursor) {
    auto const place = parse_id_digits(*query->cursor);
    if (!place) return invalid("cursor", "error.bad_cursor");
    after = *place;
  }
  Page<ImportedRow> page;
  for (auto const& row : tx.list<KeptRow>(
           sql::rows_of, import.id, query->outcome.value_or(Outcome::Failed), after, limit + 1)) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      page.next_cursor = id_digits(page.items.back().row);
      break;
    }
    page.items.push_back({row.row, row.outcome, row.customer_id, row.case_id, row.product_id,
                          row.unit_id, texts_of("cells", row.cells),
                          told(call, problems_of(row.problems))});
  }
  return page;
}

std::string reasons_of(Call const& call, std::vector<std::string> const& columns,
                       KeptRow const& row) {
  std::vector<std::string> reasons;
  for (auto const& problem : told(call, problems_of(row.problems))) {
    bool const named =
        problem.column >= 0 && static_cast<std::size_t>(problem.column) < columns.size();
    reasons.push_back((named ? columns[static_cast<std::size_t>(problem.column)] + ": " : "") +
                      problem.text);
  }
  return join(reasons, " ");
}

/// The rows that failed as a file of the same form, to be mended and brought in again.
Result<Response> download_rejected_rows(Call const& call, db::Tx& tx) {
  auto const import = TRY(find(tx, TRY(call.id<ImportId>("import"))));
  auto const settings = settings_of(import);
  auto const columns = texts_of("names", import.columns);
  auto heading = columns;
  heading.push_back(i18n::message(call.ctx.language, "imports.reason"));
  std::string file = "\xEF\xBB\xBF" + line_of(heading, settings.delimiter);
  constexpr std::int64_t kAtOnce = 1000;
  for (std::int64_t after = 0;;) {
    auto const rows = tx.list<KeptRow>(sql::rows_of, import.id, Outcome::Failed, after, kAtOnce);
    for (auto const& row : rows) {
      auto cells = texts_of("cells", row.cells);
      cells.resize(columns.size());
      cells.push_back(reasons_of(call, columns, row));
      file += line_of(cells, settings.delimiter);
      after = row.row;
    }
    if (rows.size() < kAtOnce) break;
  }
  return Response{200,
                  "text/csv; charset=utf-8",
                  std::move(file),
                  {{"Content-Disposition", "attachment; filename*=UTF-8''" +
                                               http::percent_encode("rejected-" + import.name)}}};
}

}  // namespace

void add_routes(http::Routes& routes) {
  constexpr auto kMay = Permission::ImportsWrite;
  using http::Kind;
  using http::Method;
  routes.get<list_imports>("/imports", kMay, "Lists the imports, newest first.");
  routes
      .slow_post<upload_import>("/imports", kMay,
                                "Takes a CSV file in and proposes what its columns mean.")
      .raw()
      .max_body(kLargestFile)
      .status(201);
  routes.get<list_meanings>("/imports/meanings", kMay, "What a column may mean.");
  routes.get<read_import>("/imports/{import}", kMay, "Shows an import with its progress.");
  routes.add(Method::Put, Kind::Slow, "/imports/{import}", kMay, "change_import", change_import,
             "Changes how a file is read and what its columns mean, before it is started.");
  routes.del<discard_import>("/imports/{import}", kMay, "Forgets a file that was not started.");
  routes.slow_post<preview_import>("/imports/{import}/preview", kMay,
                                   "Shows the first rows as they would be; changes nothing.");
  routes.slow_post<start_import>("/imports/{import}/start", kMay, "Brings the file in.");
  routes.post<undo_import>("/imports/{import}/undo", kMay,
                           "Takes out again what nobody has touched since.");
  routes.get_audited<list_import_rows>("/imports/{import}/rows", kMay,
                                       "Lists what became of the rows, by outcome.");
  routes.get_audited<download_rejected_rows>(
      "/imports/{import}/rejected.csv", kMay,
      "Gives the rows that failed as a file, with a column that says why.");
}

}  // namespace vefa::imports
