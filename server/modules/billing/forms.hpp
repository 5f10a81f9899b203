// The European repair information form binds: for the days of its law its price is the most, and
// the quote that it was made from stands.
#pragma once
#include "modules/billing/billing.hpp"
#include "modules/documents/offers.hpp"

namespace vefa::billing {

/// A form that was made from a version of a quote.
struct BoundForm {
  documents::DocumentId document_id;
  QuoteId quote_id;
  std::int64_t version = 1;
  std::int64_t gross_minor = 0;
  std::string currency;
  LocalDate until_on;  // included
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(BoundForm, (),
                      (document_id, quote_id, version, gross_minor, currency, until_on, at, actor))

/// The newest that has not been accepted, declined or outrun; for documents::Offers.
std::optional<documents::Offered> offered_on(Context const& ctx, db::Tx& tx, CaseId id);
Result<void> bind_form(Context const& ctx, db::Tx& tx, documents::Document const& document,
                       documents::Offered const& offered, LocalDate until);

/// The forms that bind the quote today, the cheapest first.
std::vector<BoundForm> forms_binding(Context const& ctx, db::Tx& tx, QuoteId id);
/// How long she can accept a version: a form holds it longer than the quote says.
LocalDate holds_until(db::Tx& tx, QuoteVersion const& version);
/// A version that takes the place of a bound one. Refused: billing.form_binds where it is dearer,
/// billing.form_binds_longer where it ends sooner.
Result<void> check_bound(Context const& ctx, db::Tx& tx, Offer const& next);
/// Whether a quote may go: not while a form binds it and she has not declined all of it. Refused:
/// billing.form_binds.
Result<void> check_withdrawable(Context const& ctx, db::Tx& tx, Quote const& quote);
/// Whether the case may have a further quote: not beside a bound one that she has said nothing of.
/// Refused: billing.form_binds_first.
Result<void> check_further(Context const& ctx, db::Tx& tx, CaseId id);

}  // namespace vefa::billing
