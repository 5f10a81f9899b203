// What may be kept of her money when she cancels a sale. Source: IL-10.
#include <algorithm>

#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "law/limits.hpp"
#include "law/tell.hpp"
#include "modules/billing/defects.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/settings.hpp"
#include "modules/billing/store.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/owner_letters.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

constexpr char const* kCancelled = "cancellation.received";

/// What was wrong with the goods is no whim of hers.
law::CancelledFor why_cancelled(db::Tx& tx, cases::Case const& row) {
  using enum law::CancelledFor;
  return is_known_defective(tx, row) ? Defect : AnyReason;
}

/// What of her money was kept, by which credit note.
struct Kept {
  CreditNoteId credit_note_id;
  std::string number;          // of the credit note
  std::string invoice_number;  // which it took back
  std::int64_t kept_minor = 0;
  std::string currency;
  clocks::LawEventId cancellation_id;  // none: kept before it was asked for which
  InvoiceId invoice_id;
  LocalDate issued_on;
  bool refunded = false;  // something of its rest went back
};
BOOST_DESCRIBE_STRUCT(Kept, (),
                      (credit_note_id, number, invoice_number, kept_minor, currency,
                       cancellation_id, invoice_id, issued_on, refunded))

/// One cancellation, and what it takes back.
struct Cancelled {
  cases::Case const& row;
  clocks::Matter const& matter;
  Invoice const& invoice;
  Instant at;    // when she cancelled
  LocalDate on;  // whose sums hold
};
struct KeepingRule {
  std::int64_t most_minor = 0;
  std::string source;
};

/// Where the law gives no cancellation, what may be kept is between the company and her.
KeepingRule own_rule(Context const& ctx, db::Tx& tx, Cancelled const& what) {
  auto const percent = settings(tx).own_cancel_percent.value_or(0);
  auto const currency = Currency::parse(what.invoice.currency).value();
  bool const was_defect = why_cancelled(tx, what.row) == law::CancelledFor::Defect;
  auto const most = scale({what.invoice.gross_minor, currency}, percent, 100, Rounding::Down);
  return {was_defect ? 0 : most.minor, i18n::message(ctx.language, "billing.own_cancel_rule",
                                                     {{"percent", std::to_string(percent)}})};
}

std::optional<KeepingRule> rule_on(Context const& ctx, db::Tx& tx, Cancelled const& what) {
  auto const by_law = clocks::given_by_law(ctx, tx, what.row.id, kCancelled, what.at);
  if (by_law == clocks::ByLaw::NotGiven) return own_rule(ctx, tx, what);
  auto const pack = clocks::law_in_use(ctx, tx, what.matter.code);
  if (by_law == clocks::ByLaw::Unspoken || !pack || pack->currency.text() != what.invoice.currency)
    return std::nullopt;
  auto const most =
      law::cancellation_fee(*pack, what.invoice.gross_minor, what.on, why_cancelled(tx, what.row));
  auto const* share = law::find_value(*pack, "cancel_fee_percent", what.on);
  if (!most || !share) return std::nullopt;
  return KeepingRule{*most, law::source_words(*pack, share->provenance)};
}

std::string kept_text(Language language, Kept const& kept) {
  return i18n::money_text(language, {kept.kept_minor, Currency::parse(kept.currency).value()});
}

/// By what is known now the law gave that cancellation, and lets less be kept than was.
bool is_more_than_lawful(Context const& ctx, db::Tx& tx, cases::Case const& row, Kept const& kept) {
  auto const matter = clocks::matter_of(tx, row.id);
  if (!matter) return false;
  auto const invoice = find_invoice(tx, kept.invoice_id).value();
  for (auto const& told : clocks::told_of(tx, row.id, kCancelled)) {
    if (told.id != kept.cancellation_id) continue;
    bool const is_lawful =
        clocks::given_by_law(ctx, tx, row.id, kCancelled, told.at) == clocks::ByLaw::Given;
    auto const rule = rule_on(ctx, tx, {row, *matter, invoice, told.at, kept.issued_on});
    return is_lawful && (!rule || kept.kept_minor > rule->most_minor);
  }
  return false;
}

/// As any refund; or sooner, where by law the time for all of it is not over yet.
Instant due_back(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const ours = cases::debt_due(ctx, tx, kRefundDays);
  return std::min(ours,
                  clocks::due_ahead(ctx, tx, id, kCancelled, clocks::kPaidBack).value_or(ours));
}

/// That nothing had to go back counts no more while the law's time for it lasts, or with the
/// cancellation; what is over stays as it was, and she is owed it anew.
void run_again(Context const& ctx, db::Tx& tx, cases::Case const& row, Kept const& kept,
               KeptEnds because) {
  auto const lawful = lawful_refund_of(tx, kept.credit_note_id);
  bool const lasts = because == KeptEnds::TakenBack ||
                     clocks::due_ahead(ctx, tx, row.id, kCancelled, clocks::kPaidBack).has_value();
  if (!lawful || !lasts || kept.refunded) return;
  auto const why =
      i18n::message(row.language, "billing.kept_is_owed", {{"number", kept.invoice_number}});
  if (auto const done = clocks::take_back(ctx, tx, row.id, lawful->law_event_id, why); !done.ok())
    throw std::runtime_error(done.error().key);
}

