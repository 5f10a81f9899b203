// A free service that is given enters the ledger of what was promised, so that nobody bills it.
#include "modules/company/company.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/recovery/remedies.hpp"
#include "modules/sale_promises/sale_promises.hpp"
#include "modules/units/units.hpp"

namespace vefa::recovery {
namespace {

constexpr std::int64_t kMonths = 12;

/// The catalogue's words, else those of the kind, in each language; none that were said of her.
coverage::Names names_of(db::Tx& tx, Remedy remedy) {
  remedy.what.clear();
  coverage::Names names;
  for (auto const language : kLanguages)
    names[std::string(tag(language))] = {in_words(tx, language, remedy)};
  return names;
}

}  // namespace

std::optional<SaleId> sale_for_service(db::Tx& tx, cases::Case const& row) {
  auto const unit = cases::unit_of(tx, row.id);
  if (!unit) return std::nullopt;
  std::optional<units::Sale> found;
  for (auto const& sale : units::sales(tx, unit)) {
    if (sale.state == units::SaleState::Voided) continue;
    bool const is_hers = sale.customer_id == row.customer_id;
    if (!found || is_hers || found->customer_id != row.customer_id) found = sale;
  }
  return found ? std::optional(found->id) : std::nullopt;
}

Result<void> check_service(db::Tx& tx, cases::Case const& row, Remedy const& remedy) {
  if (remedy.kind != RemedyKind::FreeService) return {};
  auto const offer = remedy.offer_id ? find_offer(tx, remedy.offer_id) : std::nullopt;
  if (!offer || !service_of(*offer) || sale_for_service(tx, row)) return {};
  return refused("recovery.service_needs_sale");
}

SalePromiseId promise_service(Context const& ctx, db::Tx& tx, cases::Case const& row,
                              Remedy const& remedy) {
  auto const sale = sale_for_service(tx, row);
  if (!sale) return {};
  auto const offer = remedy.offer_id ? find_offer(tx, remedy.offer_id) : std::nullopt;
  auto const service = offer ? service_of(*offer).value_or(RemedyService{}) : RemedyService{};
  sale_promises::SalePromiseTerms terms;
  terms.names = names_of(tx, remedy);
  terms.quantity = 1;
  terms.begins = sale_promises::Begins::Given;
  terms.from_on = company::today(ctx, tx);
  terms.months = service.months.value_or(kMonths);
  if (service.case_kinds && !service.case_kinds->empty()) terms.case_kinds = service.case_kinds;
  if (service.components && !service.components->empty()) terms.components = service.components;
  return sale_promises::record_remedy(ctx, tx, *sale, terms, remedy.id.text(), row).value().id;
}

}  // namespace vefa::recovery
