#include "http/api.hpp"

#include "modules/billing/findings.hpp"
#include "modules/billing/payments.hpp"
#include "modules/billing/printing.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/settings.hpp"
#include "modules/billing/store.hpp"
#include "modules/billing/views.hpp"

namespace vefa::billing {
namespace {

using http::Call;
using http::Query;
using http::Response;

struct BillingReason {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(BillingReason, (), (reason))
struct QuoteToInvoice {
  std::int64_t version = 0;  // of the quote
};
BOOST_DESCRIBE_STRUCT(QuoteToInvoice, (), (version))
struct QuoteWish {
  std::optional<std::int64_t> version;  // absent: the newest
  std::optional<Language> language;     // of its words; absent: the reader's
};
BOOST_DESCRIBE_STRUCT(QuoteWish, (), (version, language))

Result<BillingSettings> read_billing_settings(Call const&, db::Tx& tx) { return settings(tx); }

Result<BillingSettings> change_billing_settings(Call const& call, db::Tx& tx,
                                                BillingSettings const& body) {
  return change_settings(call.ctx, tx, body);
}

Result<CaseId> readable_case(Call const& call, db::Tx& tx) {
  return TRY(cases::find_readable(call.ctx, tx, TRY(call.id<CaseId>("case")))).id;
}

// --- Quotes --------------------------------------------------------------------------------------

Result<Page<QuoteView>> list_case_quotes(Call const& call, db::Tx& tx) {
  Page<QuoteView> page;
  for (auto const& quote : quotes_of_case(tx, TRY(readable_case(call, tx))))
    page.items.push_back(
        view_of(tx, find_offer(call.ctx, tx, quote.id).value(), call.ctx.language));
  return page;
}

Result<QuoteView> create_quote(Call const& call, db::Tx& tx, NewQuote const& body) {
  return view_of(tx, TRY(make_quote(call.ctx, tx, TRY(call.id<CaseId>("case")), body)),
                 call.ctx.language);
}

Result<QuoteId> readable_quote(Call const& call, db::Tx& tx) {
  auto const quote = find_quote(tx, TRY(call.id<QuoteId>("quote")));
  if (!quote || !cases::find_readable(call.ctx, tx, quote->case_id).ok()) return not_found("quote");
  return quote->id;
}

Result<QuoteView> read_quote(Call const& call, db::Tx& tx, Query<QuoteWish> const& wish) {
  auto const offer =
      find_offer(call.ctx, tx, TRY(readable_quote(call, tx)), wish->version.value_or(0));
  if (!offer) return not_found("quote");
  return view_of(tx, *offer, wish->language.value_or(call.ctx.language));
}

Result<Page<QuoteVersion>> list_quote_versions(Call const& call, db::Tx& tx) {
  return Page<QuoteVersion>{
      tx.list<QuoteVersion>(sql::list_versions, TRY(readable_quote(call, tx))), {}};
}

Result<QuoteView> replace_quote(Call const& call, db::Tx& tx, NewQuote const& body) {
  return view_of(tx, TRY(change_quote(call.ctx, tx, TRY(call.id<QuoteId>("quote")), body)),
                 call.ctx.language);
}

Result<QuoteView> answer_quote_lines(Call const& call, db::Database& database,
                                     QuoteAnswers const& body) {
  auto const id = TRY(call.id<QuoteId>("quote"));
  auto const heard = TRY(hear(body, AnswerBy::Staff));
  return database.write_result([&](db::Tx& tx) -> Result<QuoteView> {
    return view_of(tx, TRY(answer_quote(call.ctx, tx, id, heard)), call.ctx.language);
  });
}

/// A signature by who may read its case.
Result<Signature> readable_signature(Call const& call, db::Tx& tx) {
  auto const signature = find_signature(tx, TRY(call.id<SignatureId>("signature")));
  auto const quote = signature ? find_quote(tx, signature->quote_id) : std::nullopt;
  if (!quote || !cases::find_readable(call.ctx, tx, quote->case_id).ok())
    return not_found("signature");
  return *signature;
}

Result<SignedView> read_signature(Call const& call, db::Tx& tx) {
  auto const row = TRY(readable_signature(call, tx));
  auto const quote = find_quote(tx, row.quote_id).value();
  return SignedView{view_of(tx, quote, row), statement_of(row), row.statement};
}

Result<Response> read_signature_picture(Call const& call, db::Tx& tx) {
  auto const row = TRY(readable_signature(call, tx));
  auto bytes = picture_of(tx, row);
  if (!bytes) return not_found("file");
  return Response{200,
                  row.media_type,
                  std::move(*bytes),
                  {{"Content-Disposition", "inline"}, {"Cache-Control", "private, no-store"}}};
}

struct Returned {
  std::optional<Instant> at;  // when it went back; none: now
};
BOOST_DESCRIBE_STRUCT(Returned, (), (at))

Result<QuoteView> note_return(Call const& call, db::Tx& tx, Returned const& body) {
  return view_of(tx, TRY(return_unrepaired(call.ctx, tx, TRY(call.id<QuoteId>("quote")), body.at)),
                 call.ctx.language);
}

Result<QuoteView> withdraw_made_quote(Call const& call, db::Tx& tx, BillingReason const& body) {
  return view_of(tx, TRY(withdraw_quote(call.ctx, tx, TRY(call.id<QuoteId>("quote")), body.reason)),
                 call.ctx.language);
}

Result<QuoteView> send_quote_to_her(Call const& call, db::Tx& tx) {
  return view_of(tx, TRY(send_quote(call.ctx, tx, TRY(call.id<QuoteId>("quote")))),
                 call.ctx.language);
}

Result<Page<Waiver>> list_case_waivers(Call const& call, db::Tx& tx) {
  return Page<Waiver>{waivers_of_case(tx, TRY(readable_case(call, tx))), {}};
}

Result<Waiver> record_waiver(Call const& call, db::Tx& tx, NewWaiver const& body) {
  return waive(call.ctx, tx, TRY(call.id<CaseId>("case")), body);
}

Result<Waiver> withdraw_given_waiver(Call const& call, db::Tx& tx) {
  auto const waiver = find_waiver(tx, TRY(call.id<WaiverId>("waiver")));
  if (!waiver || !cases::find_readable(call.ctx, tx, waiver->case_id).ok())
    return not_found("waiver");
  return withdraw_waiver(call.ctx, tx, waiver->id);
}

Result<Page<CauseFinding>> list_case_findings(Call const& call, db::Tx& tx) {
  return Page<CauseFinding>{findings_of_case(tx, TRY(readable_case(call, tx))), {}};
}

Result<CauseFinding> record_finding(Call const& call, db::Tx& tx, NewCauseFinding const& body) {
  return find_cause(call.ctx, tx, TRY(call.id<CaseId>("case")), body);
}

// --- Invoices ------------------------------------------------------------------------------------

Result<InvoiceView> create_invoice(Call const& call, db::Tx& tx, QuoteToInvoice const& body) {
  return view_of(tx, TRY(post_invoice(call.ctx, tx, TRY(call.id<QuoteId>("quote")), body.version)),
                 call.ctx.language);
}

Result<Page<InvoiceView>> list_case_invoices(Call const& call, db::Tx& tx) {
  Page<InvoiceView> page;
  for (auto const& invoice : invoices_of_case(tx, TRY(readable_case(call, tx))))
    page.items.push_back(view_of(tx, find_bill(tx, invoice.id).value(), call.ctx.language));
  return page;
}

Result<InvoiceView> read_invoice(Call const& call, db::Tx& tx) {
  auto const bill = find_bill(tx, TRY(call.id<InvoiceId>("invoice")));
  if (!bill || !cases::find_readable(call.ctx, tx, bill->invoice.case_id).ok())
    return not_found("invoice");
  return view_of(tx, *bill, call.ctx.language);
}

/// For one cancellation that was told on the invoice's case and stands.
struct KeepableFor {
  clocks::LawEventId cancellation_id;
  Instant at;  // when she cancelled
  std::string note;
  std::string most;    // decimal
  std::string source;  // where the law says so, or that the company does
};
BOOST_DESCRIBE_STRUCT(KeepableFor, (), (cancellation_id, at, note, most, source))
struct Keepable {
  std::string currency;
  std::vector<KeepableFor> cancellations;  // oldest first; none: nothing may be kept
};
BOOST_DESCRIBE_STRUCT(Keepable, (), (currency, cancellations))

Result<Keepable> read_keepable(Call const& call, db::Tx& tx) {
  auto const invoice = find_invoice(tx, TRY(call.id<InvoiceId>("invoice")));
  if (!invoice || !cases::find_readable(call.ctx, tx, invoice->case_id).ok())
    return not_found("invoice");
  Keepable out{.currency = invoice->currency, .cancellations = {}};
  auto const currency = Currency::parse(invoice->currency).value();
  for (auto const& may : may_keep(call.ctx, tx, *invoice))
    out.cancellations.push_back({may.cancellation_id, may.at, may.note,
                                 decimal_text({may.most_minor, currency}), may.source});
  return out;
}

Result<InvoiceView> credit_invoice(Call const& call, db::Tx& tx, NewCredit const& body) {
  return view_of(tx, TRY(credit(call.ctx, tx, TRY(call.id<InvoiceId>("invoice")), body)),
                 call.ctx.language);
}

/// A paper by its id: its bytes, its way to the customer are at /documents.
struct PrintedBill {
  documents::DocumentId document_id;
  std::string number;
  std::int64_t version = 1;
  std::string file_name;
};
BOOST_DESCRIBE_STRUCT(PrintedBill, (), (document_id, number, version, file_name))

Result<PrintedBill> printed(Result<documents::Document> made) {
  auto const row = TRY(std::move(made));
  return PrintedBill{row.id, row.number, row.version, documents::file_name(row)};
}

Result<PrintedBill> print_made_quote(Call const& call, db::Database& database) {
  return printed(print_quote(call.ctx, database, TRY(call.id<QuoteId>("quote"))));
}

Result<PrintedBill> print_made_invoice(Call const& call, db::Database& database) {
  return printed(print_invoice(call.ctx, database, TRY(call.id<InvoiceId>("invoice"))));
}

// --- Payments ------------------------------------------------------------------------------------

Result<InvoiceView> record_payment(Call const& call, db::Tx& tx, NewPayment const& body) {
  return view_of(tx, TRY(pay(call.ctx, tx, TRY(call.id<InvoiceId>("invoice")), body)),
                 call.ctx.language);
}

Result<InvoiceView> record_refund(Call const& call, db::Tx& tx, NewRefund const& body) {
  return view_of(tx, TRY(refund(call.ctx, tx, TRY(call.id<InvoiceId>("invoice")), body)),
                 call.ctx.language);
}

Result<InvoiceView> call_refund_lawful(Call const& call, db::Tx& tx) {
  return view_of(tx, TRY(call_lawful(call.ctx, tx, TRY(call.id<InvoiceId>("invoice")))),
                 call.ctx.language);
}

struct PaymentTaken {
  InvoiceId invoice_id;
  std::string owed;       // still
  std::string owed_back;  // still, of a credited one
};
BOOST_DESCRIBE_STRUCT(PaymentTaken, (), (invoice_id, owed, owed_back))

/// Told by a machine of somebody else: nothing of the bill is shown but what is still owed.
Result<Response> take_payment_notice(Call const& call, db::Tx& tx) {
  auto const* provider = find_provider(call.param("provider"));
  if (!provider) return not_found("payment_provider");
  auto const& request = *call.request;
  auto const notice =
      TRY(provider->read(call.ctx, {.id = request.header("webhook-id"),
                                    .timestamp = request.header("webhook-timestamp"),
                                    .signature = request.header("webhook-signature"),
                                    .body = request.body}));
  auto const bill = TRY(take_notice(call.ctx, tx, *provider, notice));
  auto const currency = Currency::parse(bill.invoice.currency).value();
  return http::json_answer(PaymentTaken{bill.invoice.id, decimal_text({bill.owed_minor, currency}),
                                        decimal_text({bill.owed_back_minor, currency})});
}

struct PaymentProviderView {
  std::string name;
  std::string path;
  std::string secret;  // with which it signs
};
BOOST_DESCRIBE_STRUCT(PaymentProviderView, (), (name, path, secret))

Result<Page<PaymentProviderView>> list_payment_providers(Call const&, db::Tx&) {
  Page<PaymentProviderView> page;
  for (auto const* p : payment_providers())
    page.items.push_back(
        {std::string(p->name()), "/api/v1/payment-notices/" + std::string(p->name()), p->secret()});
  return page;
}

void add_quote_routes(http::Routes& routes) {
  using enum Permission;
  std::string const one = "/quotes/{quote}";
  routes.get<read_billing_settings>("/billing/settings", CasesRead, "Reads how the company bills.");
  routes.put<change_billing_settings>(
      "/billing/settings", SettingsWrite,
      "Changes how the company bills: whether quotes are answered by link or signature alone.");
  routes.get<list_case_quotes>("/cases/{case}/quotes", CasesRead, "Lists a case's quotes.");
  routes
      .post<create_quote>("/cases/{case}/quotes", BillsWrite,
                          "Makes a quote; what coverage and promises pay stands on its lines.")
      .status(201);
  routes.get<read_quote>(one, CasesRead, "Reads a quote, or one of its versions.");
  routes.get<list_quote_versions>(one + "/versions", CasesRead,
                                  "Lists a quote's versions, newest first.");
  routes.put<replace_quote>(one, BillsWrite, "Makes a new version, which is asked anew.");
  routes.slow_post<answer_quote_lines>(
      one + "/answers", BillsWrite,
      "Records what the customer says of each line, and her signature.");
  routes.get_audited<read_signature>("/signatures/{signature}", CasesRead,
                                     "Reads a signature, and word for word what was signed.");
  routes.get_audited<read_signature_picture>(
      "/signatures/{signature}/picture", CasesRead,
      "The strokes, or the signed paper, byte for byte as they were kept.");
  routes.post<note_return>(one + "/returned-unrepaired", BillsWrite,
                           "Says that the customer declined it and took the unit back as it was: "
                           "what the law demands of a repair ends.");
  routes.post<withdraw_made_quote>(one + "/withdraw", BillsWrite, "Withdraws a quote.");
  routes.post<send_quote_to_her>(one + "/send", BillsWrite,
                                 "Sends the customer the link to the quote, in her language.");
  routes.slow_post<print_made_quote>(one + "/document", CasesWrite,
                                     "Puts a quote on paper; one that is there already is shown.");
  routes.get<list_case_waivers>("/cases/{case}/waivers", CasesRead,
                                "Lists what a customer wishes to pay for on a case.");
  routes
      .post<record_waiver>("/cases/{case}/waivers", BillsWrite,
                           "Records by her own word that she wishes to pay for what would be free.")
      .status(201);
  routes.post<withdraw_given_waiver>("/waivers/{waiver}/withdraw", CasesWrite,
                                     "Records that she does not wish to pay for it any more.");
  routes.get<list_case_findings>("/cases/{case}/findings", CasesRead,
                                 "Lists what was found to have caused the fault, newest first.");
  routes
      .post<record_finding>("/cases/{case}/findings", CasesWrite,
                            "Records the cause that was found, and on what it rests; she is told.")
      .status(201);
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  add_quote_routes(routes);
  routes
      .post<create_invoice>("/quotes/{quote}/invoices", BillsWrite,
                            "Makes an invoice of the approved lines; what is covered or was "
                            "promised prints at zero.")
      .status(201);
  routes.get<list_case_invoices>("/cases/{case}/invoices", CasesRead, "Lists a case's invoices.");
  std::string const one = "/invoices/{invoice}";
  routes.get<read_invoice>(one, CasesRead, "Reads an invoice, what was paid, what is owed.");
  routes.slow_post<print_made_invoice>(
      one + "/document", CasesWrite,
      "Puts an invoice on paper, as it was issued; one that is there already is shown.");
  routes.get<read_keepable>(one + "/keepable", CasesRead,
                            "What may be kept of it by law when its sale is cancelled.");
  routes.post<credit_invoice>(one + "/credit", BillsRefund,
                              "Credits an invoice as a whole; what she paid is promised back.");
  routes
      .post<record_payment>(one + "/payments", BillsWrite,
                            "Records a payment; never more than is owed.")
      .status(201);
  routes
      .post<record_refund>(one + "/refunds", BillsRefund,
                           "Records that money went back to her; never more than is owed back.")
      .status(201);
  routes.post<call_refund_lawful>(
      one + "/lawful-refund", BillsRefund,
      "Says that what went back is the refund that the law gives her: its clocks stop.");
  routes
      .post<take_payment_notice>(
          "/payment-notices/{provider}", Public,
          "A provider tells of a payment or a refund, signed; told twice, taken once.")
      .raw()
      .max_body(std::size_t{64} * 1024);
  routes
      .get<list_payment_providers>("/payment-providers", SettingsWrite,
                                   "Lists who may tell of payments, with what they sign.")
      .secret();
}

}  // namespace vefa::billing
