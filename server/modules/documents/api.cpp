#include "http/api.hpp"
#include "base/text.hpp"
#include "http/url.hpp"
#include "modules/cases/cases.hpp"
#include "modules/documents/bookkeeping.hpp"
#include "modules/documents/settings.hpp"
#include "modules/documents/stays.hpp"
#include "modules/documents/views.hpp"
#include "modules/units/units.hpp"

namespace vefa::documents {

struct FormQuery {
  std::optional<DocumentKind> kind;
  std::optional<Language> language;
  std::optional<std::string> replaces;
};
BOOST_DESCRIBE_STRUCT(FormQuery, (), (kind, language, replaces))

struct KindQuery {
  std::optional<bool> of_unit;  // those that a unit has without a case
};
BOOST_DESCRIBE_STRUCT(KindQuery, (), (of_unit))

struct UnsignedQuery {
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(UnsignedQuery, (), (cursor))

struct DocumentSending {
  std::optional<Text<10000>> text;  // none: the company's own words
};
BOOST_DESCRIBE_STRUCT(DocumentSending, (), (text))

struct SentDocument {
  InteractionId interaction_id;
};
BOOST_DESCRIBE_STRUCT(SentDocument, (), (interaction_id))

struct DocumentAttachment {
  AttachmentId attachment_id;
  std::string name;
  std::int64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(DocumentAttachment, (), (attachment_id, name, size_bytes))

namespace {

using http::Call;
using http::Query;
using http::Response;

/// The case of the path, if the actor may see it.
Result<About> case_of(Call const& call, db::Tx& tx) {
  auto const row = TRY(cases::find_readable(call.ctx, tx, TRY(call.id<CaseId>("case"))));
  return About{.case_id = row.id, .unit_id = {}};
}

Result<About> unit_of(Call const& call, db::Tx& tx) {
  auto const unit = units::find(tx, TRY(call.id<UnitId>("unit")));
  if (!unit) return not_found("unit");
  return About{.case_id = {}, .unit_id = unit->id};
}

using FindAbout = Result<About> (*)(Call const&, db::Tx&);

/// A document of a case is seen by who sees the case; one of a unit alone by who sees customers.
Result<Document> seen(Call const& call, db::Tx& tx) {
  auto const row = find(tx, TRY(call.id<DocumentId>("document")));
  if (!row) return not_found("document");
  auto const of = row->case_id ? cases::find_living(tx, row->case_id) : std::nullopt;
  bool const may =
      of ? cases::can_read(tx, call.ctx.actor, *of) : call.ctx.actor.may(Permission::CustomersRead);
  if (!may) return not_found("document");
  return *row;
}

Result<KindList> list_document_kinds(Call const& call, db::Tx&, Query<KindQuery> const& query) {
  return kind_list(!query->of_unit.value_or(false), call.ctx.language);
}

Result<NewDocument> wanted(FormQuery const& query) {
  if (!query.kind) return invalid("kind", "wire.required");
  NewDocument input{.kind = *query.kind, .language = query.language};
  if (query.replaces) {
    auto const id = DocumentId::parse(*query.replaces);
    if (!id) return not_found("document");
    input.replaces = *id;
  }
  return input;
}

Result<DocumentForm> form_of(Call const& call, db::Tx& tx, FormQuery const& query,
                             FindAbout about) {
  auto const input = TRY(wanted(query));
  auto form = view_of(TRY(draft(call.ctx, tx, TRY(about(call, tx)), input)), call.ctx.language);
  auto const before = input.replaces ? find(tx, *input.replaces) : std::nullopt;
  form.stay_by_hand = before && is_stay_by_hand(tx, *before);
  return form;
}

Result<DocumentForm> read_case_document_form(Call const& call, db::Tx& tx,
                                             Query<FormQuery> const& query) {
  return form_of(call, tx, *query, case_of);
}

Result<DocumentForm> read_unit_document_form(Call const& call, db::Tx& tx,
                                             Query<FormQuery> const& query) {
  return form_of(call, tx, *query, unit_of);
}

Result<DocumentPreview> preview_of(Call const& call, db::Database& database,
                                   NewDocument const& input, FindAbout about) {
  constexpr int kShown = 4;
  auto const made = TRY(database.read_result([&](db::Tx& tx) -> Result<Draft> {
    return draft(call.ctx, tx, TRY(about(call, tx)), input);
  }));
  auto paper = paper_of(made.ground, made.form);
  put_number(paper, made.form, made.ground, "—", 1);
  DocumentPreview out{.pages = {}, .problems = problems_of(made.form, call.ctx.language)};
  for (auto const& picture : TRY(pictures(paper, kShown))) out.pages.push_back(base64url(picture));
  return out;
}

Result<DocumentPreview> preview_case_document(Call const& call, db::Database& database,
                                              NewDocument const& body) {
  return preview_of(call, database, body, case_of);
}

Result<DocumentPreview> preview_unit_document(Call const& call, db::Database& database,
                                              NewDocument const& body) {
  return preview_of(call, database, body, unit_of);
}

Result<DocumentView> made_of(Call const& call, db::Database& database, NewDocument const& input,
                             FindAbout find_about) {
  auto const about =
      TRY(database.read_result([&](db::Tx& tx) -> Result<About> { return find_about(call, tx); }));
  auto const row = TRY(make(call.ctx, database, about, input));
  return database.read_result(
      [&](db::Tx& tx) -> Result<DocumentView> { return view_of(tx, row, call.ctx.language); });
}

Result<DocumentView> make_case_document(Call const& call, db::Database& database,
                                        NewDocument const& body) {
  return made_of(call, database, body, case_of);
}

Result<DocumentView> make_unit_document(Call const& call, db::Database& database,
                                        NewDocument const& body) {
  return made_of(call, database, body, unit_of);
}

Result<Page<DocumentView>> list_case_documents(Call const& call, db::Tx& tx) {
  auto const about = TRY(case_of(call, tx));
  return Page<DocumentView>{views_of(tx, of_case(tx, about.case_id), call.ctx.language), {}};
}

Result<Page<DocumentView>> list_unit_documents(Call const& call, db::Tx& tx) {
  auto const about = TRY(unit_of(call, tx));
  std::vector<Document> rows;
  for (auto& row : of_unit(tx, about.unit_id)) {
    auto const of = row.case_id ? cases::find_living(tx, row.case_id) : std::nullopt;
    if (!of || cases::can_read(tx, call.ctx.actor, *of)) rows.push_back(std::move(row));
  }
  return Page<DocumentView>{views_of(tx, rows, call.ctx.language), {}};
}

Result<DocumentView> read_document(Call const& call, db::Tx& tx) {
  return view_of(tx, TRY(seen(call, tx)), call.ctx.language);
}

Result<Response> read_document_pdf(Call const& call, db::Tx& tx) {
  auto const row = TRY(seen(call, tx));
  return Response{
      200,
      "application/pdf",
      TRY(bytes_of(tx, row)),
      {{"Content-Disposition", "inline; filename*=UTF-8''" + http::percent_encode(file_name(row))},
       {"Cache-Control", "private, no-store"}}};
}

Result<DocumentAttachment> attach_document(Call const& call, db::Tx& tx) {
  auto const row = TRY(seen(call, tx));
  return DocumentAttachment{TRY(attach(call.ctx, tx, row)), file_name(row), row.size_bytes};
}

Result<SentDocument> send_document(Call const& call, db::Tx& tx, DocumentSending const& body) {
  auto const row = TRY(seen(call, tx));
  return SentDocument{TRY(send(call.ctx, tx, row, body.text ? body.text->value : ""))};
}

Result<DocumentView> sign_made_document(Call const& call, db::Database& database,
                                        NewDocumentSignature const& body) {
  auto const id = TRY(database.read_result(
      [&](db::Tx& tx) -> Result<DocumentId> { return TRY(seen(call, tx)).id; }));
  auto const row = TRY(sign_document(call.ctx, database, id, body, SignedBy::Staff));
  return database.read_result(
      [&](db::Tx& tx) -> Result<DocumentView> { return view_of(tx, row, call.ctx.language); });
}

Result<Response> read_document_signature(Call const& call, db::Tx& tx) {
  auto const row = TRY(seen(call, tx));
  auto const id = DocumentSignatureId::parse(call.param("signature"));
  auto const found = id ? find_signature(tx, *id) : std::nullopt;
  bool const is_of_it = found && (found->document_id == row.id || found->copy_id == row.id);
  auto bytes = is_of_it ? picture_of(tx, *found) : std::nullopt;
  if (!bytes) return not_found("signature");
  return Response{
      200, found->media_type, std::move(*bytes), {{"Cache-Control", "private, no-store"}}};
}

/// The last row of a page says where the next begins: "2026-11-22T06:00:00Z doc_…".
Result<Page<DocumentView>> list_unsigned_documents(Call const& call, db::Tx& tx,
                                                   Query<UnsignedQuery> const& query) {
  constexpr std::size_t kOnPage = 50;
  Instant after;
  DocumentId after_id;
  if (query->cursor) {
    auto const id = DocumentId::parse(*query->cursor);
    auto const row = id ? find(tx, *id) : std::nullopt;
    if (!row) return invalid("cursor", "error.bad_cursor");
    after = row->made_at;
    after_id = row->id;
  }
  Page<DocumentView> page;
  std::vector<Document> rows;
  bool is_last = false;
  while (rows.size() < kOnPage && !is_last) {
    auto const found = unsigned_documents(tx, after, after_id, kOnPage);
    is_last = found.size() < kOnPage;
    for (auto const& row : found) {
      after = row.made_at;
      after_id = row.id;
      auto const of = row.case_id ? cases::find_living(tx, row.case_id) : std::nullopt;
      if (rows.size() < kOnPage && of && cases::can_read(tx, call.ctx.actor, *of))
        rows.push_back(row);
      if (rows.size() == kOnPage) break;
    }
  }
  if (!is_last || rows.size() == kOnPage) page.next_cursor = after_id.text();
  page.items = views_of(tx, rows, call.ctx.language);
  return page;
}

Result<DocumentSettings> read_document_settings(Call const&, db::Tx& tx) { return settings(tx); }

Result<DocumentSettings> change_document_settings(Call const& call, db::Tx& tx,
                                                  DocumentSettings const& body) {
  return change_settings(call.ctx, tx, body);
}

Result<Page<BookkeepingLaw>> list_bookkeeping_laws(Call const& call, db::Tx& tx) {
  return Page<BookkeepingLaw>{bookkeeping_laws(call.ctx, tx), {}};
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  std::string const of_case_path = "/cases/{case}/documents";
  std::string const of_unit_path = "/units/{unit}/documents";
  std::string const one = "/documents/{document}";
  routes.get<list_document_kinds>("/documents/kinds", CasesRead,
                                  "The kinds of documents that have a form.");
  routes.get<read_document_settings>("/documents/settings", CasesRead,
                                     "What the company says on all its documents.");
  routes.put<change_document_settings>("/documents/settings", SettingsWrite,
                                       "Changes what the company says on all its documents.");
  routes.get<list_bookkeeping_laws>(
      "/documents/bookkeeping", CasesRead,
      "How long the law of the company's country wants quotes and invoices kept, with its source.");
  routes.get_audited<list_case_documents>(of_case_path, CasesRead,
                                          "Lists the documents of a case, newest first.");
  routes.get_audited<read_case_document_form>(
      of_case_path + "/form", CasesWrite,
      "The form of a new document of a case, filled with what is known.");
  routes.slow_post<preview_case_document>(of_case_path + "/preview", CasesWrite,
                                          "The document as it would be; keeps nothing.");
  routes
      .slow_post<make_case_document>(of_case_path, CasesWrite,
                                     "Makes a document of a case and keeps it as it was made.")
      .status(201);
  routes.get_audited<list_unit_documents>(of_unit_path, CustomersRead,
                                          "Lists the documents of a unit, newest first.");
  routes.get_audited<read_unit_document_form>(
      of_unit_path + "/form", UnitsWrite,
      "The form of a new document of a unit, filled with what is known.");
  routes.slow_post<preview_unit_document>(of_unit_path + "/preview", UnitsWrite,
                                          "The document as it would be; keeps nothing.");
  routes
      .slow_post<make_unit_document>(of_unit_path, UnitsWrite,
                                     "Makes a document of a unit and keeps it as it was made.")
      .status(201);
  routes.get_audited<list_unsigned_documents>(
      "/documents/unsigned", CasesRead,
      "Lists the documents that the law wants signed and that are not, the oldest first.");
  routes.slow_post<sign_made_document>(
      one + "/signatures", CasesWrite,
      "Signs a document; with the last signature its next version is the signed copy.");
  routes.get_audited<read_document_signature>(
      one + "/signatures/{signature}", CasesRead,
      "The strokes, or the signed paper, byte for byte as they were kept.");
  routes.get_audited<read_document>(one, CasesRead, "Reads what is known of a document.");
  routes.get_audited<read_document_pdf>(one + "/pdf", CasesRead,
                                        "The document itself, byte for byte as it was made.");
  routes
      .post<attach_document>(one + "/attachment", CasesWrite,
                             "Puts a document beside one's uploads, for an answer.")
      .status(201);
  routes
      .post<send_document>(one + "/send", CasesWrite,
                           "Sends a document to the customer with an answer on its case.")
      .status(201);
}

}  // namespace vefa::documents
