// Which refund the law's clocks wait for. A repair's bill that goes back is not the price that the
// law gives back, so nothing is guessed: the credit note says it, the chosen sum says it, or a
// person.
#include <algorithm>

#include "calendar/zone.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/company/company.hpp"
#include "modules/units/units.hpp"

namespace vefa::billing {
namespace {

constexpr char const* kPaidBack = "refund.paid";

/// When all was back: as it was told, at the end of its day where that was over by then.
Instant back_at(db::Tx& tx, Bill const& bill) {
  auto const& last = bill.refunds.back();
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const over =
      zone.instant(calendar::plus_days(last.refunded_on, 1), 0, calendar::Edge::Start);
  return std::min(last.at, over - Duration{1});
}

bool is_back(Bill const& bill) {
  return bill.credit_note && bill.refunded_minor > 0 && bill.owed_back_minor == 0;
}

/// What she paid for the goods: as the case's law knows it, or as they were sold to her.
bool is_price(db::Tx& tx, cases::Case const& row, Money const& sum) {
  auto const matter = clocks::matter_of(tx, row.id);
  if (!matter) return false;
  if (auto const* price = matter->facts.if_contains("price"); price && price->is_string()) {
    std::string_view const known = price->as_string();
    auto const space = known.find(' ');
    return space != known.npos && known.substr(space + 1) == sum.currency.text() &&
           parse_money(known.substr(0, space), sum.currency) == sum;
  }
  auto const unit = cases::unit_of(tx, row.id);
  if (!unit) return false;
  auto const sales = units::sales(tx, unit);
  return std::ranges::any_of(sales, [&](units::Sale const& sale) {
    return sale.state == units::SaleState::Valid && sale.customer_id == row.customer_id &&
           sale.price_minor == sum.minor && sale.currency == sum.currency.text();
  });
}

}  // namespace

std::optional<LawfulRefund> lawful_refund_of(db::Tx& tx, CreditNoteId id) {
  for (auto const& one : tx.list<LawfulRefund>(sql::lawful_refunds_of, id))
    if (clocks::stands(tx, one.law_event_id)) return one;
  return std::nullopt;
}

std::vector<clocks::Awaited> law_waits_for(db::Tx& tx, Bill const& bill, Language language) {
  if (!is_back(bill) || lawful_refund_of(tx, bill.credit_note->id)) return {};
  auto const living = cases::find_living(tx, bill.invoice.case_id);
  return living ? clocks::awaited(tx, living->id, kPaidBack, language)
                : std::vector<clocks::Awaited>();
}

Result<void> tell_law(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill,
                      SaidBy said_by) {
  auto const event = TRY(clocks::happened(
      ctx, tx, row.id,
      {.kind = kPaidBack, .at = back_at(tx, bill), .note = bill.credit_note->number}));
  tx.insert(sql::insert_lawful_refund,
            LawfulRefund{event, bill.credit_note->id, said_by, ctx.now, actor_name(ctx)});
  return {};
}

void tell_law_by_itself(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill) {
  if (law_waits_for(tx, bill, ctx.language).empty()) return;
  auto const currency = Currency::parse(bill.invoice.currency).value();
  bool const chosen = bill.refunds.back().method == Method::Provider &&
                      clocks::was_chosen(tx, row.id, "refund") &&
                      is_price(tx, row, {bill.refunded_minor, currency});
  if (!bill.credit_note->by_law && !chosen) return;
  // It is told by who told of the money, who may see nothing of the case.
  Context told = ctx;
  told.actor = {.kind = ActorKind::System, .id = 0, .name = ctx.actor.name};
  auto const said_by = bill.credit_note->by_law ? SaidBy::CreditNote : SaidBy::Choice;
  // Where the law cannot take it (too much was told), the money is taken all the same.
  static_cast<void>(tell_law(told, tx, row, bill, said_by));
}

Result<Bill> call_lawful(Context const& ctx, db::Tx& tx, InvoiceId id) {
  auto const known = find_invoice(tx, id);
  auto const living = known ? cases::find_living(tx, known->case_id) : std::nullopt;
  if (!living) return not_found("invoice");
  auto const row = held_case(ctx, tx, living->id);
  if (!row.ok()) return not_found("invoice");
  lock_invoice(tx, id);
  auto const bill = find_bill(tx, id).value();
  if (!is_back(bill)) return refused("billing.not_back_yet", {{"number", bill.invoice.number}});
  if (lawful_refund_of(tx, bill.credit_note->id)) return refused("billing.lawful_already");
  auto const before = law_waits_for(tx, bill, ctx.language);
  if (before.empty()) return refused("billing.law_waits_for_none");
  TRY(tell_law(ctx, tx, *row, bill, SaidBy::Person));
  // One that went before what the law waits for is not what it waits for.
  if (clocks::awaited(tx, row->id, kPaidBack, ctx.language).size() == before.size())
    return refused("billing.law_waits_for_none");
  return find_bill(tx, id).value();
}

}  // namespace vefa::billing
