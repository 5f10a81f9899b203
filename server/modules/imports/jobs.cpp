#include "jobs/jobs.hpp"

#include "base/log.hpp"
#include "db/together.hpp"
#include "modules/imports/ahead.hpp"
#include "modules/imports/batches.hpp"
#include "modules/imports/imports.hpp"
#include "modules/imports/running.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::imports {
namespace {

/// Rows in one transaction: enough to share a commit, few enough to let people's requests through.
constexpr std::size_t kBatch = 100;

/// Who started it; the program where that person has left since.
Context in_the_name_of(Context const& ctx, db::Tx& tx, ImportRow const& import, StaffId who) {
  Context acting = ctx;
  if (auto const actor = who ? staff::actor_of(tx, who) : std::nullopt) acting.actor = *actor;
  if (acting.actor.kind != ActorKind::Staff)
    acting.actor = {.kind = ActorKind::System, .name = import.created_by_name};
  return acting;
}

void tell(Context const& ctx, db::Tx& tx, ImportRow const& row, char const* kind) {
  jobs::record(ctx, tx,
               {.kind = kind,
                .payload = {{"import_id", row.id.text()},
                            {"state", wire::enum_text(row.state)},
                            {"rows_done", row.rows_done},
                            {"rows_total", row.rows_total}}});
}

/// The text from an offset on, in whole parts, until it holds a batch or ends.
struct Window {
  std::string text;
  bool is_end = false;
};
Window window_of(db::Tx& tx, BlobId blob, std::int64_t offset, std::size_t parts) {
  auto const size = static_cast<std::int64_t>(blobs::kPartBytes);
  Window out;
  auto part = offset / size;
  for (std::size_t i = 0; i < parts; ++i, ++part) {
    auto const bytes = blobs::read_part(tx, blob, part);
    if (!bytes) break;
    out.text += i == 0 ? bytes->substr(static_cast<std::size_t>(offset % size)) : *bytes;
  }
  auto const info = blobs::info(tx, blob);
  out.is_end = !info || part >= info->parts();
  return out;
}

std::vector<CsvRow> next_rows(db::Tx& tx, ImportRow const& import, Delimiter delimiter) {
  // A row of the largest size reaches over five parts.
  for (std::size_t parts = 1;; parts += 2) {
    auto const window = window_of(tx, import.text_blob_id, import.next_offset, parts);
    auto rows = read_rows(window.text, delimiter, kBatch, window.is_end);
    if (rows.size() == kBatch || window.is_end || (!rows.empty() && parts > 5)) return rows;
  }
}

/// What became of each row; one that was refused after it had written has all of them tried again,
/// each by itself.
std::vector<Brought> bring_all(Context const& ctx, db::Tx& tx, Bearings const& bearings,
                               std::vector<CsvRow> const& rows) {
  look_ahead(tx, bearings, rows);
  std::vector<Brought> out;
  auto const bring = [&] {
    out.clear();
    for (auto const& row : rows) out.push_back(bring_in(ctx, tx, bearings, row));
  };
  if (!db::together(tx, bring)) bring();
  return out;
}

KeptRow kept_of(Context const& ctx, ImportRow const& import, std::int64_t number, CsvRow const& row,
                Brought const& brought) {
  KeptRow kept{import.id, number, ctx.ids->next_value(), brought.outcome};
  kept.customer_id = brought.customer_id;
  if (brought.customer_version != 0) kept.customer_version = brought.customer_version;
  kept.made_customer = brought.made_customer;
  kept.case_id = brought.case_id;
  if (brought.case_version != 0) kept.case_version = brought.case_version;
  kept.product_id = brought.product_id;
  kept.unit_id = brought.unit_id;
  kept.before = brought.before;
  kept.problems = stored_problems(brought.problems);
  if (brought.outcome == Outcome::Failed) kept.cells = stored_texts("cells", row.cells);
  return kept;
}

void count(ImportRow& import, Outcome outcome) {
  import.created_count += outcome == Outcome::Created ? 1 : 0;
  import.updated_count += outcome == Outcome::Updated ? 1 : 0;
  import.skipped_count += outcome == Outcome::Skipped ? 1 : 0;
  import.failed_count += outcome == Outcome::Failed ? 1 : 0;
}

/// Events are kept for ever: an import tells of each hundredth of its way, not of each batch.
std::int64_t hundredths(std::int64_t done, std::int64_t of) {
  return of > 0 ? done * 100 / of : 100;
}

void finish(Context const& ctx, db::Tx& tx, ImportRow& import) {
  import.state = ImportState::Done;
  import.finished_at = ctx.now;
  import.rows_total = import.rows_done;
  if (import.text_blob_id) blobs::erase(ctx, tx, import.text_blob_id);
  import.text_blob_id = {};
}

void run_batch(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = ImportId::parse(job.subject);
  auto import = id ? load(tx, *id) : std::nullopt;
  if (!import || import->state != ImportState::Running) return;
  auto const acting = in_the_name_of(ctx, tx, *import, import->created_by);
  auto const bearings = bearings_of(tx, *import);
  auto rows = next_rows(tx, *import, bearings.settings.delimiter);
  bool const is_end = rows.empty();
  bool const has_heading = bearings.settings.has_header && import->next_offset == 0;
  if (!is_end) import->next_offset += static_cast<std::int64_t>(rows.back().end);
  if (has_heading && !is_end) rows.erase(rows.begin());
  auto const before_first = bearings.settings.has_header ? 2 : 1;
  auto const way = hundredths(import->rows_done, import->rows_total);
  auto const brought = bring_all(acting, tx, bearings, rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const number = import->rows_done + before_first;
    tx.insert(sql::insert_row, kept_of(ctx, *import, number, rows[i], brought[i]));
    count(*import, brought[i].outcome);
    // A file that changed its form by another reading may have more rows than were counted.
    import->rows_total = std::max(import->rows_total, ++import->rows_done);
  }
  if (is_end) {
    finish(ctx, tx, *import);
  } else {
    jobs::add(ctx, tx, kRunWork, job.subject, ctx.now);
  }
  if (!save(tx, *import)) throw std::runtime_error("another batch ran at the same time");
  if (is_end) tell(acting, tx, *import, "import.done");
  if (way != hundredths(import->rows_done, import->rows_total))
    tell(acting, tx, *import, "import.progressed");
}

/// None of one that was begun before it was said.
std::optional<StaffId> undone_by(jobs::Job const& job) {
  auto const* who = job.payload.if_contains("by");
  return who && who->is_string() ? StaffId::parse(std::string_view(who->get_string()))
                                 : std::nullopt;
}

void undo_next(Context const& ctx, db::Tx& tx, jobs::Job const& job) {
  auto const id = ImportId::parse(job.subject);
  auto import = id ? load(tx, *id) : std::nullopt;
  if (!import || import->state != ImportState::Undoing) return;
  auto const acting = in_the_name_of(ctx, tx, *import, undone_by(job).value_or(import->created_by));
  auto const way_of = [&] {
    return hundredths(import->removed_count + import->kept_count,
                      import->created_count + import->updated_count);
  };
  auto const way = way_of();
  bool const done = undo_batch(acting, tx, *import);
  if (done) {
    import->state = ImportState::Undone;
    import->undone_at = ctx.now;
  } else {
    jobs::add(ctx, tx, kUndoWork, job.subject, ctx.now, job.payload);
  }
  if (!save(tx, *import)) throw std::runtime_error("another batch ran at the same time");
  if (done) tell(acting, tx, *import, "import.undone");
  if (way != way_of()) tell(acting, tx, *import, "import.progressed");
}

void forget_file(Context const& ctx, db::Tx& tx, ImportId id) {
  auto import = load(tx, id);
  if (!import || !import->raw_blob_id || import->state == ImportState::Running) return;
  blobs::erase(ctx, tx, import->raw_blob_id);
  import->raw_blob_id = {};
  tx.run(sql::forget_cells, id);
  if (!save(tx, *import)) throw std::runtime_error("an import changed meanwhile");
}

void forget_old(Context const& ctx, db::Tx& tx, jobs::Job const&) {
  auto const old = tx.column<ImportId>(sql::with_old_files, ctx.now - kFileKept);
  for (auto const id : old) forget_file(ctx, tx, id);
  if (!old.empty()) log::info("imports.files_forgotten", {{"count", std::to_string(old.size())}});
}

/// Whose data is erased must not live on in a file that brought her in.
void erase(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  CustomerId const id{event.customer_id};
  for (auto const import : tx.column<ImportId>(sql::imports_of_customer, id))
    forget_file(ctx, tx, import);
  tx.run(sql::forget_customer, id);
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.timer(kRunWork, run_batch);
  registry.timer(kUndoWork, undo_next);
  registry.every("imports.forget", std::chrono::hours(6), forget_old);
  registry.subscribe("imports.erase", {"customer.erased"}, erase);
}

}  // namespace vefa::imports
