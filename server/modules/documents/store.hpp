// What this module's files know of a document besides the public header.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/documents/form.hpp"

namespace vefa::documents {

/// That it went to her, attached to an answer.
struct Sending {
  DocumentId document_id;
  InteractionId interaction_id;
  Instant at;
  std::string sent_by;
};
BOOST_DESCRIBE_STRUCT(Sending, (), (document_id, interaction_id, at, sent_by))

std::vector<Sending> sendings(db::Tx& tx, DocumentId id);

/// What a form begins with, and what would be drawn.
struct Draft {
  Ground ground;
  FilledForm form;
};
/// As `prepare`, but what is missing is named in the form and is no refusal.
Result<Draft> draft(Context const& ctx, db::Tx& tx, About const& about, NewDocument const& input);

/// Puts the PDF beside a member of staff's uploads, for an answer of hers.
Result<AttachmentId> attach(Context const& ctx, db::Tx& tx, Document const& row);
/// Answers on its case with the document attached; an empty text is the company's own wording.
/// Refused documents.no_case for one of a unit alone; those of an answer.
Result<InteractionId> send(Context const& ctx, db::Tx& tx, Document const& row,
                           std::string const& text);

/// Erases what is kept, and what was put beside answers; row, number and hash stay. False where it
/// was erased before.
bool erase(Context const& ctx, db::Tx& tx, Document const& row);
/// Its copies beside answers alone.
void erase_copies(Context const& ctx, db::Tx& tx, DocumentId id);
/// All that were ever made for her, the oldest first.
std::vector<Document> of_customer(db::Tx& tx, CustomerId id);
void record(Context const& ctx, db::Tx& tx, char const* kind, Document const& row,
            JsonObject more = {});

}  // namespace vefa::documents
