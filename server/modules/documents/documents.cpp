#include "modules/documents/documents.hpp"

#include "base/crypto.hpp"
#include "base/file_type.hpp"
#include "base/text.hpp"
#include "db/blobs.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/documents/gather.hpp"
#include "modules/documents/queries.hpp"
#include "modules/documents/stays.hpp"
#include "modules/documents/store.hpp"
#include "modules/interactions/erasing.hpp"

namespace vefa::documents {
namespace {

constexpr char const* kPdf = "application/pdf";

Error first_with_others(std::vector<Error> problems) {
  Error first = std::move(problems.front());
  for (std::size_t i = 1; i < problems.size(); ++i) first.also.push_back(std::move(problems[i]));
  return first;
}

JsonObject content_of(FilledForm const& form) {
  JsonObject values;
  for (auto const& field : form.fields)
    if (auto const text = field.known.value.empty() ? shown(field.spec, field.known, form.language)
                                                    : field.known.value;
        !text.empty())
      values[field.spec.name] = text;
  return {{"values", std::move(values)}};
}

std::string value_of(FilledForm const& form, std::string_view name) {
  for (auto const& field : form.fields)
    if (field.spec.name == name) return field.known.value;
  return {};
}

std::string tags_of(std::vector<Language> const& languages) {
  std::vector<std::string> tags;
  tags.reserve(languages.size());
  for (auto const language : languages) tags.emplace_back(tag(language));
  return join(tags, " ");
}

Document row_of(Draft const& draft, std::string const& made_by) {
  auto const& ground = draft.ground;
  auto const& demands = draft.form.demands;
  Document row{.kind = draft.form.kind->kind, .language = draft.form.language};
  row.languages = tags_of(draft.form.languages);
  row.case_id = ground.case_id;
  row.unit_id = ground.unit_id;
  row.customer_id = ground.customer_id;
  row.country = ground.country;
  row.content = content_of(draft.form);
  if (auto const signs = demands.fields.find("signatures");
      signs != demands.fields.end() && !draft.form.kind->signatures.empty())
    row.content["to_sign"] = signs->second;
  if (ground.offer)
    row.content["offer"] = content_of(*ground.offer, value_of(draft.form, "valid_until"));
  law::Amount const own{ground.settings.kept_years, law::Unit::Year};
  row.kept_until_on = demands.kept_until_on.value_or(law::plus(ground.today, own));
  row.kept_by = demands.kept_by;
  row.made_at = ground.now;
  row.made_by = made_by;
  return row;
}

/// The form a correction begins with is that of the one it corrects.
Result<Values> values_of(db::Tx& tx, NewDocument const& input) {
  Values values;
  if (input.replaces) {
    auto const before = find(tx, *input.replaces);
    if (!before) return not_found("document");
    if (before->erased_at) return refused("documents.erased", {{"number", before->number}});
    if (before->kind != input.kind) return invalid("kind", "documents.other_kind");
    if (auto const* stored = before->content.if_contains("values"))
      for (auto const& [name, value] : stored->as_object())
        values[name] = {std::string(value.as_string())};
  }
  if (input.values)
    for (auto const& [name, value] : *input.values) values[name] = value;
  return values;
}

Result<Prepared> prepared_of(Context const& ctx, db::Tx& tx, Draft const& made,
                             NewDocument const& input) {
  if (!made.form.problems.empty()) return first_with_others(made.form.problems);
  Prepared out{.row = row_of(made, ctx.actor.name),
               .paper = paper_of(made.ground, made.form),
               .replaces = input.replaces.value_or(DocumentId{})};
  if (out.replaces) {
    auto const before = find(tx, out.replaces).value();
    out.row.number = before.number;
    out.row.version = tx.scalar<std::int64_t>(sql::newest_version, before.number).value() + 1;
    put_number(out.paper, made.form, made.ground, out.row.number, out.row.version);
  }
  return out;
}

}  // namespace

void record(Context const& ctx, db::Tx& tx, char const* kind, Document const& row,
            JsonObject more) {
  more["document_id"] = row.id.text();
  more["number"] = row.number;
  more["kind"] = wire::enum_text(row.kind);
  if (row.unit_id) more["unit_id"] = row.unit_id.text();
  auto const of = cases::find(tx, row.case_id);
  jobs::record(ctx, tx,
               {.kind = kind,
                .case_id = row.case_id.value,
                .customer_id = row.customer_id.value,
                .team_id = of ? of->team_id.value : 0,
                .payload = std::move(more)});
}

Result<Draft> draft(Context const& ctx, db::Tx& tx, About const& about, NewDocument const& input) {
  auto ground = TRY(gather(ctx, tx, about, input.kind));
  auto const values = TRY(values_of(tx, input));
  auto form = TRY(fill(ground, input.kind, input.language, values));
  return Draft{std::move(ground), std::move(form)};
}

Result<Prepared> prepare(Context const& ctx, db::Tx& tx, About const& about,
                         NewDocument const& input) {
  return prepared_of(ctx, tx, TRY(draft(ctx, tx, about, input)), input);
}

std::string next_number(db::Tx& tx) {
  return cases::case_number("D", tx.scalar<std::int64_t>(sql::next_number).value());
}

Result<Document> keep(Context const& ctx, db::Tx& tx, Document row, Drawn const& drawn) {
  row.id = ctx.new_id<DocumentId>();
  row.blob_id = blobs::put(ctx, tx, drawn.pdf);
  row.sha256 = hex(sha256(drawn.pdf));
  row.size_bytes = static_cast<std::int64_t>(drawn.pdf.size());
  row.pages = drawn.pages;
  // Whom the customer is joined to, or what the case went into, between reading and now.
  if (row.customer_id) {
    auto const living = customers::hold_living(tx, row.customer_id);
    if (!living || living->erased_at) return not_found("customer");
    row.customer_id = living->id;
  }
  bool const is_new = tx.attempt([&] { tx.insert(sql::insert_document, row); });
  if (!is_new) return stale(row.version);
  TRY(bind_offer(ctx, tx, row));
  tx.run(sql::end_signing, row.number, row.version, ctx.now);
  if (auto const* act = row.content.if_contains("to_sign"))
    tx.run(sql::begin_signing, row.id, std::string(act->as_string()), ctx.now);
  record(ctx, tx, "document.made", row, {{"version", row.version}});
  TRY(keep_corrected_stay(ctx, tx, row));
  return row;
}

Result<Document> make(Context const& ctx, db::Database& database, About const& about,
                      NewDocument const& input) {
  auto [made, prepared] =
      TRY(database.read_result([&](db::Tx& tx) -> Result<std::pair<Draft, Prepared>> {
        auto form = TRY(draft(ctx, tx, about, input));
        auto ready = TRY(prepared_of(ctx, tx, form, input));
        return std::pair{std::move(form), std::move(ready)};
      }));
  if (!prepared.replaces) {
    prepared.row.number = TRY(
        database.write_result([&](db::Tx& tx) -> Result<std::string> { return next_number(tx); }));
    put_number(prepared.paper, made.form, made.ground, prepared.row.number, 1);
  }
  auto const drawn = TRY(draw(prepared.paper));
  auto const& row = prepared.row;
  return database.write_result([&](db::Tx& tx) { return keep(ctx, tx, row, drawn); });
}

std::optional<Document> find(db::Tx& tx, DocumentId id) {
  return tx.find<Document>(sql::find_document, id);
}

std::optional<Document> find(db::Tx& tx, std::string_view number, std::int64_t version) {
  return tx.find<Document>(sql::find_version, number, version);
}

std::vector<Document> of_case(db::Tx& tx, CaseId id) {
  return tx.list<Document>(sql::list_of_case, id);
}

std::vector<Document> kept_of_case(db::Tx& tx, CaseId id) {
  std::vector<Document> out;
  std::set<std::string> numbers;
  for (auto& row : of_case(tx, id))
    if (numbers.insert(row.number).second && !row.erased_at) out.push_back(std::move(row));
  return out;
}

std::vector<Document> of_unit(db::Tx& tx, UnitId id) {
  return tx.list<Document>(sql::list_of_unit, id);
}

std::vector<Document> of_customer(db::Tx& tx, CustomerId id) {
  constexpr std::int64_t kAtOnce = 1000;
  std::vector<Document> out;
  for (DocumentId after;;) {
    auto rows = tx.list<Document>(sql::list_of_customer, id, after.value, kAtOnce);
    auto const count = static_cast<std::int64_t>(rows.size());
    for (auto& row : rows) out.push_back(std::move(row));
    if (count < kAtOnce) return out;
    after = out.back().id;
  }
}

std::vector<Sending> sendings(db::Tx& tx, DocumentId id) {
  return tx.list<Sending>(sql::list_sendings, id);
}

Result<std::string> bytes_of(db::Tx& tx, Document const& row) {
  auto bytes = row.erased_at ? std::nullopt : blobs::get(tx, row.blob_id);
  if (!bytes) return refused("documents.erased", {{"number", row.number}});
  return std::move(*bytes);
}

std::string title_of(DocumentKind kind, Language language) {
  return i18n::message(language, "documents.kind_" + wire::enum_text(kind));
}

std::string file_name(Document const& row) {
  return safe_file_name(row.number + " " + title_of(row.kind, row.language) + ".pdf", kPdf);
}

Result<AttachmentId> attach(Context const& ctx, db::Tx& tx, Document const& row) {
  interactions::NewAttachment file{
      .name = file_name(row), .media_type = kPdf, .declared_type = kPdf};
  file.bytes = TRY(bytes_of(tx, row));
  auto const copy = interactions::attach(ctx, tx, {}, file);
  tx.run(sql::insert_copy, copy, row.id, ctx.now);
  return copy;
}

Result<InteractionId> send(Context const& ctx, db::Tx& tx, Document const& row,
                           std::string const& text) {
  if (!row.case_id) return refused("documents.no_case");
  auto const of = TRY(cases::find_readable(ctx, tx, row.case_id));
  cases::Answer answer{.text = text};
  if (trim(text).empty())
    answer.text =
        i18n::message(of.language, "documents.letter",
                      {{"document", title_of(row.kind, of.language)}, {"number", row.number}});
  answer.attachments = {TRY(attach(ctx, tx, row))};
  auto const sent = TRY(cases::answer(ctx, tx, row.case_id, answer));
  tx.run(sql::insert_sending, row.id, sent, ctx.now, ctx.actor.name);
  record(ctx, tx, "document.sent", row, {{"interaction_id", sent.text()}});
  return sent;
}

void erase_copies(Context const& ctx, db::Tx& tx, DocumentId id) {
  for (auto const copy : tx.column<AttachmentId>(sql::list_copies, id))
    interactions::erase_file(ctx, tx, copy);
  tx.run(sql::erase_copies, id, ctx.now);
}

bool erase(Context const& ctx, db::Tx& tx, Document const& row) {
  if (tx.change(sql::erase_document, row.id, ctx.now) == 0) return false;
  blobs::erase(ctx, tx, row.blob_id);
  erase_copies(ctx, tx, row.id);
  for (auto const blob : tx.column<BlobId>(sql::blobs_of_signatures, row.id))
    blobs::erase(ctx, tx, blob);
  tx.run(sql::erase_signatures, row.id, ctx.now);
  tx.run(sql::end_signing, row.number, row.version + 1, ctx.now);
  record(ctx, tx, "document.erased", row);
  return true;
}

}  // namespace vefa::documents
