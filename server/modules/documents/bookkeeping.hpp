// How long quotes and invoices are kept: by the law on books of the company's country.
#pragma once
#include "law/pack.hpp"
#include "modules/documents/documents.hpp"

namespace vefa::documents {

/// What the law in use says of such a paper, with where it stands.
struct BookkeepingLaw {
  DocumentKind kind = DocumentKind::Invoice;
  std::string country;
  std::string words;  // "8 years from the report on the year, which is due by 31 May of the next"
  std::string act;
  std::string source;  // where that was read
  std::string quote;
  law::Confidence confidence = law::Confidence::Recalled;
};
BOOST_DESCRIBE_STRUCT(BookkeepingLaw, (), (kind, country, words, act, source, quote, confidence))
/// Of the company's country, in the reader's language; none where its law says nothing.
std::vector<BookkeepingLaw> bookkeeping_laws(Context const& ctx, db::Tx& tx);

struct KeptByLaw {
  LocalDate until_on;  // exclusive
  std::string act;
};
/// Of a paper of books that was made on that day under that country's law; none for other kinds.
std::optional<KeptByLaw> kept_by_law(Context const& ctx, db::Tx& tx, DocumentKind kind,
                                     std::string const& country, LocalDate made_on);
/// The same of one that is kept here.
std::optional<KeptByLaw> kept_by_law(Context const& ctx, db::Tx& tx, Document const& row);
/// Refused documents.shorter_than_law (bookkeeping_years) for less than the law wants.
Result<void> check_years(Context const& ctx, db::Tx& tx, std::int64_t years);

}  // namespace vefa::documents
