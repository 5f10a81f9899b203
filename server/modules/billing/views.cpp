#include "modules/billing/views.hpp"

#include "modules/billing/store.hpp"
#include "modules/cases/kept_links.hpp"
#include "modules/cases/links.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

class Shown {
 public:
  Shown(std::string const& currency, Language language)
      : currency_(Currency::parse(currency).value()), language_(language) {}

  std::string money(std::int64_t minor) const { return decimal_text({minor, currency_}); }
  SumView total(std::vector<Line> const& lines) const {
    auto const t = sum(lines);
    return {money(t.full_minor), money(t.net_minor), money(t.tax_minor), money(t.gross_minor)};
  }
  BillLineView line(Line const& l) const {
    return {.line = l.line,
            .component = l.component,
            .part_id = l.part_id,
            .description = l.description,
            .quantity = quantity_text(l.quantity_thousandths),
            .unit_price = money(l.unit_price_minor),
            .tax_bp = l.tax_bp,
            .full = money(l.full_minor),
            .net = money(l.net_minor),
            .tax = money(l.tax_minor),
            .gross = money(l.net_minor + l.tax_minor),
            .is_free = l.net_minor == 0 && l.full_minor > 0,
            .words = said(l.why, std::string(currency_.text()), language_),
            .coverage_decision_id = l.coverage_decision_id,
            .sale_promise_id = l.sale_promise_id,
            .waiver_id = l.waiver_id,
            .answer = {},
            .gross_of_units = {}};
  }
  std::vector<std::string> of_units(Line const& l) const {
    std::vector<std::string> out;
    for (std::int64_t units = 1; units <= units_of(l); ++units) {
      auto const part = part_of(l, units);
      out.push_back(money(part.net_minor + part.tax_minor));
    }
    return out;
  }

 private:
  Currency currency_;
  Language language_;
};

}  // namespace

std::string link_to(db::Tx& tx, CaseId case_id, std::string const& rest) {
  return cases::links_of(company::profile(tx).public_url, case_id).page + rest;
}

namespace {

std::string shown_link(db::Tx& tx, CaseId case_id, std::string const& rest) {
  return cases::keeps_links(tx) ? std::string() : link_to(tx, case_id, rest);
}

}  // namespace

SignatureView view_of(db::Tx& tx, Quote const& quote, Signature const& s) {
  return {.id = s.id,
          .number = number_of(quote, s),
          .version = s.version,
          .form = s.form,
          .taken_by = s.taken_by,
          .name = s.name,
          .at = s.at,
          .actor = s.actor,
          .sha256 = s.sha256,
          .media_type = s.media_type,
          .is_intact = is_as_signed(tx, s),
          .erased_at = s.erased_at};
}

QuoteView view_of(db::Tx& tx, Offer const& offer, Language language) {
  auto const& q = offer.quote;
  Shown const shown(q.currency, language);
  QuoteView view{.id = q.id,
                 .number = q.number,
                 .case_id = q.case_id,
                 .unit_id = q.unit_id,
                 .customer_id = q.customer_id,
                 .version = offer.version.version,
                 .newest_version = q.version,
                 .state = q.state,
                 .currency = q.currency,
                 .valid_until_on = offer.version.valid_until_on,
                 .is_over = offer.is_over,
                 .is_invoiced = is_invoiced(tx, q.id),
                 .cause = offer.version.cause,
                 .note = offer.version.note,
                 .lines = {},
                 .total = shown.total(offer.lines),
                 .approved = {},
                 .link = shown_link(tx, q.case_id, "/quotes/" + q.id.text()),
                 .language = language,
                 .signatures = {},
                 .law_waits_for_return = {},
                 .at = offer.version.at,
                 .actor = offer.version.actor};
  std::vector<Line> approved;
  for (auto const& line : offer.lines) {
    auto one = shown.line(line);
    one.gross_of_units = shown.of_units(line);
    for (auto const& word : offer.answers)
      if (word.line == line.line) one.answer = word;
    bool const declined = one.answer && one.answer->answer == LineAnswer::Declined;
    bool const in_part = one.answer && one.answer->units;
    if (!declined && (one.answer || line.net_minor == 0))
      approved.push_back(in_part ? part_of(line, *one.answer->units) : line);
    view.lines.push_back(std::move(one));
  }
  view.approved = shown.total(approved);
  if (auto const of = cases::find_living(tx, q.case_id)) view.language = of->language;
  for (auto const& one : signatures_of(tx, q.id, offer.version.version))
    view.signatures.push_back(view_of(tx, q, one));
  for (auto const& one : waits_for_return(tx, offer, language))
    view.law_waits_for_return.push_back(one.title);
  return view;
}

InvoiceView view_of(db::Tx& tx, Bill const& bill, Language language) {
  auto const& i = bill.invoice;
  Shown const shown(i.currency, language);
  InvoiceView view{.id = i.id,
                   .number = i.number,
                   .state = bill.credit_note       ? BillState::Credited
                            : bill.owed_minor == 0 ? BillState::Paid
                                                   : BillState::Open,
                   .case_id = i.case_id,
                   .unit_id = i.unit_id,
                   .customer_id = i.customer_id,
                   .quote_id = i.quote_id,
                   .currency = i.currency,
                   .issued_on = i.issued_on,
                   .lines = {},
                   .total = shown.total(bill.lines),
                   .paid = shown.money(bill.paid_minor),
                   .owed = shown.money(bill.owed_minor),
                   .credited = shown.money(bill.credit_note ? bill.credit_note->gross_minor : 0),
                   .refunded = shown.money(bill.refunded_minor),
                   .owed_back = shown.money(bill.owed_back_minor),
                   .kept = shown.money(bill.kept_minor()),
                   .kept_ended = std::nullopt,
                   .payments = {},
                   .refunds = {},
                   .credit_note = bill.credit_note ? bill.credit_note->number : std::string(),
                   .credit_reason = bill.credit_note ? bill.credit_note->reason : std::string(),
                   .credited_by_law = bill.credit_note && bill.credit_note->by_law,
                   .lawful_refund = std::nullopt,
                   .law_waits_for = {},
                   .link = shown_link(tx, i.case_id, "/invoices/" + i.id.text()),
                   .at = i.at,
                   .actor = i.actor};
  if (bill.kept_ending)
    view.kept_ended = KeptEndedView{shown.money(bill.credit_note->kept_minor),
                                    bill.kept_ending->because, bill.kept_ending->at};
  auto const told = bill.credit_note && bill.owed_back_minor == 0
                        ? lawful_refund_of(tx, bill.credit_note->id)
                        : std::nullopt;
  if (told) view.lawful_refund = LawfulRefundView{told->said_by, told->at, told->actor};
  for (auto const& one : law_waits_for(tx, bill, language)) view.law_waits_for.push_back(one.title);
  for (auto const& line : bill.lines) view.lines.push_back(shown.line(line));
  for (auto const& p : bill.payments)
    view.payments.push_back(
        {p.id, shown.money(p.amount_minor), p.method, p.provider, p.reference, p.at, p.actor});
  for (auto const& r : bill.refunds)
    view.refunds.push_back({r.id, shown.money(r.amount_minor), r.method, r.provider, r.reference,
                            r.refunded_on, r.at, r.actor});
  return view;
}

}  // namespace vefa::billing
