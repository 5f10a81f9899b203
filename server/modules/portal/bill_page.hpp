// Quotes and invoices as HTML, without a script; everything that comes from people is escaped.
#pragma once
#include "modules/billing/billing.hpp"
#include "modules/company/company.hpp"
#include "modules/portal/bills.hpp"
#include "modules/portal/portal.hpp"

namespace vefa::portal {

/// What she gave and could not be taken: it stands in the form again, with the reason.
struct NotTaken {
  billing::QuoteAnswers said;
  bool is_ticked = false;
  Error refusal;
};
/// `token` is that of her case's link; `signatures` are those of this version, newest first.
std::string quote_page(billing::Offer const& offer,
                       std::vector<billing::Signature> const& signatures, Language language,
                       company::Profile const& company, std::string const& token,
                       NotTaken const* not_taken = nullptr);
std::string invoice_page(billing::Bill const& bill, Language language,
                         std::string const& company_name, std::string const& token);
/// One sentence (a key of portal's texts, or else the refusal's own) and a link back.
std::string bill_notice(std::string const& key, Error const& refusal, Language language,
                        std::string const& company_name, std::string const& back);
/// What is free for her, and her quotes and invoices: sections of the case's page; empty without.
std::string bill_sections(Bills const& bills, Language language, std::string const& token);

}  // namespace vefa::portal
