// Which refund the law's clocks wait for. A repair's bill that goes back is not the price that the
// law gives back, so nothing is guessed: the credit note says it, the chosen sum says it, or a
// person.
#include <algorithm>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/company/company.hpp"
#include "modules/units/units.hpp"

namespace vefa::billing {
namespace {

using clocks::kNothingOwed;
using clocks::kPaidBack;

/// Nothing is to go back that did not: she has all that is hers.
bool is_settled(Bill const& bill) { return bill.credit_note && bill.owed_back_minor == 0; }
/// She had paid nothing, or the law lets all of it be kept.
bool is_nothing_to_give(Bill const& bill) { return is_settled(bill) && bill.refunded_minor == 0; }

Context as_program(Context const& ctx) {
  Context told = ctx;
  told.actor = {.kind = ActorKind::System, .id = 0, .name = ctx.actor.name};
  return told;
}

/// What the law is told. Where something is kept by a pack that has no word for a refund of
/// nothing, it is the refund itself.
char const* deed_of(db::Tx& tx, CaseId id, Bill const& bill) {
  if (!is_nothing_to_give(bill)) return kPaidBack;
  bool const has_word = !clocks::awaited(tx, id, kNothingOwed, Language::En).empty();
  return has_word || bill.kept_minor() == 0 ? kNothingOwed : kPaidBack;
}

/// When all was back: as it was told, at the end of its day where that was over by then. Where
/// nothing had to come back: when it was credited, and the law had begun to wait.
Instant back_at(db::Tx& tx, CaseId id, Bill const& bill, char const* deed) {
  if (bill.refunds.empty()) {
    auto at = bill.credit_note->at;
    auto const waits = clocks::awaited(tx, id, deed, Language::En);
    for (auto const& clock : clocks::of_case(tx, id))
      if (std::ranges::find(waits, clock.id, &clocks::Awaited::clock_id) != waits.end())
        at = std::max(at, clock.starts_at);
    return at;
  }
  auto const& last = bill.refunds.back();
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const over =
      zone.instant(calendar::plus_days(last.refunded_on, 1), 0, calendar::Edge::Start);
  return std::min(last.at, over - Duration{1});
}

/// An invoice of the case on which money lies that was not given back; none: of no bill anything
/// is hers.
std::optional<Invoice> unsettled(db::Tx& tx, CaseId id) {
  for (auto& one : invoices_of_case(tx, id)) {
    auto const bill = find_bill(tx, one.id).value();
    bool const is_unpaid = !bill.credit_note && bill.paid_minor == 0;
    if (!is_settled(bill) && !is_unpaid) return std::move(one);
  }
  return std::nullopt;
}

/// Why a sentence says so: what she paid, and that it may be kept.
std::string why_nothing(cases::Case const& row, Bill const& bill) {
  auto const currency = Currency::parse(bill.invoice.currency).value();
  auto const* key = bill.paid_minor == 0 ? "billing.nothing_was_paid" : "billing.all_may_be_kept";
  return i18n::message(row.language, key,
                       {{"number", bill.credit_note->number},
                        {"amount", i18n::money_text(row.language, {bill.paid_minor, currency})}});
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

bool is_told_lawful(db::Tx& tx, Bill const& bill) {
  auto const told = lawful_refund_of(tx, bill.credit_note->id);
  return told && !(bill.kept_ending && told->at < bill.kept_ending->at);
}

std::vector<clocks::Awaited> law_waits_for(db::Tx& tx, Bill const& bill, Language language) {
  if (!is_settled(bill) || is_told_lawful(tx, bill)) return {};
  auto const living = cases::find_living(tx, bill.invoice.case_id);
  if (!living || (is_nothing_to_give(bill) && unsettled(tx, living->id))) return {};
  return clocks::awaited(tx, living->id, deed_of(tx, living->id, bill), language);
}

Result<void> tell_law(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill,
                      SaidBy said_by) {
  auto const* deed = deed_of(tx, row.id, bill);
  auto const why = is_nothing_to_give(bill) ? why_nothing(row, bill) : bill.credit_note->number;
  auto const told = std::string_view(deed) == kNothingOwed ? as_program(ctx) : ctx;
  auto const event = TRY(clocks::happened(
      told, tx, row.id, {.kind = deed, .at = back_at(tx, row.id, bill, deed), .note = why}));
  tx.insert(sql::insert_lawful_refund,
            LawfulRefund{event, bill.credit_note->id, said_by, ctx.now, actor_name(ctx)});
  return {};
}

void tell_law_by_itself(Context const& ctx, db::Tx& tx, cases::Case const& row, Bill const& bill) {
  if (law_waits_for(tx, bill, ctx.language).empty()) return;
  auto const currency = Currency::parse(bill.invoice.currency).value();
  bool const nothing = is_nothing_to_give(bill);
  bool const chosen = !nothing && bill.refunds.back().method == Method::Provider &&
                      clocks::was_chosen(tx, row.id, "refund") &&
                      is_price(tx, row, {bill.refunded_minor, currency});
  // What is kept is kept of a cancelled sale: such a note speaks of the law's refund.
  bool const by_note = bill.credit_note->by_law || (nothing && bill.kept_minor() > 0);
  if (!by_note && !chosen) return;
  // It is told by who told of the money, who may see nothing of the case. Where the law cannot take
  // it (too much was told), the money is taken all the same.
  auto const said_by = by_note ? SaidBy::CreditNote : SaidBy::Choice;
  static_cast<void>(tell_law(as_program(ctx), tx, row, bill, said_by));
}

Result<Bill> call_lawful(Context const& ctx, db::Tx& tx, InvoiceId id) {
  auto const known = find_invoice(tx, id);
  auto const living = known ? cases::find_living(tx, known->case_id) : std::nullopt;
  if (!living) return not_found("invoice");
  auto const row = held_case(ctx, tx, living->id);
  if (!row.ok()) return not_found("invoice");
  lock_invoice(tx, id);
  auto const bill = find_bill(tx, id).value();
  if (!is_settled(bill)) return refused("billing.not_back_yet", {{"number", bill.invoice.number}});
  if (is_told_lawful(tx, bill)) return refused("billing.lawful_already");
  if (is_nothing_to_give(bill))
    if (auto const other = unsettled(tx, row->id))
      return refused("billing.not_back_yet", {{"number", other->number}});
  auto const before = law_waits_for(tx, bill, ctx.language);
  if (before.empty()) return refused("billing.law_waits_for_none");
  auto const* deed = deed_of(tx, row->id, bill);
  TRY(tell_law(ctx, tx, *row, bill, SaidBy::Person));
  // One that went before what the law waits for is not what it waits for.
  if (clocks::awaited(tx, row->id, deed, ctx.language).size() == before.size())
    return refused("billing.law_waits_for_none");
  return find_bill(tx, id).value();
}

}  // namespace vefa::billing
