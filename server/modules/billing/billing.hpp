// Billing: quotes, invoices, payments, refunds.
//
// A quote has versions that are never altered; each line is approved or declined, by the customer
// through her link or by a member of staff who tells how she said so. An invoice is made of
// approved lines: coverage is asked first, then what was promised at the sale; what either pays
// prints at zero, with the reason in words. An invoice is not edited: it is credited as a whole and
// issued anew; what she had paid is owed back to her. Verbs look a case up in what the actor may
// see; they record `quote.*`, `invoice.*` and `payment.*` events.
#pragma once
#include "modules/billing/lines.hpp"
#include "modules/billing/rules.hpp"
#include "modules/clocks/clocks.hpp"

namespace vefa::billing {

struct RefundTag {
  static constexpr std::string_view kPrefix = "rfd";
};
using RefundId = Id<RefundTag>;
struct SignatureTag {
  static constexpr std::string_view kPrefix = "sgn";
};
using SignatureId = Id<SignatureTag>;

enum class QuoteState { Open, Withdrawn };
BOOST_DESCRIBE_ENUM(QuoteState, Open, Withdrawn)
enum class LineAnswer { Approved, Declined };
BOOST_DESCRIBE_ENUM(LineAnswer, Approved, Declined)
enum class AnswerBy { Customer, Staff };
BOOST_DESCRIBE_ENUM(AnswerBy, Customer, Staff)
/// How she said it.
enum class Via { Link, Phone, Desk, Letter, Email, Signature };
BOOST_DESCRIBE_ENUM(Via, Link, Phone, Desk, Letter, Email, Signature)
/// Drawn on a screen; her name typed on her own page and ticked; a paper that was signed by hand.
enum class SignatureForm { Drawn, Typed, Scanned };
BOOST_DESCRIBE_ENUM(SignatureForm, Drawn, Typed, Scanned)

struct Quote {
  QuoteId id;
  std::string number;
  CaseId case_id;
  UnitId unit_id;
  CustomerId customer_id;
  std::int64_t version = 1;  // the newest
  QuoteState state = QuoteState::Open;
  std::string currency;
  Instant created_at;
  std::string created_by;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Quote, (),
                      (id, number, case_id, unit_id, customer_id, version, state, currency,
                       created_at, created_by, reason))

struct QuoteVersion {
  QuoteId quote_id;
  std::int64_t version = 1;
  LocalDate valid_until_on;
  coverage::Cause cause = coverage::Cause::Unknown;
  std::string note;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(QuoteVersion, (), (quote_id, version, valid_until_on, cause, note, at, actor))

struct QuoteAnswer {
  QuoteAnswerId id;
  QuoteId quote_id;
  std::int64_t version = 1;
  std::int64_t line = 0;
  LineAnswer answer = LineAnswer::Approved;
  AnswerBy by_kind = AnswerBy::Staff;
  Via via = Via::Phone;
  std::string reason;
  Instant at;
  std::string actor;
  SignatureId signature_id;                // exactly of those by signature
  std::optional<std::int64_t> units = {};  // approved in part: so many; none: the whole line
  InteractionId interaction_id = {};       // hers, in which she said so to us
  std::string words = {};                  // hers, in that
};
BOOST_DESCRIBE_STRUCT(QuoteAnswer, (),
                      (id, quote_id, version, line, answer, by_kind, via, reason, at, actor,
                       signature_id, units, interaction_id, words))

/// What she signed, and how; never altered.
struct Signature {
  SignatureId id;
  QuoteId quote_id;
  std::int64_t version = 1;
  std::int64_t n = 1;  // of this quote
  SignatureForm form = SignatureForm::Drawn;
  AnswerBy taken_by = AnswerBy::Staff;
  std::string name;       // of who signed
  std::string statement;  // JSON of a SignedStatement; both empty once erased
  std::string sha256;     // of the statement, which has that of the picture
  BlobId blob_id;         // a PNG of the strokes, or the signed paper; none: typed
  std::string media_type;
  Instant at;
  std::string actor;
  std::optional<Instant> erased_at;
};
BOOST_DESCRIBE_STRUCT(Signature, (),
                      (id, quote_id, version, n, form, taken_by, name, statement, sha256, blob_id,
                       media_type, at, actor, erased_at))

/// A quote in one of its versions, with the newest word on each line.
struct Offer {
  Quote quote;
  QuoteVersion version;
  std::vector<Line> lines;
  std::vector<QuoteAnswer> answers;
  bool is_over = false;  // its validity, today
};

std::optional<Quote> find_quote(db::Tx& tx, QuoteId id);
/// `version` 0: the newest.
std::optional<Offer> find_offer(Context const& ctx, db::Tx& tx, QuoteId id,
                                std::int64_t version = 0);
/// Oldest first; at most 100.
std::vector<Quote> quotes_of_case(db::Tx& tx, CaseId id);

struct NewQuote {
  std::optional<std::int64_t> version;  // of the one that is replaced
  List<NewQuoteLine, 50> lines;
  std::optional<Text<3>> currency;          // none: the company's; of a first version
  std::optional<LocalDate> valid_until_on;  // none: in 30 days
  std::optional<coverage::Cause> cause;     // none: not known
  std::optional<Text<2000>> note;
};
BOOST_DESCRIBE_STRUCT(NewQuote, (), (version, lines, currency, valid_until_on, cause, note))
/// What a promise of the sale makes free is reserved for the case. Errors: not_found;
/// billing.no_lines, billing.bad_currency, billing.valid_in_past, catalogue.not_a_part; those of
/// `read`, each with its line; billing.cap_in_other_currency (currency).
Result<Offer> make_quote(Context const& ctx, db::Tx& tx, CaseId case_id, NewQuote const& input);
/// A new version; what was approved of an older one is asked again. Errors: stale;
/// billing.quote_withdrawn, billing.mixed_currency, billing.invoiced_already.
Result<Offer> change_quote(Context const& ctx, db::Tx& tx, QuoteId id, NewQuote const& input);
/// Errors: billing.quote_withdrawn, billing.invoiced_already.
Result<Offer> withdraw_quote(Context const& ctx, db::Tx& tx, QuoteId id, std::string const& reason);
/// Sends her the link, in her language. Refused: billing.cannot_write where she has no address.
Result<Offer> send_quote(Context const& ctx, db::Tx& tx, QuoteId id);

struct OneAnswer {
  std::int64_t line = 0;
  LineAnswer answer = LineAnswer::Approved;
  std::optional<std::int64_t> units = {};  // approves so many whole units of it; none: all
};
BOOST_DESCRIBE_STRUCT(OneAnswer, (), (line, answer, units))
/// The most bytes of a drawn signature, and the fewest pixels of ink that are one.
inline constexpr std::size_t kMostSignatureBytes = 200'000;
inline constexpr std::int64_t kLeastInk = 60;
struct NewSignature {
  Text<200, 2> name;                    // of who signed
  std::optional<Text<270'000>> drawn;   // a PNG in base64, as a canvas gives it
  std::optional<AttachmentId> scan_id;  // an upload of one's own: the signed paper, PNG, JPEG, PDF
};
BOOST_DESCRIBE_STRUCT(NewSignature, (), (name, drawn, scan_id))
struct QuoteAnswers {
  std::int64_t version = 0;  // of the quote that she saw
  List<OneAnswer, 50> answers;
  std::optional<Via> via;  // none: the phone; by her own link: the link; signed: the signature
  std::optional<Text<500>> reason;
  std::optional<NewSignature> signature;
  std::optional<InteractionId> interaction_id;  // hers on this case, since the quote was made
  std::optional<Text<1000>> words;              // hers, in that message or call
};
BOOST_DESCRIBE_STRUCT(QuoteAnswers, (),
                      (version, answers, via, reason, signature, interaction_id, words))
/// Answers as they are heard: who gave them, how, and a signature that was looked at.
struct Heard {
  QuoteAnswers said;
  AnswerBy by = AnswerBy::Staff;
  Via via = Via::Phone;
  std::string png;  // of the drawn signature
};
/// Before a transaction, since a picture is unpacked. Errors: billing.link_is_hers,
/// billing.signature_missing, billing.signature_is_the_way, and by field of the signature:
/// billing.signature_name, billing.signature_once, billing.signature_needs_picture,
/// billing.signature_not_png, billing.signature_too_large, billing.signature_blank.
Result<Heard> hear(QuoteAnswers said, AnswerBy by);
/// What she approves by our word needs hers: a message or a call on the case that came after the
/// quote; she is written to what was taken down, with the link to change it. Errors: stale;
/// billing.quote_withdrawn, billing.quote_over, billing.no_such_line, billing.nothing_answered,
/// billing.invoiced_already, billing.not_a_scan (signature.scan_id); billing.answer_needs_her_word
/// (interaction_id); those of cases::check_her_word; by field of the answer: billing.not_in_part,
/// billing.bad_units (units).
Result<Offer> answer_quote(Context const& ctx, db::Tx& tx, QuoteId id, Heard const& heard);
/// The same by her who holds the link of her case; the quote must be of that case.
Result<Offer> answer_by_link(Context const& ctx, db::Tx& tx, cases::Case const& row, QuoteId id,
                             Heard const& heard);

/// Newest first; at most 50.
std::vector<Signature> signatures_of(db::Tx& tx, QuoteId id, std::int64_t version);
std::optional<Signature> find_signature(db::Tx& tx, SignatureId id);
/// Whether everything is as it was signed: the statement and the picture by their hashes, the lines
/// and the answers as the statement has them. An erased one cannot be proven: false.
bool is_as_signed(db::Tx& tx, Signature const& signature);

/// She declined all of a quote by her own word and took the unit back as it was: what the law
/// demands of a repair is told so, and ends. `at` is when it went back (none: now). Errors:
/// not_found; billing.quote_withdrawn, billing.invoiced_already, billing.not_declined,
/// billing.law_waits_for_no_return, billing.returned_before_quote (at), those of
/// `clocks::happened`.
Result<Offer> return_unrepaired(Context const& ctx, db::Tx& tx, QuoteId id,
                                std::optional<Instant> at);
/// What the law waits for on its case and such a return ends; empty until she declined all of it.
std::vector<clocks::Awaited> waits_for_return(db::Tx& tx, Offer const& offer, Language language);

struct Waiver {
  WaiverId id;
  CaseId case_id;
  Component component = Component::Labour;
  CustomerId customer_id;
  InteractionId interaction_id;
  std::string words;
  Instant at;
  std::string actor;
  std::optional<Instant> withdrawn_at;
  std::string withdrawn_by;
};
BOOST_DESCRIBE_STRUCT(Waiver, (),
                      (id, case_id, component, customer_id, interaction_id, words, at, actor,
                       withdrawn_at, withdrawn_by))
struct NewWaiver {
  Component component = Component::Labour;
  InteractionId interaction_id;  // hers, on this case: where she says so
  Text<1000, 1> words;
};
BOOST_DESCRIBE_STRUCT(NewWaiver, (), (component, interaction_id, words))
/// What the law pays cannot be waived; what was promised or given can, once a quote has said that
/// it is free. She is written to what was taken down, with the link to take it back. Errors:
/// billing.waiver_needs_quote (component); those of cases::check_her_word.
Result<Waiver> waive(Context const& ctx, db::Tx& tx, CaseId case_id, NewWaiver const& input);
/// She does not wish it any more, whoever takes it down. Errors: not_found; billing.waiver_invoiced
/// where an invoice that stands rests on it. Once more it changes nothing.
Result<Waiver> withdraw_waiver(Context const& ctx, db::Tx& tx, WaiverId id);
std::optional<Waiver> find_waiver(db::Tx& tx, WaiverId id);
/// At most 100.
std::vector<Waiver> waivers_of_case(db::Tx& tx, CaseId id);

struct Invoice {
  InvoiceId id;
  std::string number;
  CaseId case_id;
  UnitId unit_id;
  CustomerId customer_id;
  QuoteId quote_id;
  std::int64_t quote_version = 1;
  Language language = Language::En;
  std::string currency;
  std::int64_t lines = 0;
  std::int64_t net_minor = 0;
  std::int64_t tax_minor = 0;
  std::int64_t gross_minor = 0;
  LocalDate issued_on;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(Invoice, (),
                      (id, number, case_id, unit_id, customer_id, quote_id, quote_version, language,
                       currency, lines, net_minor, tax_minor, gross_minor, issued_on, at, actor))

struct CreditNote {
  CreditNoteId id;
  std::string number;
  InvoiceId invoice_id;
  std::int64_t gross_minor = 0;
  std::string currency;
  std::string reason;
  LocalDate issued_on;
  Instant at;
  std::string actor;
  PromiseId promise_id;         // by which what she paid goes back; none: she had paid nothing
  bool by_law = false;          // what goes back is what the law gives her back
  std::int64_t kept_minor = 0;  // of it, as may be kept when a sale is cancelled
  clocks::LawEventId cancellation_id;  // for which; none: nothing was kept, or before it was asked
};
BOOST_DESCRIBE_STRUCT(CreditNote, (),
                      (id, number, invoice_id, gross_minor, currency, reason, issued_on, at, actor,
                       promise_id, by_law, kept_minor, cancellation_id))

/// Why what was kept of a cancelled sale is hers again.
enum class KeptEnds {
  TakenBack,
  Defect,
  NotByLaw  // it is more than the law lets be kept, as was not known then
};
BOOST_DESCRIBE_ENUM(KeptEnds, TakenBack, Defect, NotByLaw)
struct KeptEnding {
  CreditNoteId credit_note_id;
  KeptEnds because = KeptEnds::TakenBack;
  PromiseId promise_id;  // by which it goes back
  Instant at;
};
BOOST_DESCRIBE_STRUCT(KeptEnding, (), (credit_note_id, because, promise_id, at))

enum class Method { Cash, Card, Transfer, Provider };
BOOST_DESCRIBE_ENUM(Method, Cash, Card, Transfer, Provider)
struct Payment {
  PaymentId id;
  InvoiceId invoice_id;
  std::int64_t n = 1;
  std::int64_t gross_minor = 0;
  std::string currency;
  std::int64_t amount_minor = 0;
  std::optional<std::int64_t> previous_n;
  std::int64_t paid_before = 0;
  std::int64_t paid_after = 0;
  Method method = Method::Cash;
  std::string provider;
  std::string reference;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(Payment, (),
                      (id, invoice_id, n, gross_minor, currency, amount_minor, previous_n,
                       paid_before, paid_after, method, provider, reference, at, actor))

/// What was paid back of a credited invoice.
struct Refund {
  RefundId id;
  InvoiceId invoice_id;
  std::int64_t n = 1;
  std::string currency;
  std::int64_t gross_minor = 0;  // of the invoice
  CreditNoteId credit_note_id;
  std::int64_t paid_n = 1;  // her last payment
  std::int64_t paid_minor = 0;
  std::int64_t amount_minor = 0;
  std::optional<std::int64_t> previous_n;
  std::int64_t refunded_before = 0;
  std::int64_t refunded_after = 0;
  Method method = Method::Cash;
  std::string provider;
  std::string reference;
  LocalDate refunded_on;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(Refund, (),
                      (id, invoice_id, n, currency, gross_minor, credit_note_id, paid_n, paid_minor,
                       amount_minor, previous_n, refunded_before, refunded_after, method, provider,
                       reference, refunded_on, at, actor))

/// Who says that a refund is the one which the law's clocks wait for.
enum class SaidBy { CreditNote, Choice, Person };
BOOST_DESCRIBE_ENUM(SaidBy, CreditNote, Choice, Person)
struct LawfulRefund {
  clocks::LawEventId law_event_id;
  CreditNoteId credit_note_id;
  SaidBy said_by = SaidBy::Person;
  Instant at;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(LawfulRefund, (), (law_event_id, credit_note_id, said_by, at, actor))

/// An invoice with its lines and what became of it.
struct Bill {
  Invoice invoice;
  std::vector<Line> lines;
  std::vector<Payment> payments;
  std::optional<CreditNote> credit_note;
  std::optional<KeptEnding> kept_ending;
  std::vector<Refund> refunds;
  std::int64_t paid_minor = 0;
  std::int64_t owed_minor = 0;  // still; 0 once credited
  std::int64_t refunded_minor = 0;
  std::int64_t owed_back_minor = 0;  // of a credited one: what she paid and has not got back

