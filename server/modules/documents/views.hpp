// What the routes show of documents.
#pragma once
#include "modules/documents/signing.hpp"
#include "modules/documents/store.hpp"

namespace vefa::documents {

struct SendingView {
  InteractionId interaction_id;
  Instant at;
  std::string sent_by;
};
BOOST_DESCRIBE_STRUCT(SendingView, (), (interaction_id, at, sent_by))

struct SignatureOnDocument {
  DocumentSignatureId id;  // none: still missing
  Signer who = Signer::Giver;
  std::string label;     // "Name and signature of the giver"
  bool is_hers = false;  // the customer's own part
  std::string name;      // of who signed; of who signs, as the document says, while it is missing
  std::optional<SignedHow> form;
  std::optional<SignedBy> taken_by;
  std::optional<Instant> at;
  std::string actor;
  std::string media_type;
};
BOOST_DESCRIBE_STRUCT(SignatureOnDocument, (),
                      (id, who, label, is_hers, name, form, taken_by, at, actor, media_type))

struct DocumentView {
  DocumentId id;
  std::string number;
  std::int64_t version = 1;
  DocumentKind kind = DocumentKind::ServiceSlip;
  std::string title;  // in the reader's language
  Language language = Language::En;
  std::vector<std::string> languages;
  CaseId case_id;
  UnitId unit_id;
  CustomerId customer_id;
  std::int64_t pages = 0;
  std::int64_t size_bytes = 0;
  std::string sha256;
  LocalDate kept_until_on;  // exclusive
  std::string kept_by;      // the act; empty: the company's standard
  Instant made_at;
  std::string made_by;
  std::optional<Instant> erased_at;
  bool is_newest = true;  // of its versions
  std::vector<SendingView> sent;
  std::vector<SignatureOnDocument> signatures;  // given and missing, as they stand on it
  bool is_signed_copy = false;
  std::string to_sign_by;  // the act by which it waits to be signed; empty: it does not
};
BOOST_DESCRIBE_STRUCT(DocumentView, (),
                      (id, number, version, kind, title, language, languages, case_id, unit_id,
                       customer_id, pages, size_bytes, sha256, kept_until_on, kept_by, made_at,
                       made_by, erased_at, is_newest, sent, signatures, is_signed_copy, to_sign_by))

struct ChoiceView {
  std::string value;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(ChoiceView, (), (value, label))
struct FieldView {
  std::string name;
  std::string label;
  std::string section;
  Form form = Form::Line;
  FilledIn filled_in = FilledIn::Form;
  std::string value;
  std::vector<ChoiceView> choices;
  bool needed = false;      // by the law or the company
  std::string demanded_by;  // the act; empty: the company, or nobody
};
BOOST_DESCRIBE_STRUCT(FieldView, (),
                      (name, label, section, form, filled_in, value, choices, needed, demanded_by))
struct ProblemOfForm {
  std::string field;  // values.<name>
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ProblemOfForm, (), (field, text))
/// The form of a new document, or of a correction, as far as it is filled.
struct DocumentForm {
  DocumentKind kind = DocumentKind::ServiceSlip;
  std::string title;
  Language language = Language::En;
  std::vector<std::string> languages;  // of the paper: the customer's first, then the law's
  std::string country;                 // whose law
  std::vector<FieldView> fields;
  std::vector<ProblemOfForm> problems;  // what keeps it from being made
  // Of a correction: the unit's time in repair does not follow it, a person puts that right.
  bool stay_by_hand = false;
};
BOOST_DESCRIBE_STRUCT(DocumentForm, (),
                      (kind, title, language, languages, country, fields, problems, stay_by_hand))

struct KindView {
  DocumentKind kind = DocumentKind::ServiceSlip;
  std::string title;
  bool needs_case = true;
};
BOOST_DESCRIBE_STRUCT(KindView, (), (kind, title, needs_case))
struct KindList {
  std::vector<KindView> kinds;
};
BOOST_DESCRIBE_STRUCT(KindList, (), (kinds))

/// The first pages as they would be, and what is still missing.
struct DocumentPreview {
  std::vector<std::string> pages;  // PNG, in base64url
  std::vector<ProblemOfForm> problems;
};
BOOST_DESCRIBE_STRUCT(DocumentPreview, (), (pages, problems))

std::vector<DocumentView> views_of(db::Tx& tx, std::vector<Document> const& rows,
                                   Language language);
DocumentView view_of(db::Tx& tx, Document const& row, Language language);
DocumentForm view_of(Draft const& draft, Language language);
KindList kind_list(bool has_case, Language language);
std::vector<ProblemOfForm> problems_of(FilledForm const& form, Language language);

}  // namespace vefa::documents
