// Signatures on documents: drawn on a screen, on the paper itself, or by her name on her own page.
//
// A document is signed as it was made: the signature stands beside its hash. When everybody has
// signed who signs on it, its next version is the signed copy, drawn with the signatures. Where the
// law demands signatures the document waits for them, and counts as issued when it is signed.
#pragma once
#include "modules/documents/documents.hpp"

namespace vefa::documents {

struct DocumentSignatureTag {
  static constexpr std::string_view kPrefix = "dsg";
};
using DocumentSignatureId = Id<DocumentSignatureTag>;

enum class Signer { Giver, Taker, Customer, Company, Seller };
BOOST_DESCRIBE_ENUM(Signer, Giver, Taker, Customer, Company, Seller)
enum class SignedHow { Drawn, Typed, Scanned };
BOOST_DESCRIBE_ENUM(SignedHow, Drawn, Typed, Scanned)
enum class SignedBy { Customer, Staff };
BOOST_DESCRIBE_ENUM(SignedBy, Customer, Staff)

struct DocumentSignature {
  DocumentSignatureId id;
  DocumentId document_id;
  Signer who = Signer::Giver;
  SignedHow form = SignedHow::Drawn;
  SignedBy taken_by = SignedBy::Staff;
  std::string name;    // of who signed; empty once erased
  std::string sha256;  // of the paper that was signed
  BlobId blob_id;      // none: typed
  std::string media_type;
  Instant at;
  std::string actor;
  DocumentId copy_id;  // none: not everybody has signed
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(DocumentSignature, (),
                      (id, document_id, who, form, taken_by, name, sha256, blob_id, media_type, at,
                       actor, copy_id, erased_at))

/// Who signs on a document of that kind, in the order in which they stand on it; none: nobody.
std::vector<Signer> signers_of(DocumentKind kind);
/// Whose part of it the customer's is; the others are ours.
std::optional<Signer> her_part(DocumentKind kind);
/// Of a version, or of a signed copy those that it was made by.
std::vector<DocumentSignature> signatures_of(db::Tx& tx, DocumentId id);
std::optional<DocumentSignature> find_signature(db::Tx& tx, DocumentSignatureId id);
/// Who has still to sign that version; nobody on a signed copy, a replaced or an erased one.
std::vector<Signer> missing_signers(db::Tx& tx, Document const& row);
/// By which act it waits to be signed; empty: it does not.
std::string awaits_signatures(db::Tx& tx, DocumentId id);
/// Those that the law wants signed and that are not, the oldest first; at most `limit`.
std::vector<Document> unsigned_documents(db::Tx& tx, Instant after, DocumentId after_id,
                                         std::int64_t limit);

struct OneSigner {
  Signer who = Signer::Giver;
  Text<200> name;
};
BOOST_DESCRIBE_STRUCT(OneSigner, (), (who, name))
struct NewDocumentSignature {
  List<OneSigner, 2> signers;           // one; two of a paper that bears both
  std::optional<Text<270'000>> drawn;   // a PNG in base64, as a canvas gives it
  std::optional<AttachmentId> scan_id;  // an upload of one's own: the signed paper, PNG, JPEG, PDF
};
BOOST_DESCRIBE_STRUCT(NewDocumentSignature, (), (signers, drawn, scan_id))

/// Takes signatures; draws and keeps the signed copy where they are the last ones. Answers the
/// newest version. By the customer: her own part alone, and her typed name is a signature. Errors:
/// not_found; documents.erased; stale for a version that was replaced; by field:
/// documents.signer_missing, documents.no_such_signer, documents.signed_before (signers),
/// documents.signature_name (signers[0].name), documents.signature_needs_picture,
/// documents.signature_not_png, documents.signature_too_large, documents.signature_blank (drawn),
/// documents.signature_once, documents.not_a_scan (scan_id).
Result<Document> sign_document(Context const& ctx, db::Database& database, DocumentId id,
                               NewDocumentSignature const& input, SignedBy by);
/// The strokes or the signed paper; none: typed, or erased.
std::optional<std::string> picture_of(db::Tx& tx, DocumentSignature const& signature);

/// A line of what stands on a document, in its language: what she reads before she signs.
struct SaidField {
  std::string label;
  std::string value;
};
std::vector<SaidField> said_on(Document const& row);

}  // namespace vefa::documents
