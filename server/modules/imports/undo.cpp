// Out again: what nobody touched since goes, what stays is told why.
#include "jobs/jobs.hpp"
#include "modules/catalogue/bringing_in.hpp"
#include "modules/imports/person.hpp"
#include "modules/imports/running.hpp"
#include "modules/units/bringing_in.hpp"

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

std::vector<RowProblem> changed_by(std::string const& who, Instant at) {
  return because("imports.changed_since",
                 {{"who", who.empty() ? "Vefa" : who}, {"at", to_text(at)}});
}

std::vector<RowProblem> changed_by(jobs::Event const& event) {
  return changed_by(event.actor_name, event.at);
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

/// Of a unit that came and went with an import.
bool is_of_gone_unit(db::Tx& tx, jobs::Event const& event) {
  auto const* text = event.payload.if_contains("unit_id");
  auto const id = text && text->is_string() ? UnitId::parse(std::string_view(text->get_string()))
                                            : std::nullopt;
  return id && !units::find_exact(tx, *id);
}

/// What followed by itself: what a template gave with a sale (where it was used since, it holds the
/// unit), and what the law was counted to demand (which it goes on to guard).
bool follows_by_itself(jobs::Event const& event) {
  constexpr char const* kKinds[] = {"sale_promise.", "coverage.",          "case_law.",
                                    "legal_clock.",  "legal_consequence.", "promise."};
  return event.actor_kind == wire::enum_text(ActorKind::System) &&
         std::ranges::any_of(kKinds, [&](auto const* one) { return event.kind.starts_with(one); });
}

/// The first thing that was done to her since, but for cases and units that came and went with
/// imports.
std::optional<jobs::Event> touch_of_customer(db::Tx& tx, KeptRow const& row) {
  jobs::EventId after{row.id};
  for (;;) {
    auto const events = jobs::events_of_customer(tx, row.customer_id.value, after, kEventsAtOnce);
    for (auto const& event : events) {
      bool const is_of_gone_case = event.case_id != 0 && !cases::find(tx, CaseId{event.case_id});
      if (!is_of_gone_case && !is_of_gone_unit(tx, event) && !follows_by_itself(event))
        return event;
    }
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

/// What was done to a unit since, but for what a later row of the same file did, and for what an
/// undoing took back.
std::optional<units::Touch> touch_of_unit(db::Tx& tx, ImportRow const& import, KeptRow const& row) {
  auto const is_of_import = [&](units::Touch const& touch) {
    return touch.actor == import.created_by_name && import.started_at && import.finished_at &&
           touch.at >= *import.started_at && touch.at <= *import.finished_at;
  };
  for (auto const& touch : units::touches_since(tx, row.unit_id, row.id))
    if (touch.what != "taken_back" && !is_of_import(touch)) return touch;
  return std::nullopt;
}

std::optional<std::vector<RowProblem>> why_unit_stays(Context const& ctx, db::Tx& tx,
                                                      ImportRow const& import, KeptRow const& row) {
  if (!units::find_exact(tx, row.unit_id)) return std::nullopt;
  if (auto const touch = touch_of_unit(tx, import, row)) return changed_by(touch->actor, touch->at);
  auto const out = units::take_out(ctx, tx, row.unit_id);
  if (!out.ok()) return because_of(out.error());
  return std::nullopt;
}

/// Of a product as it was made, and of one that the file changed.
std::vector<RowProblem> product_changed(catalogue::Product const& product) {
  return because("imports.product_changed_since", {{"at", to_text(product.updated_at)}});
}

std::optional<std::vector<RowProblem>> why_product_stays(Context const& ctx, db::Tx& tx,
                                                         KeptRow const& row) {
  auto const product = catalogue::find(tx, row.product_id);
  if (!product) return std::nullopt;
  if (product->version != 1) return product_changed(*product);
  auto const out = catalogue::take_out(ctx, tx, row.product_id, product->version);
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
  if (!why && row.unit_id) why = why_unit_stays(ctx, tx, import, row);
  if (!why && row.product_id) why = why_product_stays(ctx, tx, row);
  if (!why) why = why_customer_stays(ctx, tx, row);
  if (why) return settle(tx, import, row, Outcome::Kept, *why);
  settle(tx, import, row, Outcome::Removed, {});
}

/// What the file added to a unit that was there goes; so does whom it made for it.
std::optional<std::vector<RowProblem>> why_addition_stays(Context const& ctx, db::Tx& tx,
                                                          ImportRow const& import,
                                                          KeptRow const& row) {
  if (!units::find_exact(tx, row.unit_id)) return std::nullopt;
  if (auto const touch = touch_of_unit(tx, import, row)) return changed_by(touch->actor, touch->at);
  auto const added = from_json<units::Added>(Json(row.before));
  if (!added.ok()) return because("imports.nothing_to_restore");
  auto const out = units::take_back(ctx, tx, row.unit_id, *added, row.id);
  if (!out.ok()) return because_of(out.error());
  return why_customer_stays(ctx, tx, row);
}

std::optional<std::vector<RowProblem>> why_product_stays_changed(Context const& ctx, db::Tx& tx,
                                                                 KeptRow const& row) {
  auto const product = catalogue::find(tx, row.product_id);
  if (!product) return std::nullopt;
  auto const* version = row.before.if_contains("version");
  auto const* stored = row.before.if_contains("product");
  auto const before = stored ? from_json<catalogue::Product>(*stored)
                             : Result<catalogue::Product>(refused("imports.nothing_to_restore"));
  if (!before.ok() || !version || !version->is_int64())
    return because("imports.nothing_to_restore");
  if (product->version != version->get_int64()) return product_changed(*product);
  std::optional<Error> refused;
  bool const is_back = tx.attempt([&] {
    auto const done = catalogue::put_back(ctx, tx, *before, product->version);
    if (done.ok()) return;
    refused = done.error();
    throw db::Undo{};
  });
  if (is_back) return std::nullopt;
  return refused ? because_of(*refused) : because("error.conflict");
}

/// What was there before gets back what the file replaced.
void undo_updated(Context const& ctx, db::Tx& tx, ImportRow& import, KeptRow const& row) {
  if (row.unit_id || row.product_id) {
    auto const why = row.unit_id ? why_addition_stays(ctx, tx, import, row)
                                 : why_product_stays_changed(ctx, tx, row);
    return settle(tx, import, row, why ? Outcome::Kept : Outcome::Restored,
                  why.value_or(std::vector<RowProblem>{}));
  }
  auto const keep = [&](std::vector<RowProblem> const& why) {
    settle(tx, import, row, Outcome::Kept, why);
  };
  if (auto const event = touch_of_customer(tx, row)) return keep(changed_by(*event));
  auto const* stored = row.before.if_contains("change");
  auto change = stored ? from_json<customers::CustomerChange>(*stored)
                       : Result<customers::CustomerChange>(refused("imports.nothing_to_restore"));
  if (!change.ok()) return keep(because("imports.nothing_to_restore"));
  change->version = row.customer_version.value_or(0);
  std::optional<Error> refused;
  bool const is_back = tx.attempt([&] {
    auto const done = change_within_law(ctx, tx, row.customer_id, *change);
    if (done.ok()) return;
    refused = done.error();
    throw db::Undo{};
  });
  if (!is_back) return keep(refused ? because_of(*refused) : because("error.conflict"));
  auto const* added = row.before.if_contains("contacts_added");
  if (added && added->is_bool() && added->get_bool()) return keep(because("imports.contacts_stay"));
  settle(tx, import, row, Outcome::Restored, {});
}

}  // namespace

bool undo_batch(Context const& ctx, db::Tx& tx, ImportRow& import) {
  // What a file added to a unit goes before the unit itself, which it may have made.
  bool const is_of_goods = import.target == Target::Products || import.target == Target::Units;
  std::vector<Outcome> order{Outcome::Created, Outcome::Updated};
  if (is_of_goods) std::reverse(order.begin(), order.end());
  for (auto const outcome : order) {
    auto const rows = tx.list<KeptRow>(sql::last_rows_of, import.id, outcome, kBatch);
    for (auto const& row : rows)
      outcome == Outcome::Created ? undo_created(ctx, tx, import, row)
                                  : undo_updated(ctx, tx, import, row);
    if (!rows.empty()) return false;
  }
  return true;
}

}  // namespace vefa::imports
