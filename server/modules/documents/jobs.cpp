// What becomes of documents: their time ends, customers are joined or forgotten, cases and units
// are joined.
#include "jobs/jobs.hpp"

#include "modules/cases/cases.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/company/company.hpp"
#include "modules/documents/bookkeeping.hpp"
#include "modules/documents/kinds.hpp"
#include "modules/documents/queries.hpp"
#include "modules/documents/signing.hpp"
#include "modules/documents/stays.hpp"
#include "modules/documents/store.hpp"
#include "modules/documents/ties.hpp"

namespace vefa::documents {
namespace {

constexpr std::int64_t kAtOnce = 200;

template <class IdType>
std::optional<IdType> id_in(JsonObject const& payload, char const* name) {
  auto const* text = payload.if_contains(name);
  if (!text || !text->is_string()) return std::nullopt;
  return IdType::parse(std::string_view(text->get_string()));
}

void erase_over(Context const& ctx, db::Tx& tx, jobs::Job const&) {
  auto const today = company::today(ctx, tx);
  for (;;) {
    auto const rows = tx.list<Document>(sql::list_over, today, kAtOnce);
    for (auto const& row : rows) {
      // One that was made before the law was known, or was longer, is not erased too early.
      auto const law = kept_by_law(ctx, tx, row);
      if (law && law->until_on > today) {
        tx.run(sql::keep_on, row.id, law->until_on, law->act);
      } else {
        erase(ctx, tx, row);
      }
    }
    if (rows.size() < kAtOnce) break;
  }
  // Copies of those that were erased before copies were known.
  for (auto const id : tx.column<DocumentId>(sql::list_left_behind, kAtOnce))
    erase_copies(ctx, tx, id);
}

/// Those that a law keeps hold her file before it comes so far.
void forget(Context const& ctx, db::Tx& tx, CustomerId id) {
  for (auto const& row : of_customer(tx, id)) erase(ctx, tx, row);
}

void forget_all(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  forget(ctx, tx, CustomerId{event.customer_id});
  auto const* merged = event.payload.if_contains("merged_customer_ids");
  if (!merged || !merged->is_array()) return;
  for (auto const& one : merged->get_array())
    if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) forget(ctx, tx, *id);
}

void take_over(Context const&, db::Tx& tx, jobs::Event const& event) {
  auto const lost = id_in<CustomerId>(event.payload, "merged_customer_id");
  auto const kept = customers::find(tx, CustomerId{event.customer_id});
  if (lost && kept && kept->id != *lost) tx.run(sql::give_to_customer, *lost, kept->id);
}

/// The law may want a document that was made before the program knew of that law: both are looked
/// at, whichever came later.
void issue_by_law(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const* effect = event.payload.if_contains("effect");
  if (effect && *effect != "issue") return;  // that something else came by law
  auto const living = cases::find_living(tx, CaseId{event.case_id});
  if (!living) return;
  cases::lock(tx, living->id);
  auto const all = of_case(tx, living->id);
  for (auto row = all.rbegin(); row != all.rend(); ++row) {
    auto const* kind = find_kind(row->kind);
    if (!kind || row->erased_at) continue;
    // Where the law wants it signed, the signed copy is what was issued.
    if (tx.scalar<std::int64_t>(sql::is_to_be_signed, row->id) != 0) continue;
    bool const by_actor = id_in<DocumentId>(event.payload, "document_id") == row->id;
    clocks::issued(ctx, tx, living->id,
                   {.document_id = row->id.text(),
                    .country = row->country,
                    .by_law = kind->by_law,
                    .made_at = row->made_at,
                    .made_by_id = by_actor ? event.actor_id : 0,
                    .made_by_name = row->made_by});
  }
}

void follow_slip(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const id = id_in<DocumentId>(event.payload, "document_id");
  if (auto const row = id ? find(tx, *id) : std::nullopt) keep_stay(ctx, tx, *row);
}

/// What a document itself is to the law: a form that is issued, a record that was taken.
char const* event_of(DocumentKind kind) {
  if (kind == DocumentKind::RepairInformationForm) return "form.issued";
  if (kind == DocumentKind::ClaimRecord) return "record.taken";
  return nullptr;
}

/// Told when it is made; where the case had no law yet, when that is known. Source: EU-04, HU-09.
void tell_law(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  auto const living = cases::find_living(tx, CaseId{event.case_id});
  if (!living) return;
  cases::lock(tx, living->id);
  auto const all = of_case(tx, living->id);
  for (auto row = all.rbegin(); row != all.rend(); ++row) {
    auto const* what = event_of(row->kind);
    // A record that is corrected was taken when it was taken; a form binds anew.
    bool const tells = what && !row->erased_at &&
                       (row->version == 1 || row->kind == DocumentKind::RepairInformationForm);
    if (!tells || tx.scalar<std::int64_t>(sql::is_told, row->id) != 0) continue;
    auto const told =
        clocks::happened(ctx, tx, living->id,
                         {.kind = what,
                          .at = row->made_at,
                          .note = title_of(row->kind, ctx.language) + " " + row->number});
    if (told.ok()) tx.run(sql::insert_told, row->id, std::string(what), ctx.now);
  }
}

}  // namespace

