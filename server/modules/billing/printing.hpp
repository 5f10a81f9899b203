// A quote or an invoice on paper: drawn once, kept by `documents`, the same bytes ever after.
#pragma once
#include "modules/billing/billing.hpp"
#include "modules/documents/documents.hpp"

namespace vefa::billing {

/// Its newest version in the customer's language; where that is on paper already, that paper.
/// Drawing stands outside of every transaction. Errors: not_found; billing.quote_withdrawn;
/// billing.no_seller_lines where the company does not say on its documents who it is;
/// billing.no_customer_name; documents.too_long, documents.erased.
Result<documents::Document> print_quote(Context const& ctx, db::Database& database, QuoteId id);
/// As it was issued: what was paid since, and a credit note, change nothing on it. The same errors.
Result<documents::Document> print_invoice(Context const& ctx, db::Database& database, InvoiceId id);

}  // namespace vefa::billing