  /// Of what she paid, as it stands.
  std::int64_t kept_minor() const {
    return kept_ending || !credit_note ? 0 : credit_note->kept_minor;
  }
};
std::optional<Bill> find_bill(db::Tx& tx, InvoiceId id);
/// Oldest first; at most 100.
std::vector<Invoice> invoices_of_case(db::Tx& tx, CaseId id);

/// Makes an invoice of the approved lines, and of those that cost nothing and were not declined.
/// What coverage and promises pay is counted again, and no line costs more than she was told;
/// promises are consumed, uses of coverage recorded. Errors: stale; billing.quote_withdrawn,
/// billing.nothing_approved, billing.invoiced_already, billing.kept_of_quote,
/// billing.cap_in_other_currency (currency); sale_promises.free_here.
Result<Bill> post_invoice(Context const& ctx, db::Tx& tx, QuoteId id, std::int64_t version);
/// Within so many days what she paid goes back: as many as the law gives where it speaks of it
/// (Source: IL-10).
inline constexpr int kRefundDays = 14;
struct NewCredit {
  Text<500, 1> reason;
  std::optional<LocalDate> refund_by_on;  // none: in `kRefundDays`; sooner, never later
  std::optional<bool> by_law;  // what goes back is what the law gives her back: once she has all of
                               // it, whoever tells so, the law's clocks stop
  std::optional<Text<20>> kept;  // of what she paid, since she cancelled the sale; none: nothing
  std::optional<clocks::LawEventId> cancellation_id;  // which, where several were told on the case
};
BOOST_DESCRIBE_STRUCT(NewCredit, (), (reason, refund_by_on, by_law, kept, cancellation_id))
/// What may be kept of an invoice for one cancellation that was told on its case. Source: IL-10.
struct MayKeep {
  clocks::LawEventId cancellation_id;
  Instant at;
  std::string note;
  std::int64_t most_minor = 0;
  std::string source;  // where the law says so, or that the company does
};
/// For each cancellation that stands, oldest first: what the law lets be kept of one that it gives
/// her, what the company's own rule (BillingSettings) says of one that it does not (a business, a
/// sale in the shop, too late); 0 where something was wrong with the goods. None where the law
/// speaks of no cancellation, or of no such fee in this currency.
std::vector<MayKeep> may_keep(Context const& ctx, db::Tx& tx, Invoice const& invoice);
/// What she had paid is promised back on the case, which is open again where it was closed. What
/// the invoice used of coverage's caps is given back, and so are free uses that it consumed, unless
/// the work was done. Errors:
/// not_found; billing.credited_already, billing.bad_refund_by (refund_by_on), clocks.no_law
/// (by_law); billing.bad_amount, billing.nothing_may_be_kept, billing.kept_too_much (kept);
/// billing.which_cancellation, billing.no_such_cancellation (cancellation_id).
Result<Bill> credit(Context const& ctx, db::Tx& tx, InvoiceId id, NewCredit const& input);

struct NewPayment {
  Text<20, 1> amount;
  std::optional<Text<3>> currency;  // none: the invoice's, which it must be
  Method method = Method::Cash;
  std::optional<Text<100>> reference;
};
BOOST_DESCRIBE_STRUCT(NewPayment, (), (amount, currency, method, reference))
/// Errors: billing.bad_amount, billing.mixed_currency, billing.paid_already,
/// billing.more_than_owed (with what is owed), billing.credited_already, billing.provider_tells
/// (a provider's payment is not recorded by hand).
Result<Bill> pay(Context const& ctx, db::Tx& tx, InvoiceId id, NewPayment const& input);

struct NewRefund {
  std::optional<Text<20, 1>> amount;  // none: all that is owed back
  std::optional<Text<3>> currency;    // none: the invoice's, which it must be
  Method method = Method::Transfer;
  std::optional<LocalDate> refunded_on;  // none: today
  std::optional<Text<100>> reference;
  std::optional<bool> by_law;  // it is what the law gives her back: its clocks stop by it
};
BOOST_DESCRIBE_STRUCT(NewRefund, (), (amount, currency, method, refunded_on, reference, by_law))
/// Records that money went back to her. Errors: billing.bad_amount, billing.mixed_currency,
/// billing.nothing_owed_back, billing.more_than_owed_back (with what is), billing.bad_refund_day
/// (refunded_on), billing.provider_tells; of one by law billing.law_wants_all, clocks.no_law
/// (by_law).
Result<Bill> refund(Context const& ctx, db::Tx& tx, InvoiceId id, NewRefund const& input);

/// Somebody says that what went back of this credited invoice is the refund that the law gives her:
/// its clocks stop at the instant when all was back; or that by law nothing had to come back, since
/// she had paid nothing or all of it may be kept. Refused: billing.not_back_yet (with what is
/// owed), billing.lawful_already, billing.law_waits_for_none (no clock of the case waits for one,
/// or the money went before what it waits for).
Result<Bill> call_lawful(Context const& ctx, db::Tx& tx, InvoiceId id);

/// Why each line costs what it costs, in words.
std::vector<std::string> said(std::vector<LineWhy> const& why, std::string const& currency,
                              Language language);

/// What this module knows of a person; for customers::Parts.
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);
/// What she still owes, and what is owed back to her, holds her file.
std::vector<customers::HoldReason> holds(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::billing
