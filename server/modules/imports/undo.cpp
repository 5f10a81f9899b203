// Out again: what nobody touched since goes, what stays is told why.
#include "jobs/jobs.hpp"
#include "modules/imports/running.hpp"

namespace vefa::imports {
namespace {

constexpr std::int64_t kBatch = 100;
constexpr std::size_t kEventsAtOnce = 100;

std::vector<RowProblem> because(std::string key, JsonObject args = {}) {
  return {{-1, "", std::move(key), std::move(args)}};
}

std::vector<RowProblem> because_of(Error const& error) {
  JsonObject args;
  for (auto const& [name, value] : error.args) args[name] = value;
  return because(error.key, std::move(args));
}

std::vector<RowProblem> changed_by(jobs::Event const& event) {
  return because(
      "imports.changed_since",
      {{"who", event.actor_name.empty() ? "Vefa" : event.actor_name}, {"at", to_text(event.at)}});
}

/// A warning that time runs out, and a calendar's recount, are the clock's doing.
bool is_the_clocks(std::string const& kind) {
  return kind == "promise.at_risk" || kind == "promise.recounted";
}

std::optional<std::vector<RowProblem>> why_case_stays(Context const& ctx, db::Tx& tx,
                                                      KeptRow const& row) {
  if (!cases::find(tx, row.case_id)) return std::nullopt;
  for (auto const& event :
       jobs::events_of_case(tx, row.case_id.value, jobs::EventId{row.id}, kEventsAtOnce))
    if (!is_the_clocks(event.kind)) return changed_by(event);
  auto const out = cases::take_out(ctx, tx, row.case_id);
  if (!out.ok()) return because_of(out.error());
  return std::nullopt;
}

/// The first thing that was done to her since, but for cases that came and went with imports.
std::optional<jobs::Event> touch_of_customer(db::Tx& tx, KeptRow const& row) {
  jobs::EventId after{row.id};
  for (;;) {
    auto const events = jobs::events_of_customer(tx, row.customer_id.value, after, kEventsAtOnce);
    for (auto const& event : events)
      if (event.case_id == 0 || cases::find(tx, CaseId{event.case_id})) return event;
    if (events.size() < kEventsAtOnce) return std::nullopt;
    after = events.back().id;
  }
}

std::optional<std::vector<RowProblem>> why_customer_stays(Context const& ctx, db::Tx& tx,
                                                          KeptRow const& row) {
  if (!row.made_customer || !customers::find_exact(tx, row.customer_id)) return std::nullopt;
  if (!cases::of_customer(tx, row.customer_id).empty()) return because("imports.has_cases");
  if (auto const event = touch_of_customer(tx, row)) return changed_by(*event);
  auto const out = customers::take_out(ctx, tx, row.customer_id);
  if (!out.ok()) return because_of(out.error());
  return std::nullopt;
}

void settle(db::Tx& tx, ImportRow& import, KeptRow const& row, Outcome outcome,
            std::vector<RowProblem> const& problems) {
  tx.run(sql::settle_row, row.import_id, row.row, outcome, stored_problems(problems));
  (outcome == Outcome::Kept ? import.kept_count : import.removed_count) += 1;
}

void undo_created(Context const& ctx, db::Tx& tx, ImportRow& import, KeptRow const& row) {
  auto why = row.case_id ? why_case_stays(ctx, tx, row) : std::nullopt;
  if (!why) why = why_customer_stays(ctx, tx, row);
  if (why) return settle(tx, import, row, Outcome::Kept, *why);
  settle(tx, import, row, Outcome::Removed, {});
}

/// What was there before gets back what the file replaced.
void undo_updated(Context const& ctx, db::Tx& tx, ImportRow& import, KeptRow const& row) {
  auto const keep = [&](std::vector<RowProblem> const& why) {
    settle(tx, import, row, Outcome::Kept, why);
  };
  if (auto const event = touch_of_customer(tx, row)) return keep(changed_by(*event));
  auto const* stored = row.before.if_contains("change");
  auto change = stored ? from_json<customers::CustomerChange>(*stored)
                       : Result<customers::CustomerChange>(refused("imports.nothing_to_restore"));
  if (!change.ok()) return keep(because("imports.nothing_to_restore"));
  change->version = row.customer_version.value_or(0);
  auto const done = customers::change(ctx, tx, row.customer_id, *change);
  if (!done.ok()) return keep(because_of(done.error()));
  auto const* added = row.before.if_contains("contacts_added");
  if (added && added->is_bool() && added->get_bool()) return keep(because("imports.contacts_stay"));
  settle(tx, import, row, Outcome::Restored, {});
}

}  // namespace

bool undo_batch(Context const& ctx, db::Tx& tx, ImportRow& import) {
  auto const created = tx.list<KeptRow>(sql::last_rows_of, import.id, Outcome::Created, kBatch);
  for (auto const& row : created) undo_created(ctx, tx, import, row);
  if (!created.empty()) return false;
  auto const updated = tx.list<KeptRow>(sql::last_rows_of, import.id, Outcome::Updated, kBatch);
  for (auto const& row : updated) undo_updated(ctx, tx, import, row);
  return updated.empty();
}

}  // namespace vefa::imports
