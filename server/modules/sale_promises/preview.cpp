// What a template would promise with a sale, said before it is kept.
#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "modules/company/company.hpp"
#include "modules/sale_promises/store.hpp"

namespace vefa::sale_promises {
namespace {

SalePromiseForecast of_quantity(SalePromiseTerms const& terms, units::Sale const& sale,
                                Language language) {
  auto const window = window_of(terms, sale);
  Account const account{.promise = {.quantity = *terms.quantity, .terms = terms},
                        .from_on = window.from_on,
                        .last_on = window.last_on,
                        .left = *terms.quantity,
                        .standing = Standing::NotBegun};
  return {said(account, language), window.from_on, window.last_on, {}};
}

SalePromiseForecast of_day(db::Tx& tx, SalePromiseTerms const& terms, units::Sale const& sale,
                           Language language) {
  auto const due = due_by_template(terms, sale.sold_on);
  auto const zone = company::profile(tx).zone;
  auto const due_at =
      calendar::Zone::find(zone).value().instant(due.on, due.minute_of_day, calendar::Edge::End);
  // What is due when the day is over is due on that day.
  auto const when = terms.before ? i18n::date_time_text(language, due_at, zone)
                                 : i18n::date_text(language, due.on);
  SalePromise const promise{.form = Form::Dated, .terms = terms};
  return {i18n::message(language, "sale_promises.said_by",
                        {{"name", name_of(promise, language)}, {"when", when}}),
          {},
          {},
          due_at};
}

}  // namespace

Result<std::vector<SalePromiseForecast>> forecast(Context const& ctx, db::Tx& tx,
                                                  NewSalePromiseTemplate const& input,
                                                  std::optional<LocalDate> sold_on,
                                                  Language language) {
  TRY(check_template(input));
  units::Sale sale;
  sale.sold_on = sold_on.value_or(company::today(ctx, tx));
  std::vector<SalePromiseForecast> out;
  out.reserve(input.promises.size());
  for (auto const& terms : input.promises)
    out.push_back(terms.form == Form::Quantity ? of_quantity(terms, sale, language)
                                               : of_day(tx, terms, sale, language));
  return out;
}

}  // namespace vefa::sale_promises
