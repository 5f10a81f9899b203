// Documents: what is printed for a customer and kept as it was printed.
//
// A document is made of a *kind* (which fields it has), of what is known of the case and the unit,
// and of what a person wrote into its form. What the law of the state wants on it is read from the
// packs: where one of those fields is empty the document is refused, and the field named. The PDF
// is kept as it was made: printed again it is the same bytes; corrected it is a new version beside
// the old one. It is kept for the time the law says, else for the company's own, and then erased.
//
// Making one takes three steps, since drawing is no work for a transaction: `prepare` reads,
// `draw` draws, `keep` writes.
#pragma once
#include <map>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/customers/customers.hpp"
#include "modules/documents/paper.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::documents {

struct DocumentTag {
  static constexpr std::string_view kPrefix = "doc";
};
using DocumentId = Id<DocumentTag>;

enum class DocumentKind {
  ServiceSlip,
  TakeInSlip,
  ReturnSlip,
  WarrantyCertificate,
  ClaimRecord,            // the Hungarian jegyzőkönyv
  RepairInformationForm,  // the European form of 2024/1799
  Quote,
  Invoice
};
BOOST_DESCRIBE_ENUM(DocumentKind, ServiceSlip, TakeInSlip, ReturnSlip, WarrantyCertificate,
                    ClaimRecord, RepairInformationForm, Quote, Invoice)

struct Document {
  DocumentId id;
  std::string number;        // the same for all versions
  std::int64_t version = 1;  // of the paper; a later one takes its place
  DocumentKind kind = DocumentKind::ServiceSlip;
  Language language = Language::En;  // the customer's
  std::string languages;             // all it is in, space-separated tags
  CaseId case_id;                    // none: of a unit alone
  UnitId unit_id;                    // none: of a case alone
  CustomerId customer_id;
  std::string country;  // whose law it is under
  JsonObject content;   // what stood in its form; empty once erased
  BlobId blob_id;
  std::string sha256;  // of the PDF, hexadecimal
  std::int64_t size_bytes = 0;
  std::int64_t pages = 0;
  LocalDate kept_until_on;  // exclusive
  std::string kept_by;      // the act that says so; empty: the company's standard
  Instant made_at;
  std::string made_by;
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, number, version, kind, language, languages, case_id, unit_id,
                       customer_id, country, content, blob_id, sha256, size_bytes, pages,
                       kept_until_on, kept_by, made_at, made_by, erased_at))

/// Values by field; texts as typed, days as 2026-11-22, money as a decimal, choices by their word.
using Values = std::map<std::string, Text<kMostText>>;

/// What it is about: a case, or a unit alone.
struct About {
  CaseId case_id;
  UnitId unit_id;
};

struct NewDocument {
  DocumentKind kind = DocumentKind::ServiceSlip;
  std::optional<Language> language;    // none: the customer's
  std::optional<Values> values;        // in place of what is known by itself
  std::optional<DocumentId> replaces;  // corrects that one: its number, the next version
};
BOOST_DESCRIBE_STRUCT(NewDocument, (), (kind, language, values, replaces))

/// A document ready to be drawn. `row` lacks its number, its bytes and its place in the books.
struct Prepared {
  Document row;
  Paper paper;
  DocumentId replaces;
};
/// Errors: not_found; Invalid for a value that cannot be read (`values.<field>`); Refused
/// documents.missing_in_form, _company, _customer, _unit: one for each field that is demanded and
/// empty, with the field `values.<field>`; documents.erased for a replaced one that is gone.
Result<Prepared> prepare(Context const& ctx, db::Tx& tx, About const& about,
                         NewDocument const& input);
/// What a paper of another module needs: who the company says it is (empty: it does not say), and
/// the first day on which a paper of today is kept no more: as long as the law on books of the
/// company's country wants, longer where the company says so, never less.
struct Letterhead {
  std::string company_lines;
  LocalDate kept_until_on;
  std::string kept_by;  // the act; empty: the company's standard
};
Letterhead letterhead(Context const& ctx, db::Tx& tx, DocumentKind kind);
/// The next number; a document that is then not kept leaves a gap.
std::string next_number(db::Tx& tx);
/// Keeps what was drawn. Stale where there is a paper of this number and version, as where the
/// replaced one was replaced meanwhile.
Result<Document> keep(Context const& ctx, db::Tx& tx, Document row, Drawn const& drawn);
/// All three steps, each in its own transaction.
Result<Document> make(Context const& ctx, db::Database& database, About const& about,
                      NewDocument const& input);

std::optional<Document> find(db::Tx& tx, DocumentId id);
/// That version of the paper with this number, erased ones too.
std::optional<Document> find(db::Tx& tx, std::string_view number, std::int64_t version);
/// Newest first; at most 200.
std::vector<Document> of_case(db::Tx& tx, CaseId id);
/// Those of them that are still kept, of each number the newest version.
std::vector<Document> kept_of_case(db::Tx& tx, CaseId id);
/// Newest first, those of its cases too; at most 200.
std::vector<Document> of_unit(db::Tx& tx, UnitId id);
/// The PDF as it was kept. Refused documents.erased once its time is over.
Result<std::string> bytes_of(db::Tx& tx, Document const& row);
/// "V10482-K servis-fisi.pdf" and the like.
std::string file_name(Document const& row);
std::string title_of(DocumentKind kind, Language language);

/// Law keeps some of her documents for a time: her file is held until then.
std::vector<customers::HoldReason> holds(Context const& ctx, db::Tx& tx, CustomerId id);
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::documents
