// What the routes show: money as decimal text in the document's currency.
#pragma once
#include "modules/billing/signing.hpp"

namespace vefa::billing {

struct BillLineView {
  std::int64_t line = 0;
  Component component = Component::Labour;
  ProductId part_id;
  std::string description;
  std::string quantity;
  std::string unit_price;
  std::int64_t tax_bp = 0;
  std::string full;  // before anybody else pays
  std::string net;   // what she pays, without tax
  std::string tax;
  std::string gross;
  bool is_free = false;            // costs her nothing, though it has a price
  std::vector<std::string> words;  // why, in the reader's language
  CoverageDecisionId coverage_decision_id;
  SalePromiseId sale_promise_id;
  WaiverId waiver_id;
  std::optional<QuoteAnswer> answer;  // of a quote's line: the newest word on it
  // Of a quote's line that can be approved in part: what one unit of it costs her, what two, … and
  // all. Empty: it is all or nothing.
  std::vector<std::string> gross_of_units;
};
BOOST_DESCRIBE_STRUCT(BillLineView, (),
                      (line, component, part_id, description, quantity, unit_price, tax_bp, full,
                       net, tax, gross, is_free, words, coverage_decision_id, sale_promise_id,
                       waiver_id, answer, gross_of_units))

struct SumView {
  std::string full;
  std::string net;
  std::string tax;
  std::string gross;
};
BOOST_DESCRIBE_STRUCT(SumView, (), (full, net, tax, gross))

struct SignatureView {
  SignatureId id;
  std::string number;  // the quote's, and which signature of it
  std::int64_t version = 1;
  SignatureForm form = SignatureForm::Drawn;
  AnswerBy taken_by = AnswerBy::Staff;
  std::string name;  // of who signed; empty once erased
  Instant at;
  std::string actor;
  std::string sha256;      // of the statement that was signed
  std::string media_type;  // of the picture; empty: typed
  bool is_intact = true;   // everything is as it was signed
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(SignatureView, (),
                      (id, number, version, form, taken_by, name, at, actor, sha256, media_type,
                       is_intact, erased_at))

/// A signature with what was signed by it, as it was read.
struct SignedView {
  SignatureView signature;
  std::optional<SignedStatement> statement;  // none once erased
  std::string text;                          // the statement's own bytes, of which the hash is
};
BOOST_DESCRIBE_STRUCT(SignedView, (), (signature, statement, text))

struct QuoteView {
  QuoteId id;
  std::string number;
  CaseId case_id;
  UnitId unit_id;
  CustomerId customer_id;
  std::int64_t version = 1;  // the one that is shown
  std::int64_t newest_version = 1;
  QuoteState state = QuoteState::Open;
  std::string currency;
  LocalDate valid_until_on;
  bool is_over = false;
  bool is_invoiced = false;
  coverage::Cause cause = coverage::Cause::Unknown;
  std::string note;
  std::vector<BillLineView> lines;
  SumView total;
  SumView approved;                       // of the lines that would be invoiced now
  std::string link;                       // hers
  Language language = Language::En;       // hers
  std::vector<SignatureView> signatures;  // of this version, newest first
  // She declined all of it: titles of what the law demands of a repair, which ends when the unit is
  // given back as it was.
  std::vector<std::string> law_waits_for_return;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(QuoteView, (),
                      (id, number, case_id, unit_id, customer_id, version, newest_version, state,
                       currency, valid_until_on, is_over, is_invoiced, cause, note, lines, total,
                       approved, link, language, signatures, law_waits_for_return, at, actor))

struct PaymentView {
  PaymentId id;
  std::string amount;
  Method method = Method::Cash;
  std::string provider;
  std::string reference;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(PaymentView, (), (id, amount, method, provider, reference, at, actor))

struct RefundView {
  RefundId id;
  std::string amount;
  Method method = Method::Transfer;
  std::string provider;
  std::string reference;
  LocalDate refunded_on;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(RefundView, (),
                      (id, amount, method, provider, reference, refunded_on, at, actor))

struct LawfulRefundView {
  SaidBy said_by = SaidBy::Person;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(LawfulRefundView, (), (said_by, at, actor))

/// What was kept of a cancelled sale, and is hers again.
struct KeptEndedView {
  std::string amount;
  KeptEnds because = KeptEnds::TakenBack;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(KeptEndedView, (), (amount, because, at))

enum class BillState { Open, Paid, Credited };
BOOST_DESCRIBE_ENUM(BillState, Open, Paid, Credited)

struct InvoiceView {
  InvoiceId id;
  std::string number;
  BillState state = BillState::Open;
  CaseId case_id;
  UnitId unit_id;
  CustomerId customer_id;
  QuoteId quote_id;
  std::string currency;
  LocalDate issued_on;
  std::vector<BillLineView> lines;
  SumView total;
  std::string paid;
  std::string owed;
  std::string credited;   // by its credit note
  std::string refunded;   // paid back to her
  std::string owed_back;  // of a credited one: what she paid and has not got back
  std::string kept;       // of her money, as the law lets be kept of a cancelled sale
  std::optional<KeptEndedView> kept_ended;
  std::vector<PaymentView> payments;
  std::vector<RefundView> refunds;
  std::string credit_note;  // its number; empty
  std::string credit_reason;
  bool credited_by_law = false;                   // what goes back is what the law gives her back
  std::optional<LawfulRefundView> lawful_refund;  // by which the law's clocks stopped
  std::vector<std::string> law_waits_for;  // rules whose clock would stop if it were the law's
  std::string link;                        // hers
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(InvoiceView, (),
                      (id, number, state, case_id, unit_id, customer_id, quote_id, currency,
                       issued_on, lines, total, paid, owed, credited, refunded, owed_back, kept,
                       kept_ended, payments, refunds, credit_note, credit_reason, credited_by_law,
                       lawful_refund, law_waits_for, link, at, actor))

/// Her own page of the case, signed, and what of it.
std::string link_to(db::Tx& tx, CaseId case_id, std::string const& rest);
QuoteView view_of(db::Tx& tx, Offer const& offer, Language language);
SignatureView view_of(db::Tx& tx, Quote const& quote, Signature const& signature);
InvoiceView view_of(db::Tx& tx, Bill const& bill, Language language);

}  // namespace vefa::billing
