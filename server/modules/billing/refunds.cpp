// What goes back to her of a credited invoice: by hand, or told by a provider; never more than she
// paid.
#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/erased.hpp"
#include "modules/clocks/clocks.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

Result<std::int64_t> amount_back(Moved const& moved, Bill const& bill) {
  auto const& invoice = bill.invoice;
  auto const owed = bill.owed_back_minor;
  if (owed == 0) return refused("billing.nothing_owed_back", {{"number", invoice.number}});
  auto const most = decimal_text({owed, Currency::parse(invoice.currency).value()});
  Moved whole = moved;
  if (whole.amount.empty()) whole.amount = most;
  auto const amount = TRY(amount_of(whole, invoice));
  if (amount > owed)
    return refused("billing.more_than_owed_back", {{"owed", most}, {"currency", invoice.currency}},
                   "amount");
  return amount;
}

Result<void> check_day(Context const& ctx, char const* field, char const* key, LocalDate on,
                       LocalDate from, LocalDate until) {
  if (from <= on && on <= until) return {};
  return invalid(field, key,
                 {{"from", i18n::date_text(ctx.language, from)},
                  {"until", i18n::date_text(ctx.language, until)}});
}

/// What was promised back, and what recovery promised in its place, is kept; none where it was
/// credited before such promises were made.
void keep_promise(Context const& ctx, db::Tx& tx, cases::Case& row, Bill const& bill,
                  PromiseId promised) {
  if (!promised) return;
  std::vector<PromiseId> line{promised};
  auto const said =
      i18n::message(row.language, "billing.refund_kept", {{"number", bill.credit_note->number}});
  for (auto const& p : promises::of_case(tx, row.id)) {
    bool const renews =
        p.recovers_promise_id && std::ranges::find(line, p.recovers_promise_id) != line.end();
    if (renews) line.push_back(p.id);
    if (p.state == promises::State::Pending && std::ranges::find(line, p.id) != line.end())
      promises::keep(ctx, tx, p, ctx.now, {.reason = said});
  }
  cases::settle_owing(ctx, tx, row);
}

/// A person says that it is the law's: the whole of it, and told once.
Result<void> stop_by_law(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill) {
  if (bill.owed_back_minor > 0)
    return refused("billing.law_wants_all",
                   {{"owed", decimal_text({bill.owed_back_minor,
                                           Currency::parse(bill.invoice.currency).value()})},
                    {"currency", bill.invoice.currency}},
                   "by_law");
  if (is_told_lawful(tx, bill)) return {};
  auto const told = tell_law(ctx, tx, row, bill, SaidBy::Person);
  if (!told) return refused(told.error().key, told.error().args, "by_law");
  return {};
}

}  // namespace

Result<PromiseId> promise_refund(Context const& ctx, db::Tx& tx, cases::Case const& row,
                                 Bill const& bill, std::optional<LocalDate> by_on,
                                 std::int64_t kept_minor) {
  auto const today = company::today(ctx, tx);
  auto const last = calendar::plus_days(today, kRefundDays);
  auto const on = by_on.value_or(last);
  TRY(check_day(ctx, "refund_by_on", "billing.bad_refund_by", on, today, last));
  if (bill.paid_minor <= kept_minor) return PromiseId{};
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const due = zone.instant(calendar::plus_days(on, 1), 0, calendar::Edge::Start);
  auto const paid =
      Money{bill.paid_minor - kept_minor, Currency::parse(bill.invoice.currency).value()};
  auto const what = i18n::message(
      row.language, "billing.refund_promised",
      {{"amount", i18n::money_text(row.language, paid)}, {"number", bill.invoice.number}});
  return TRY(cases::owe(ctx, tx, row.id, due, what)).id;
}

Result<Bill> give_back(Context const& ctx, db::Tx& tx, InvoiceId id, Moved const& moved,
                       LocalDate on) {
  auto const known = find_invoice(tx, id);
  auto const living = known ? cases::find_living(tx, known->case_id) : std::nullopt;
  if (!living) return not_found("invoice");
  auto row = cases::lock(tx, living->id).value();
  lock_invoice(tx, id);
  auto const bill = find_bill(tx, id).value();
  auto const amount = TRY(amount_back(moved, bill));
  TRY(check_day(ctx, "refunded_on", "billing.bad_refund_day", on, bill.invoice.issued_on,
                company::today(ctx, tx)));
  auto const& paid = bill.payments.back();
  auto const n = bill.refunds.empty() ? 0 : bill.refunds.back().n;
  Refund back{.id = ctx.new_id<RefundId>(),
              .invoice_id = id,
              .n = n + 1,
              .currency = bill.invoice.currency,
              .gross_minor = bill.invoice.gross_minor,
              .credit_note_id = bill.credit_note->id,
              .paid_n = paid.n,
              .paid_minor = paid.paid_after,
              .amount_minor = amount,
              .previous_n = {},
              .refunded_before = bill.refunded_minor,
              .refunded_after = bill.refunded_minor + amount,
              .method = moved.method,
              .provider = moved.provider,
              .reference = moved.reference,
              .refunded_on = on,
              .at = ctx.now,
              .actor = actor_name(ctx)};
  if (n > 0) back.previous_n = n;
  tx.insert(sql::insert_refund, back);
  record(ctx, tx, "payment.refunded", row,
         {{"invoice_id", id.text()}, {"refund_id", back.id.text()}});
  auto const now = find_bill(tx, id).value();
  // What was kept at first has a promise of its own.
  auto const& note = *now.credit_note;
  if (now.refunded_minor >= now.paid_minor - note.kept_minor)
    keep_promise(ctx, tx, row, now, note.promise_id);
  if (now.owed_back_minor == 0) {
    if (now.kept_ending) keep_promise(ctx, tx, row, now, now.kept_ending->promise_id);
    tell_law_by_itself(ctx, tx, row, now);
  }
  return now;
}

Result<Bill> refund(Context const& ctx, db::Tx& tx, InvoiceId id, NewRefund const& input) {
  auto const known = find_invoice(tx, id);
  auto const of_case = known ? held_case(ctx, tx, known->case_id) : not_found("invoice");
  if (!of_case.ok()) return not_found("invoice");
  if (input.method == Method::Provider) return invalid("method", "billing.provider_tells");
  auto const on = input.refunded_on.value_or(company::today(ctx, tx));
  auto bill = TRY(give_back(
      ctx, tx, id,
      {.amount = input.amount ? input.amount->value : std::string_view(),
       .currency = input.currency ? input.currency->value : std::string_view(),
       .method = input.method,
       .provider = {},
       .reference = input.reference ? cases::kept_words(tx, *of_case, input.reference->value)
                                    : std::string()},
      on));
  auto const living = cases::find_living(tx, known->case_id).value();
  if (input.by_law.value_or(false)) TRY(stop_by_law(ctx, tx, living, bill));
  return bill;
}

}  // namespace vefa::billing
