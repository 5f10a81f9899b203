#include "modules/billing/forms.hpp"

#include "base/text.hpp"
#include "i18n/i18n.hpp"
#include "modules/billing/queries.hpp"
#include "modules/billing/store.hpp"
#include "modules/company/company.hpp"

namespace vefa::billing {
namespace {

bool is_answered(db::Tx& tx, Quote const& quote) {
  for (auto const& line : lines_of_quote(tx, quote.id, quote.version))
    if (newest_answer(tx, quote.id, quote.version, line.line)) return true;
  return false;
}

bool is_declined(db::Tx& tx, Quote const& quote) {
  for (auto const& line : lines_of_quote(tx, quote.id, quote.version)) {
    auto const word = newest_answer(tx, quote.id, quote.version, line.line);
    if (!word || word->answer != LineAnswer::Declined) return false;
  }
  return true;
}

Error binds(Context const& ctx, char const* key, Quote const& quote, BoundForm const& form) {
  auto const price = Money{form.gross_minor, Currency::parse(form.currency).value()};
  return refused(key, {{"number", quote.number},
                       {"price", i18n::money_text(ctx.language, price)},
                       {"until", i18n::date_text(ctx.language, form.until_on)}});
}

}  // namespace

std::optional<documents::Offered> offered_on(Context const& ctx, db::Tx& tx, CaseId id) {
  auto const all = quotes_of_case(tx, id);
  for (auto quote = all.rbegin(); quote != all.rend(); ++quote) {
    if (quote->state != QuoteState::Open || is_invoiced(tx, quote->id)) continue;
    auto const offer = find_offer(ctx, tx, quote->id);
    if (!offer || offer->is_over || is_declined(tx, *quote)) continue;
    std::vector<std::string> work;
    for (auto const& line : offer->lines) work.push_back(line.description);
    return documents::Offered{
        .quote_id = quote->id.text(),
        .number = quote->number,
        .version = quote->version,
        .price = {sum(offer->lines).gross_minor, Currency::parse(quote->currency).value()},
        .valid_until_on = offer->version.valid_until_on,
        .work = join(work, "\n")};
  }
  return std::nullopt;
}

Result<void> bind_form(Context const& ctx, db::Tx& tx, documents::Document const& document,
                       documents::Offered const& offered, LocalDate until) {
  auto const id = QuoteId::parse(offered.quote_id);
  auto const quote = id ? tx.find<Quote>(sql::lock_quote, *id) : std::nullopt;
  if (!quote) return not_found("quote");
  if (quote->state != QuoteState::Open || quote->version != offered.version)
    return stale(quote->version);
  tx.insert(sql::insert_form, BoundForm{.document_id = document.id,
                                        .quote_id = quote->id,
                                        .version = quote->version,
                                        .gross_minor = offered.price.minor,
                                        .currency = quote->currency,
                                        .until_on = until,
                                        .at = ctx.now,
                                        .actor = actor_name(ctx)});
  return {};
}

std::vector<BoundForm> forms_binding(Context const& ctx, db::Tx& tx, QuoteId id) {
  return tx.list<BoundForm>(sql::forms_binding, id, company::today(ctx, tx));
}

LocalDate holds_until(db::Tx& tx, QuoteVersion const& version) {
  auto const form = tx.find<BoundForm>(sql::last_form, version.quote_id, version.version);
  return form ? std::max(version.valid_until_on, form->until_on) : version.valid_until_on;
}

Result<void> check_bound(Context const& ctx, db::Tx& tx, Offer const& next) {
  for (auto const& form : forms_binding(ctx, tx, next.quote.id)) {
    if (sum(next.lines).gross_minor > form.gross_minor)
      return binds(ctx, "billing.form_binds", next.quote, form);
    if (next.version.valid_until_on < form.until_on)
      return binds(ctx, "billing.form_binds_longer", next.quote, form);
  }
  return {};
}

Result<void> check_withdrawable(Context const& ctx, db::Tx& tx, Quote const& quote) {
  auto const forms = forms_binding(ctx, tx, quote.id);
  if (forms.empty() || is_declined(tx, quote)) return {};
  return binds(ctx, "billing.form_binds", quote, forms.front());
}

Result<void> check_further(Context const& ctx, db::Tx& tx, CaseId id) {
  for (auto const& quote : quotes_of_case(tx, id)) {
    if (quote.state != QuoteState::Open || is_invoiced(tx, quote.id)) continue;
    auto const forms = forms_binding(ctx, tx, quote.id);
    if (!forms.empty() && !is_answered(tx, quote))
      return binds(ctx, "billing.form_binds_first", quote, forms.front());
  }
  return {};
}

}  // namespace vefa::billing
