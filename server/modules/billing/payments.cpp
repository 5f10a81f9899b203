// Payments: by hand, or told by a provider; never more than is owed. What goes back is in
// refunds.cpp.
#include "modules/billing/payments.hpp"

#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/erased.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

Result<Bill> take(Context const& ctx, db::Tx& tx, InvoiceId id, Moved const& paid) {
  auto const invoice = lock_invoice(tx, id);
  if (!invoice) return not_found("invoice");
  auto const amount = TRY(amount_of(paid, *invoice));
  auto const bill = find_bill(tx, id).value();
  if (bill.credit_note) return refused("billing.credited_already", {{"number", invoice->number}});
  if (bill.owed_minor == 0) return refused("billing.paid_already", {{"number", invoice->number}});
  if (amount > bill.owed_minor) {
    auto const owed = decimal_text({bill.owed_minor, Currency::parse(invoice->currency).value()});
    return refused("billing.more_than_owed", {{"owed", owed}, {"currency", invoice->currency}},
                   "amount");
  }
  auto const n = bill.payments.empty() ? 0 : bill.payments.back().n;
  Payment row{.id = ctx.new_id<PaymentId>(),
              .invoice_id = id,
              .n = n + 1,
              .gross_minor = invoice->gross_minor,
              .currency = invoice->currency,
              .amount_minor = amount,
              .previous_n = {},
              .paid_before = bill.paid_minor,
              .paid_after = bill.paid_minor + amount,
              .method = paid.method,
              .provider = paid.provider,
              .reference = paid.reference,
              .at = ctx.now,
              .actor = actor_name(ctx)};
  if (n > 0) row.previous_n = n;
  tx.insert(sql::insert_payment, row);
  if (auto const of = cases::find(tx, invoice->case_id))
    record(ctx, tx, "payment.taken", *of,
           {{"invoice_id", id.text()}, {"payment_id", row.id.text()}});
  return *find_bill(tx, id);
}

/// The same row told again, or another under its reference.
template <class Row>
Result<Bill> told_again(db::Tx& tx, Row const& known, ProviderNotice const& notice) {
  auto const currency = Currency::parse(known.currency).value();
  bool const same = known.invoice_id == notice.invoice_id &&
                    parse_money(notice.amount, currency) == Money{known.amount_minor, currency};
  if (!same)
    return Error{Code::Conflict,
                 "billing.reference_taken",
                 {{"reference", notice.reference}},
                 "reference",
                 {}};
  return *find_bill(tx, known.invoice_id);
}

}  // namespace

Result<std::int64_t> amount_of(Moved const& moved, Invoice const& invoice) {
  if (!moved.currency.empty() && moved.currency != invoice.currency)
    return invalid("currency", "billing.mixed_currency", {{"currency", invoice.currency}});
  auto const amount = parse_money(moved.amount, Currency::parse(invoice.currency).value());
  if (!amount || amount->minor <= 0) return invalid("amount", "billing.bad_amount");
  return amount->minor;
}

Result<Bill> pay(Context const& ctx, db::Tx& tx, InvoiceId id, NewPayment const& input) {
  auto const known = find_invoice(tx, id);
  auto const of_case = known ? held_case(ctx, tx, known->case_id) : not_found("invoice");
  if (!of_case.ok()) return not_found("invoice");
  if (input.method == Method::Provider) return invalid("method", "billing.provider_tells");
  return take(
      ctx, tx, id,
      {.amount = input.amount.value,
       .currency = input.currency ? input.currency->value : std::string_view(),
       .method = input.method,
       .provider = {},
       .reference = input.reference ? cases::kept_words(tx, *of_case, input.reference->value)
                                    : std::string()});
}

Result<Bill> take_notice(Context const& ctx, db::Tx& tx, PaymentProvider const& provider,
                         ProviderNotice const& notice) {
  std::string const name(provider.name());
  Moved const moved{.amount = notice.amount,
                    .currency = notice.currency,
                    .method = Method::Provider,
                    .provider = name,
                    .reference = notice.reference};
  // Told twice, taken once.
  if (notice.kind == NoticeKind::Refund) {
    auto const known = tx.find<Refund>(sql::find_refund_of_provider, name, notice.reference);
    return known ? told_again(tx, *known, notice)
                 : give_back(ctx, tx, notice.invoice_id, moved, company::today(ctx, tx));
  }
  auto const known = tx.find<Payment>(sql::find_payment_of_provider, name, notice.reference);
  return known ? told_again(tx, *known, notice) : take(ctx, tx, notice.invoice_id, moved);
}

}  // namespace vefa::billing
