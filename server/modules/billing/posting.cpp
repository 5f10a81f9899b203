// An invoice is made of approved lines, or credited as a whole.
#include <map>
#include <set>

#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/erased.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

/// A line of the quote that goes into the invoice, with her word on it.
struct Chosen {
  Line line;
  std::int64_t quoted_net_minor = 0;  // of the whole line
  std::int64_t told_net_minor = 0;    // of what she approved of it
  QuoteAnswerId answer_id;            // none of one that costs nothing
};

std::vector<Chosen> choose(db::Tx& tx, Quote const& quote) {
  std::vector<Chosen> out;
  for (auto& line : lines_of_quote(tx, quote.id, quote.version)) {
    auto const word = newest_answer(tx, quote.id, quote.version, line.line);
    bool const approved = word && word->answer == LineAnswer::Approved;
    bool const declined = word && word->answer == LineAnswer::Declined;
    if (declined || (!approved && line.net_minor > 0)) continue;
    auto const quoted = line.net_minor;
    if (approved && word->units) line = part_of(line, *word->units);
    auto const told = line.net_minor;
    out.push_back({std::move(line), quoted, told, approved ? word->id : QuoteAnswerId{}});
  }
  return out;
}

Result<void> rule_again(Context const& ctx, db::Tx& tx, cases::Case const& row,
                        coverage::Cause cause, std::string const& currency,
                        std::vector<Chosen>& chosen) {
  if (auto const unit = cases::unit_of(tx, row.id)) coverage::hold_caps(tx, unit);
  std::vector<Line> lines;
  lines.reserve(chosen.size());
  for (auto const& c : chosen) lines.push_back(bare(c.line));
  TRY(rule(ctx, tx, row, cause, currency, lines));
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    cap(lines[i], chosen[i].told_net_minor);
    chosen[i].line = std::move(lines[i]);
  }
  return {};
}

/// What a line rests on is consumed; what is charged is said to be charged.
Result<void> hold_to(Context const& ctx, db::Tx& tx, cases::Case const& row, Line const& line,
                     InvoiceId invoice) {
  if (line.sale_promise_id) {
    TRY(sale_promises::reserve(ctx, tx, line.sale_promise_id, row.id, "an invoice rests on it"));
    if (sale_promises::hold_of(tx, line.sale_promise_id, row.id) == sale_promises::Hold::Reserved)
      TRY(sale_promises::consume(ctx, tx, line.sale_promise_id, row.id, "invoiced at zero",
                                 invoice));
    return {};
  }
  if (line.net_minor == 0 || line.waiver_id) return {};
  return sale_promises::mark_charged(tx, row.id, line.component);
}

struct InvoiceLineRow : PricedLine {
  InvoiceId invoice_id;
  CaseId case_id;
  UnitId unit_id;
  QuoteId quote_id;
  std::int64_t quote_version = 0;
  std::int64_t quote_line = 0;
  std::int64_t quoted_net_minor = 0;
  QuoteAnswerId answer_id;
  std::optional<LineAnswer> approved;
  std::optional<std::int64_t> charged_free;
  CreditNoteId credited_by;
  std::string why;
  std::optional<std::int64_t> previous_line;
  std::int64_t net_before = 0;
  std::int64_t net_after = 0;
  std::int64_t tax_before = 0;
  std::int64_t tax_after = 0;
};
BOOST_DESCRIBE_STRUCT(InvoiceLineRow, (PricedLine),
                      (invoice_id, case_id, unit_id, quote_id, quote_version, quote_line,
                       quoted_net_minor, answer_id, approved, charged_free, credited_by, why,
                       previous_line, net_before, net_after, tax_before, tax_after))

InvoiceLineRow to_row(Chosen const& c, Invoice const& invoice, CaseId case_id) {
  auto const& l = c.line;
  InvoiceLineRow row{static_cast<PricedLine const&>(l)};
  row.invoice_id = invoice.id;
  row.case_id = case_id;
  row.unit_id = invoice.unit_id;
  row.quote_id = invoice.quote_id;
  row.quote_version = invoice.quote_version;
  row.quote_line = l.line;
  row.quoted_net_minor = c.quoted_net_minor;
  row.answer_id = c.answer_id;
  row.why = to_json_text(l.why);
  if (c.answer_id) row.approved = LineAnswer::Approved;
  if (l.net_minor > 0 && !l.waiver_id) row.charged_free = 0;
  return row;
}

void insert_lines(db::Tx& tx, Invoice const& invoice, CaseId case_id,
                  std::vector<Chosen> const& chosen) {
  std::int64_t n = 0;
  std::int64_t net = 0;
  std::int64_t tax = 0;
  for (auto const& c : chosen) {
    auto row = to_row(c, invoice, case_id);
    if (n > 0) row.previous_line = n;
    row.line = ++n;
    row.net_before = net;
    row.tax_before = tax;
    row.net_after = net += row.net_minor;
    row.tax_after = tax += row.tax_minor;
    tx.insert(sql::insert_invoice_line, row);
  }
}

/// What was used of each coverage's caps.
void record_uses(Context const& ctx, db::Tx& tx, Invoice const& invoice,
                 std::vector<Chosen> const& chosen) {
  std::map<CoverageId, coverage::NewUse> uses;
  for (auto const& c : chosen)
    for (auto const& why : c.line.why) {
      if (why.because != Because::Coverage || !why.coverage_id) continue;
      auto& use = uses[*why.coverage_id];
      use.visits = 1;
      use.amount_minor = use.amount_minor.value_or(0) + why.minor;
      use.decision_id = c.line.coverage_decision_id;
    }
  for (auto const& [id, use] : uses)
    coverage::use(ctx, tx, id, use, {invoice.id, invoice.currency}).value();
}

