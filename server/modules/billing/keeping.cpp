// What may be kept of her money when she cancels a sale. Source: IL-10.
#include "i18n/i18n.hpp"
#include "law/limits.hpp"
#include "law/tell.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

constexpr char const* kCancelled = "cancellation.received";

/// What was wrong with the goods is no whim of hers.
law::CancelledFor why_cancelled(db::Tx& tx, CaseId id) {
  for (auto const* kind : {"fault.notified", "claim.made", "repair.found_impossible"})
    if (clocks::is_known_to_have_happened(tx, id, kind)) return law::CancelledFor::Defect;
  return law::CancelledFor::AnyReason;
}

}  // namespace

std::optional<MayKeep> may_keep(Context const& ctx, db::Tx& tx, Invoice const& invoice) {
  auto const row = cases::find_living(tx, invoice.case_id);
  auto const matter = row ? clocks::matter_of(tx, row->id) : std::nullopt;
  if (!matter || !clocks::is_known_to_have_happened(tx, row->id, kCancelled)) return std::nullopt;
  auto const pack = clocks::law_in_use(ctx, tx, matter->code);
  if (!pack || pack->currency.text() != invoice.currency) return std::nullopt;
  auto const today = company::today(ctx, tx);
  auto const most =
      law::cancellation_fee(*pack, invoice.gross_minor, today, why_cancelled(tx, row->id));
  auto const* share = law::find_value(*pack, "cancel_fee_percent", today);
  if (!most || !share) return std::nullopt;
  // Once for what she cancelled, by however many invoices, and of what we have.
  auto const before = tx.scalar<std::int64_t>(sql::kept_on_case, row->id).value_or(0);
  auto const paid = find_bill(tx, invoice.id)->paid_minor;
  return MayKeep{std::max<std::int64_t>(0, std::min(*most - before, paid)),
                 law::source_words(*pack, share->provenance)};
}

Result<std::int64_t> kept_of(Context const& ctx, db::Tx& tx, Bill const& bill,
                             NewCredit const& input) {
  if (!input.kept || input.kept->value.empty()) return 0;
  auto const currency = Currency::parse(bill.invoice.currency).value();
  auto const kept = parse_money(input.kept->value, currency);
  if (!kept || kept->minor < 0) return invalid("kept", "billing.bad_amount");
  if (kept->minor == 0) return 0;
  auto const most = may_keep(ctx, tx, bill.invoice);
  if (!most) return refused("billing.nothing_may_be_kept", {}, "kept");
  if (kept->minor > most->most_minor)
    return refused("billing.kept_too_much",
                   {{"most", i18n::money_text(ctx.language, {most->most_minor, currency})},
                    {"source", most->source}},
                   "kept");
  return kept->minor;
}

}  // namespace vefa::billing
