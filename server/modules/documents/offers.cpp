#include "modules/documents/offers.hpp"

namespace vefa::documents {
namespace {

/// Written once, before the server listens.
Offers& installed() {
  static Offers held;
  return held;
}

struct KeptOffer {
  std::string quote_id;
  std::string number;
  std::int64_t version = 1;
  std::string price;
  std::string currency;
  LocalDate until_on;
};
BOOST_DESCRIBE_STRUCT(KeptOffer, (), (quote_id, number, version, price, currency, until_on))

}  // namespace

void install(Offers offers) { installed() = std::move(offers); }
Offers const& offers() { return installed(); }

JsonObject content_of(Offered const& offered, std::string const& until) {
  KeptOffer const kept{.quote_id = offered.quote_id,
                       .number = offered.number,
                       .version = offered.version,
                       .price = decimal_text(offered.price),
                       .currency = std::string(offered.price.currency.text()),
                       .until_on = parse_date(until).value_or(offered.valid_until_on)};
  return boost::json::parse(to_json_text(kept)).as_object();
}

Result<void> bind_offer(Context const& ctx, db::Tx& tx, Document const& row) {
  auto const* stored = row.content.if_contains("offer");
  if (!stored || !offers().bind) return {};
  auto const kept = TRY(from_json_text<KeptOffer>(boost::json::serialize(*stored)));
  auto const currency = Currency::parse(kept.currency);
  auto const price = currency ? parse_money(kept.price, *currency) : std::nullopt;
  if (!price) return invalid("values.price", "documents.bad_money", {{"value", kept.price}});
  return offers().bind(ctx, tx, row,
                       {.quote_id = kept.quote_id,
                        .number = kept.number,
                        .version = kept.version,
                        .price = *price,
                        .valid_until_on = kept.until_on,
                        .work = {}},
                       kept.until_on);
}

}  // namespace vefa::documents