/// What a credited invoice used counts no more; what it consumed is given back, unless another
/// invoice of the case rests on it or the work was done.
void give_back_uses(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill,
                    CreditNoteId note) {
  coverage::restore(ctx, tx, bill.invoice.id, note);
  std::set<SalePromiseId> promises;
  for (auto const& line : bill.lines)
    if (line.sale_promise_id) promises.insert(line.sale_promise_id);
  for (auto const id : promises)
    if (tx.scalar<std::int64_t>(sql::count_resting, row.id, id) == 0)
      sale_promises::give_back(ctx, tx, id, row, bill.invoice.id);
}

/// What she is asked to pay for this case, as its invoices stand.
std::int64_t gross_of_case(db::Tx& tx, CaseId id, std::string const& currency) {
  return tx.scalar<std::int64_t>(sql::gross_of_case, id, currency).value_or(0);
}

}  // namespace

Result<Bill> post_invoice(Context const& ctx, db::Tx& tx, QuoteId id, std::int64_t version) {
  auto const held = TRY(held_quote(ctx, tx, id));
  TRY(cases::check_not_erased(tx, held.row));
  auto const& quote = held.quote;
  auto const& row = held.row;
  if (quote.version != version) return stale(quote.version);
  if (is_invoiced(tx, id)) return refused("billing.invoiced_already", {{"number", quote.number}});
  TRY(check_nothing_kept(ctx, tx, quote));
  auto chosen = choose(tx, quote);
  if (chosen.empty()) return refused("billing.nothing_approved", {{"number", quote.number}});
  auto const of_version = tx.find<QuoteVersion>(sql::find_version, id, version).value();
  TRY(rule_again(ctx, tx, row, of_version.cause, quote.currency, chosen));
  std::vector<Line> lines;
  lines.reserve(chosen.size());
  for (auto const& c : chosen) lines.push_back(c.line);
  auto const totals = sum(lines);
  Invoice const invoice{.id = ctx.new_id<InvoiceId>(),
                        .number = next_number(ctx, tx, "invoice", "INV"),
                        .case_id = row.id,
                        .unit_id = cases::unit_of(tx, row.id),
                        .customer_id = row.customer_id,
                        .quote_id = id,
                        .quote_version = version,
                        .language = row.language,
                        .currency = quote.currency,
                        .lines = static_cast<std::int64_t>(lines.size()),
                        .net_minor = totals.net_minor,
                        .tax_minor = totals.tax_minor,
                        .gross_minor = totals.gross_minor,
                        .issued_on = company::today(ctx, tx),
                        .at = ctx.now,
                        .actor = actor_name(ctx)};
  tx.insert(sql::insert_invoice, invoice);
  for (auto const& line : lines) TRY(hold_to(ctx, tx, row, line, invoice.id));
  insert_lines(tx, invoice, row.id, chosen);
  record_uses(ctx, tx, invoice, chosen);
  record(ctx, tx, "invoice.posted", row,
         {{"invoice_id", invoice.id.text()},
          {"case_gross_minor", gross_of_case(tx, row.id, invoice.currency)},
          {"currency", invoice.currency}});
  return *find_bill(tx, invoice.id);
}

Result<Bill> credit(Context const& ctx, db::Tx& tx, InvoiceId id, NewCredit const& input) {
  auto const known = find_invoice(tx, id);
  if (!known) return not_found("invoice");
  auto const row = held_case(ctx, tx, known->case_id);
  if (!row.ok()) return not_found("invoice");
  auto const invoice = lock_invoice(tx, id).value();
  if (tx.find<CreditNote>(sql::find_credit_note, id))
    return refused("billing.credited_already", {{"number", invoice.number}});
  CreditNote note{.id = ctx.new_id<CreditNoteId>(),
                  .number = next_number(ctx, tx, "credit_note", "CN"),
                  .invoice_id = id,
                  .gross_minor = invoice.gross_minor,
                  .currency = invoice.currency,
                  .reason = cases::kept_words(tx, *row, input.reason),
                  .issued_on = company::today(ctx, tx),
                  .at = ctx.now,
                  .actor = actor_name(ctx),
                  .promise_id = {},
                  .by_law = input.by_law.value_or(false),
                  .cancellation_id = {}};
  if (note.by_law && !clocks::matter_of(tx, row->id)) return refused("clocks.no_law", {}, "by_law");
  auto const bill = find_bill(tx, id).value();
  auto const kept = TRY(kept_of(ctx, tx, bill, input));
  note.kept_minor = kept.minor;
  note.cancellation_id = kept.cancellation_id;
  note.promise_id = TRY(promise_refund(ctx, tx, *row, bill, input.refund_by_on, note.kept_minor));
  tx.insert(sql::insert_credit_note, note);
  auto const components = tx.column<Component>(sql::charged_components, id);
  auto const case_id = tx.scalar<CaseId>(sql::charging_case, id).value();
  tx.run(sql::credit_lines, id, note.id);
  for (auto const component : components)
    if (tx.scalar<std::int64_t>(sql::count_charged, case_id, component) == 0)
      sale_promises::unmark_charged(tx, case_id, component);
  give_back_uses(ctx, tx, *row, bill, note.id);
  record(ctx, tx, "invoice.credited", *row,
         {{"invoice_id", id.text()},
          {"number", note.number},
          {"case_gross_minor", gross_of_case(tx, row->id, invoice.currency)},
          {"currency", invoice.currency}});
  tell_law_by_itself(ctx, tx, *row, *find_bill(tx, id));
  return *find_bill(tx, id);
}

}  // namespace vefa::billing
