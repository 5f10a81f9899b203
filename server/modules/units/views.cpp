#include "modules/units/views.hpp"

#include "modules/catalogue/catalogue.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/sales.hpp"

namespace vefa::units {
namespace {

constexpr std::int64_t kMostOnPage = 200;
constexpr std::int64_t kUsualPage = 50;

std::string maker_of(db::Tx& tx, Unit const& unit) {
  auto const maker = catalogue::find_manufacturer(tx, unit.manufacturer_id);
  return maker ? maker->name : std::string();
}

Result<std::int64_t> limit_of(std::optional<std::int64_t> given) {
  std::int64_t const limit = given.value_or(kUsualPage);
  if (limit < 1 || limit > kMostOnPage)
    return invalid("limit", "wire.out_of_range",
                   {{"min", "1"}, {"max", std::to_string(kMostOnPage)}});
  return limit;
}

template <class IdType>
Result<std::int64_t> place_of(std::optional<std::string> const& cursor, std::int64_t start) {
  if (!cursor || cursor->empty()) return start;
  auto const id = IdType::parse(*cursor);
  if (!id) return invalid("cursor", "error.bad_cursor");
  return id->value;
}

}  // namespace

Named named(Context const& ctx, db::Tx& tx, CustomerId id) {
  if (!id || !ctx.actor.may(Permission::CustomersRead)) return {};
  auto const customer = customers::find(tx, id);
  return customer ? Named{customer->id, customer->display_name} : Named{};
}

UnitSummary summary_of(Context const& ctx, db::Tx& tx, Unit const& unit) {
  UnitSummary out{.id = unit.id,
                  .version = unit.version,
                  .state = unit.state,
                  .serial = unit.serial,
                  .product_id = unit.product_id};
  auto const product = catalogue::find(tx, unit.product_id);
  if (product) {
    out.title = catalogue::title_of(tx, *product);
    out.name = catalogue::name_of(*product, ctx.language);
  } else {
    out.title = maker_of(tx, unit);
    out.name = unit.description;
    if (out.title.empty()) out.title = unit.description.empty() ? unit.serial : unit.description;
  }
  if (auto const owner = owner_today(tx, unit.id)) {
    out.owned_from = owner->from_on;
    auto her = named(ctx, tx, owner->customer_id);
    if (her.id) out.owner = std::move(her);
  }
  return out;
}

std::vector<UnitSummary> looking_like(Context const& ctx, db::Tx& tx, Unit const& unit) {
  std::vector<UnitSummary> out;
  if (unit.serial.empty()) return out;
  for (auto const& other : lookalikes(tx, unit.serial)) {
    bool const others_make = unit.manufacturer_id && other.manufacturer_id &&
                             unit.manufacturer_id != other.manufacturer_id;
    if (other.id != unit.id && !others_make) out.push_back(summary_of(ctx, tx, other));
  }
  return out;
}

SaleView view_of(Context const& ctx, db::Tx& tx, Sale const& s) {
  return {.id = s.id,
          .version = s.version,
          .customer = named(ctx, tx, s.customer_id),
          .state = s.state,
          .seller = s.seller,
          .number = s.number,
          .sold_on = s.sold_on,
          .delivered_on = s.delivered_on,
          .commissioned_on = s.commissioned_on,
          .commissioned_by = s.commissioned_by,
          .price = price_text(s),
          .currency = s.currency,
          .country = s.country,
          .consumer = s.consumer,
          .used_goods = s.used_goods,
          .proof = s.proof,
          .has_file = static_cast<bool>(s.proof_blob_id),
          .recorded_at = s.recorded_at,
          .recorded_by = s.recorded_by,
          .void_reason = s.void_reason};
}

ClaimView view_of(Context const& ctx, db::Tx& tx, Claim const& c) {
  return {c.id,         c.unit_id,    named(ctx, tx, c.customer_id),
          c.state,      c.at,         c.sold_on,
          c.decided_at, c.decided_by, c.reason};
}

UnitView view_of(Context const& ctx, db::Tx& tx, Unit const& unit) {
  UnitView view{.summary = summary_of(ctx, tx, unit),
                .description = unit.description,
                .manufacturer = maker_of(tx, unit),
                .parent = {},
                .children = {},
                .manufactured_on = unit.manufactured_on,
                .legal_life_months = {},
                .owners = {},
                .sales = {},
                .places = {},
                .meters = newest_readings(tx, unit.id),
                .claims = {},
                .merged = merged_into(tx, unit.id),
                .looks_like = looking_like(ctx, tx, unit),
                .created_at = unit.created_at,
                .created_by = unit.created_by};
  if (auto const product = catalogue::find(tx, unit.product_id))
    view.legal_life_months = catalogue::legal_life_months(tx, *product);
  if (auto const parent = find(tx, unit.parent_id)) view.parent = summary_of(ctx, tx, *parent);
  for (auto const& child : tx.list<Unit>(sql::list_children, unit.id))
    view.children.push_back(summary_of(ctx, tx, child));
  for (auto const& o : ownerships(tx, unit.id))
    view.owners.push_back(
        {o.id, named(ctx, tx, o.customer_id), o.from_on, o.until_on, o.how, o.recorded_by});
  for (auto const& sale : sales(tx, unit.id)) view.sales.push_back(view_of(ctx, tx, sale));
  if (ctx.actor.may(Permission::CustomersRead))
    for (auto const& p : places(tx, unit.id))
      view.places.push_back({p.from_on, p.country, p.place});
  for (auto const& claim : claims(tx, unit.id)) view.claims.push_back(view_of(ctx, tx, claim));
  return view;
}

Result<Page<UnitSummary>> list_page(Context const& ctx, db::Tx& tx, UnitFilter const& filter) {
  auto const limit = TRY(limit_of(filter.limit));
  Page<UnitSummary> page;
  if (filter.serial && !filter.serial->empty()) {
    bool const exactly = filter.exact.value_or(false);
    for (auto const& unit :
         exactly ? of_serial(tx, filter.serial->value) : look_up(tx, filter.serial->value))
      page.items.push_back(summary_of(ctx, tx, unit));
    return page;
  }
  auto const below = TRY(place_of<UnitId>(filter.cursor, std::numeric_limits<std::int64_t>::max()));
  bool const waits = filter.state == UnitState::Provisional;
  auto rows = filter.product
                  ? tx.list<Unit>(sql::list_of_product, below, limit + 1, *filter.product)
              : waits ? tx.list<Unit>(sql::list_provisional, below, limit + 1)
                      : tx.list<Unit>(sql::list_units, below, limit + 1);
  bool const has_more = rows.size() > static_cast<std::size_t>(limit);
  if (has_more) rows.pop_back();
  if (has_more) page.next_cursor = rows.back().id.text();
  for (auto const& unit : rows)
    if (!filter.state || unit.state == *filter.state)
      page.items.push_back(summary_of(ctx, tx, unit));
  return page;
}

Result<Page<Reading>> readings_page(db::Tx& tx, Unit const& unit, ReadingFilter const& filter) {
  auto const limit = TRY(limit_of(filter.limit));
  Instant before{std::numeric_limits<std::int64_t>::max()};
  ReadingId id;
  if (filter.cursor && !filter.cursor->empty()) {
    auto const text = from_base64url(*filter.cursor);
    auto const space = text.find(' ');
    auto const at = parse_instant(text.substr(0, space));
    auto const last =
        space == std::string::npos ? std::nullopt : ReadingId::parse(text.substr(space + 1));
    if (!at || !last) return invalid("cursor", "error.bad_cursor");
    before = *at;
    id = *last;
  }
  Page<Reading> page{tx.list<Reading>(sql::list_readings, unit.id, before, id, limit + 1), {}};
  if (page.items.size() <= static_cast<std::size_t>(limit)) return page;
  page.items.pop_back();
  auto const& last = page.items.back();
  page.next_cursor = base64url(to_text(last.at) + " " + last.id.text());
  return page;
}

Result<Page<ClaimView>> waiting_claims(Context const& ctx, db::Tx& tx,
                                       std::optional<std::string> const& cursor) {
  auto const after = TRY(place_of<ClaimId>(cursor, 0));
  auto rows = tx.list<Claim>(sql::list_waiting_claims, after, kUsualPage + 1);
  Page<ClaimView> page;
  bool const has_more = rows.size() > static_cast<std::size_t>(kUsualPage);
  if (has_more) rows.pop_back();
  if (has_more) page.next_cursor = rows.back().id.text();
  for (auto const& claim : rows) page.items.push_back(view_of(ctx, tx, claim));
  return page;
}

}  // namespace vefa::units
