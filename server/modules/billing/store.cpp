#include "modules/billing/store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/jobs.hpp"
#include "modules/billing/queries.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

struct LineRow : PricedLine {
  std::string why;
};
BOOST_DESCRIBE_STRUCT(LineRow, (PricedLine), (why))

struct QuoteLineRow : LineRow {
  QuoteId quote_id;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(QuoteLineRow, (LineRow), (quote_id, version))

std::vector<Line> from_rows(std::vector<LineRow> const& rows) {
  std::vector<Line> out;
  out.reserve(rows.size());
  for (auto const& row : rows)
    out.push_back({static_cast<PricedLine const&>(row),
                   from_json_text<std::vector<LineWhy>>(row.why).value()});
  return out;
}

}  // namespace

std::string actor_name(Context const& ctx) {
  if (!ctx.actor.name.empty()) return ctx.actor.name;
  return wire::enum_text(ctx.actor.kind);
}

std::string next_number(Context const& ctx, db::Tx& tx, char const* name, char const* prefix) {
  auto const year = company::today(ctx, tx).year;
  auto const value = tx.scalar<std::int64_t>(sql::next_number, fmt::format("{}_{}", name, year));
  return fmt::format("{}-{}-{:05}", prefix, year, value.value());
}

void record(Context const& ctx, db::Tx& tx, char const* kind, cases::Case const& row,
            JsonObject payload) {
  jobs::record(ctx, tx,
               {.kind = kind,
                .case_id = row.id.value,
                .customer_id = row.customer_id.value,
                .team_id = row.team_id.value,
                .payload = std::move(payload)});
}

Result<cases::Case> held_case(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const living = cases::find_living(tx, id);
  if (!living || !cases::can_read(tx, ctx.actor, *living)) return not_found("case");
  return *cases::lock(tx, living->id);
}

Result<Held> held_quote(Context const& ctx, db::Tx& tx, QuoteId id) {
  auto const known = find_quote(tx, id);
  if (!known) return not_found("quote");
  auto row = held_case(ctx, tx, known->case_id);
  if (!row.ok()) return not_found("quote");
  auto const quote = tx.find<Quote>(sql::lock_quote, id).value();
  if (quote.state == QuoteState::Withdrawn)
    return refused("billing.quote_withdrawn", {{"number", quote.number}});
  return Held{quote, std::move(row).value()};
}

std::optional<Quote> find_quote(db::Tx& tx, QuoteId id) {
  return tx.find<Quote>(sql::find_quote, id);
}

std::vector<Quote> quotes_of_case(db::Tx& tx, CaseId id) {
  return tx.list<Quote>(sql::quotes_of_case, id);
}

void insert_lines(db::Tx& tx, QuoteId id, std::int64_t version, std::vector<Line> const& lines) {
  for (auto const& line : lines)
    tx.insert(
        sql::insert_quote_line,
        QuoteLineRow{{static_cast<PricedLine const&>(line), to_json_text(line.why)}, id, version});
}

std::vector<Line> lines_of_quote(db::Tx& tx, QuoteId id, std::int64_t version) {
  return from_rows(tx.list<LineRow>(sql::lines_of_quote, id, version));
}

std::vector<Line> lines_of_invoice(db::Tx& tx, InvoiceId id) {
  return from_rows(tx.list<LineRow>(sql::lines_of_invoice, id));
}

std::optional<QuoteAnswer> newest_answer(db::Tx& tx, QuoteId id, std::int64_t version,
                                         std::int64_t line) {
  return tx.find<QuoteAnswer>(sql::newest_answer, id, version, line);
}

bool is_invoiced(db::Tx& tx, QuoteId id) {
  return tx.scalar<std::int64_t>(sql::count_living_invoices, id).value_or(0) > 0;
}

std::optional<Waiver> waiver_for(db::Tx& tx, CaseId case_id, Component component) {
  return tx.find<Waiver>(sql::waiver_for, case_id, component);
}

std::vector<Waiver> waivers_of_case(db::Tx& tx, CaseId id) {
  return tx.list<Waiver>(sql::waivers_of_case, id);
}

std::optional<Invoice> find_invoice(db::Tx& tx, InvoiceId id) {
  return tx.find<Invoice>(sql::find_invoice, id);
}

std::optional<Invoice> lock_invoice(db::Tx& tx, InvoiceId id) {
  return tx.find<Invoice>(sql::lock_invoice, id);
}

std::vector<Invoice> invoices_of_case(db::Tx& tx, CaseId id) {
  return tx.list<Invoice>(sql::invoices_of_case, id);
}

std::optional<Bill> find_bill(db::Tx& tx, InvoiceId id) {
  auto const invoice = find_invoice(tx, id);
  if (!invoice) return std::nullopt;
  Bill bill{.invoice = *invoice,
            .lines = lines_of_invoice(tx, id),
            .payments = tx.list<Payment>(sql::list_payments, id),
            .credit_note = tx.find<CreditNote>(sql::find_credit_note, id),
            .kept_ending = {},
            .refunds = {}};
  std::ranges::reverse(bill.payments);  // oldest first; of very many the newest
  if (!bill.payments.empty()) bill.paid_minor = bill.payments.back().paid_after;
  if (bill.credit_note) {
    bill.refunds = tx.list<Refund>(sql::list_refunds, id);
    std::ranges::reverse(bill.refunds);
    if (!bill.refunds.empty()) bill.refunded_minor = bill.refunds.back().refunded_after;
    if (bill.credit_note->kept_minor > 0)
      bill.kept_ending = tx.find<KeptEnding>(sql::find_kept_ending, bill.credit_note->id);
    auto const due = bill.paid_minor - bill.kept_minor();
    bill.owed_back_minor = std::max<std::int64_t>(0, due - bill.refunded_minor);
  } else {
    bill.owed_minor = invoice->gross_minor - bill.paid_minor;
  }
  return bill;
}

}  // namespace vefa::billing