std::optional<Error> unit_tie(db::Tx& tx, UnitId id, std::int64_t after) {
  auto const all = of_unit(tx, id);  // newest first
  if (all.empty() || all.front().id.value <= after) return std::nullopt;
  return refused("documents.unit_has_document", {{"number", all.front().number}});
}

std::vector<customers::HoldReason> holds(Context const& ctx, db::Tx& tx, CustomerId id) {
  auto const today = company::today(ctx, tx);
  std::vector<customers::HoldReason> reasons;
  for (auto const& row : of_customer(tx, id)) {
    if (row.erased_at) continue;
    // What the company keeps longer than the law of books is no reason to keep it from her.
    auto const books = kept_by_law(ctx, tx, row);
    auto const until = books ? books->until_on : row.kept_until_on;
    auto const act = books ? books->act : row.kept_by;
    if (act.empty() || until <= today) continue;
    reasons.push_back({"documents.held",
                       {{"document", title_of(row.kind, ctx.language)},
                        {"number", row.number},
                        {"act", act},
                        {"until", to_text(until)}}});
  }
  return reasons;
}

customers::ExportPart export_part(Context const&, db::Tx& tx, CustomerId id) {
  boost::json::array all;
  for (auto const& row : of_customer(tx, id)) {
    auto document = boost::json::parse(to_json_text(row)).as_object();
    boost::json::array signatures;
    for (auto const& one : signatures_of(tx, row.id))
      signatures.push_back(boost::json::parse(to_json_text(one)));
    if (!signatures.empty()) document["signatures"] = std::move(signatures);
    all.push_back(std::move(document));
  }
  return {"documents", {{"documents", std::move(all)}}};
}

void add_jobs(jobs::Registry& registry) {
  registry.every("documents.erase_over", std::chrono::hours(24), erase_over);
  registry.subscribe("documents.forget", {"customer.erased"}, forget_all);
  registry.subscribe("documents.take_over", {"customer.merged"}, take_over);
  registry.subscribe("documents.cases", {"case.merged"},
                     [](Context const&, db::Tx& tx, jobs::Event const& event) {
                       if (auto const from = id_in<CaseId>(event.payload, "from"))
                         tx.run(sql::give_to_case, *from, CaseId{event.case_id});
                     });
  registry.subscribe("documents.stay", {"document.made"}, follow_slip);
  registry.subscribe("documents.tell_law", {"document.made", "case_law.taken_up"}, tell_law);
  registry.subscribe("documents.by_law", {"document.made", "legal_consequence.came"}, issue_by_law);
  registry.subscribe("documents.units", {"unit.merged"},
                     [](Context const&, db::Tx& tx, jobs::Event const& event) {
                       auto const kept = id_in<UnitId>(event.payload, "unit_id");
                       auto const lost = id_in<UnitId>(event.payload, "merged_unit_id");
                       if (kept && lost) tx.run(sql::give_to_unit, *lost, *kept);
                     });
}

}  // namespace vefa::documents