void owe_kept(Context const& ctx, db::Tx& tx, cases::Case const& row, Kept const& kept,
              KeptEnds because) {
  auto const what =
      i18n::message(row.language, "billing.refund_promised",
                    {{"amount", kept_text(row.language, kept)}, {"number", kept.invoice_number}});
  auto const due = due_back(ctx, tx, row.id);
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const last_day = zone.local(due - Duration{1}).date;
  auto const promised = cases::owe(ctx, tx, row.id, due, what);
  if (!promised.ok()) throw std::runtime_error(promised.error().key);
  tx.insert(sql::insert_kept_ending,
            KeptEnding{kept.credit_note_id, because, promised->id, ctx.now});
  run_again(ctx, tx, row, kept, because);
  auto const write = [&](Language language, std::string const& link) -> cases::OwnerLetter {
    Args const args{{"amount", kept_text(language, kept)},
                    {"number", kept.invoice_number},
                    {"until", i18n::date_text(language, last_day)},
                    {"link", link}};
    return {i18n::message(language, "billing.kept_ended_subject", args),
            i18n::message(language, "billing.kept_ended_" + wire::enum_text(because), args)};
  };
  cases::tell_on(ctx, tx, row.id, write);
  record(ctx, tx, "invoice.kept_ended", row,
         {{"number", kept.number}, {"because", wire::enum_text(because)}});
}

}  // namespace

std::vector<MayKeep> may_keep(Context const& ctx, db::Tx& tx, Invoice const& invoice) {
  std::vector<MayKeep> out;
  auto const row = cases::find_living(tx, invoice.case_id);
  auto const matter = row ? clocks::matter_of(tx, row->id) : std::nullopt;
  if (!matter) return out;
  // Once for what she cancelled, by however many invoices, and of what we have.
  auto const before = tx.scalar<std::int64_t>(sql::kept_on_case, row->id).value_or(0);
  auto const paid = find_bill(tx, invoice.id)->paid_minor;
  for (auto const& told : clocks::told_of(tx, row->id, kCancelled)) {
    auto const rule = rule_on(ctx, tx, {*row, *matter, invoice, told.at, company::today(ctx, tx)});
    if (!rule) continue;
    auto const most = std::max<std::int64_t>(0, std::min(rule->most_minor - before, paid));
    out.push_back({told.id, told.at, told.note, most, rule->source});
  }
  return out;
}

namespace {

Result<MayKeep> chosen(std::vector<MayKeep> const& may, std::optional<clocks::LawEventId> wanted) {
  if (may.empty()) return refused("billing.nothing_may_be_kept", {}, "kept");
  if (!wanted && may.size() > 1) return invalid("cancellation_id", "billing.which_cancellation");
  auto const found =
      wanted ? std::ranges::find(may, *wanted, &MayKeep::cancellation_id) : may.begin();
  if (found == may.end()) return invalid("cancellation_id", "billing.no_such_cancellation");
  return *found;
}

}  // namespace

Result<ToKeep> kept_of(Context const& ctx, db::Tx& tx, Bill const& bill, NewCredit const& input) {
  if (!input.kept || input.kept->value.empty()) return ToKeep{};
  auto const currency = Currency::parse(bill.invoice.currency).value();
  auto const kept = parse_money(input.kept->value, currency);
  if (!kept || kept->minor < 0) return invalid("kept", "billing.bad_amount");
  if (kept->minor == 0) return ToKeep{};
  auto const most = TRY(chosen(may_keep(ctx, tx, bill.invoice), input.cancellation_id));
  if (kept->minor > most.most_minor)
    return refused("billing.kept_too_much",
                   {{"most", i18n::money_text(ctx.language, {most.most_minor, currency})},
                    {"source", most.source}},
                   "kept");
  return ToKeep{kept->minor, most.cancellation_id};
}

void follow_kept(Context const& ctx, db::Tx& tx, CaseId id, bool cancellation_went) {
  auto const living = cases::find_living(tx, id);
  if (!living || !tx.scalar<std::int64_t>(sql::was_kept_on_case, living->id)) return;
  // Held before bills and happenings are read: each may be on its way here by a job of its own.
  auto const row = cases::lock(tx, living->id).value();
  auto const kept = tx.list<Kept>(sql::kept_standing, row.id);
  if (kept.empty()) return;
  bool const was_defect = why_cancelled(tx, row) == law::CancelledFor::Defect;
  bool const none_is_left =
      cancellation_went && !clocks::is_known_to_have_happened(tx, row.id, kCancelled);
  for (auto const& one : kept) {
    bool const goes_on =
        one.cancellation_id ? !clocks::stands(tx, one.cancellation_id) : none_is_left;
    if (goes_on)
      owe_kept(ctx, tx, row, one, KeptEnds::TakenBack);
    else if (was_defect)
      owe_kept(ctx, tx, row, one, KeptEnds::Defect);
    else if (is_more_than_lawful(ctx, tx, row, one))
      owe_kept(ctx, tx, row, one, KeptEnds::NotByLaw);
  }
}

Result<void> check_nothing_kept(Context const& ctx, db::Tx& tx, Quote const& quote) {
  auto const kept = tx.find<Kept>(sql::kept_of_quote, quote.id);
  if (!kept) return {};
  return refused("billing.kept_of_quote", {{"number", quote.number},
                                           {"amount", kept_text(ctx.language, *kept)},
                                           {"credit_note", kept->number}});
}

}  // namespace vefa::billing
