#include "modules/recovery/offers.hpp"

#include "jobs/jobs.hpp"
#include "modules/recovery/queries.hpp"

namespace vefa::recovery {
namespace {

constexpr std::int64_t kMostMinor = 1'000'000'000'000;  // far from where sums would overflow
constexpr std::int64_t kMostMonths = 120;

Result<std::string> service_text(RemedyOfferForm const& form) {
  if (!form.service) return std::string();
  if (form.kind != RemedyKind::FreeService)
    return invalid("service", "recovery.service_of_another_kind");
  auto const months = form.service->months;
  if (months && (*months < 1 || *months > kMostMonths))
    return invalid("service.months", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kMostMonths)}});
  return to_json_text(*form.service);
}

}  // namespace

std::optional<RemedyService> service_of(Offer const& offer) {
  if (offer.service.empty()) return std::nullopt;
  return from_json_text<RemedyService>(offer.service).value();
}

std::string changer(Context const& ctx) {
  return ctx.actor.name.empty() ? wire::enum_text(ctx.actor.kind) : ctx.actor.name;
}

Result<Money> money_of(std::string const& amount, std::string const& currency) {
  auto const known = Currency::parse(currency);
  if (!known) return invalid("currency", "recovery.bad_currency");
  auto const money = parse_money(amount, *known);
  if (!money || money->minor < 0 || money->minor > kMostMinor)
    return invalid("amount", "recovery.bad_amount");
  return *money;
}

std::string name_in(Language language, Offer const& offer) {
  auto const* own = offer.names.if_contains(tag(language));
  if (!own && !offer.names.empty()) own = &offer.names.begin()->value();
  return own && own->is_string() ? std::string(own->as_string()) : std::string();
}

std::optional<Offer> find_offer(db::Tx& tx, RemedyOfferId id) {
  return tx.find<Offer>(sql::find_offer, id);
}

std::vector<Offer> offers(db::Tx& tx) { return tx.list<Offer>(sql::list_offers); }

Result<Offer> save_offer(Context const& ctx, db::Tx& tx, RemedyOfferId id,
                         RemedyOfferForm const& form) {
  auto const amount = TRY(money_of(form.amount.value, form.currency.value));
  if (form.kind == RemedyKind::Apology && amount.minor != 0)
    return invalid("amount", "recovery.apology_is_free");
  Offer row{.id = id ? id : ctx.new_id<RemedyOfferId>()};
  if (id) {
    auto const known = find_offer(tx, id);
    if (!known) return not_found("remedy_offer");
    if (form.version.value_or(0) != known->version) return stale(known->version);
    row.version = known->version + 1;
  }
  row.kind = form.kind;
  row.names = TRY(coverage::checked_names(form.names));
  row.amount_minor = amount.minor;
  row.currency = std::string(amount.currency.text());
  row.active = form.active.value_or(true);
  row.service = TRY(service_text(form));
  row.changed_at = ctx.now;
  row.changed_by_name = changer(ctx);
  if (!id) {
    tx.insert(sql::insert_offer, row);
  } else if (tx.change(sql::update_offer, row.id, row.version - 1, row.kind, row.names,
                       row.amount_minor, row.currency, row.active, row.changed_at,
                       row.changed_by_name, row.service) != 1) {
    return stale(row.version);
  }
  jobs::record(ctx, tx,
               {.kind = "remedy_offer.changed",
                .payload = {{"offer_id", row.id.text()}, {"version", row.version}}});
  return row;
}

}  // namespace vefa::recovery
