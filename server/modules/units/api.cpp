#include "modules/units/api.hpp"

#include "http/api.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/held_by_law.hpp"
#include "modules/units/qr.hpp"
#include "modules/units/views.hpp"

namespace vefa::units {

struct UnitMerge {
  std::int64_t version = 0;
  UnitId lost;
  std::optional<Text<500>> reason;
  std::optional<customers::HerWord> her_word;  // where less would be owed by law, or later
};
BOOST_DESCRIBE_STRUCT(UnitMerge, (), (version, lost, reason, her_word))

struct UnitHistoryFilter {
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(UnitHistoryFilter, (), (cursor))

struct RegistrationLink {
  std::string url;  // whoever holds it may register
};
BOOST_DESCRIBE_STRUCT(RegistrationLink, (), (url))

namespace {

using http::Call;
using http::Query;
using http::Response;

Result<UnitId> unit_of(Call const& call) { return call.id<UnitId>("unit"); }

/// The unit that the path's id means today.
Result<Unit> living(Call const& call, db::Tx& tx) {
  auto unit = find(tx, TRY(unit_of(call)));
  if (!unit) return not_found("unit");
  return *unit;
}

Result<Page<UnitSummary>> list_units(Call const& call, db::Tx& tx,
                                     Query<UnitFilter> const& filter) {
  return list_page(call.ctx, tx, *filter);
}

Result<UnitView> create_unit(Call const& call, db::Tx& tx, NewUnit const& body) {
  return view_of(call.ctx, tx, TRY(create(call.ctx, tx, body)));
}

Result<UnitView> read_unit(Call const& call, db::Tx& tx) {
  return view_of(call.ctx, tx, TRY(living(call, tx)));
}

Result<UnitView> change_unit(Call const& call, db::Tx& tx, UnitChange const& body) {
  return view_of(call.ctx, tx, TRY(change(call.ctx, tx, TRY(unit_of(call)), body)));
}

Result<UnitView> merge_units(Call const& call, db::Tx& tx, UnitMerge const& body) {
  auto const id = TRY(unit_of(call));
  Unit kept;
  TRY(customers::change_within_law(call.ctx, tx,
                                   {.unit_id = id, .customer_id = {}, .joined_unit_id = body.lost},
                                   customers::word_in(body.her_word), [&]() -> Result<void> {
                                     kept = TRY(merge(call.ctx, tx, id, body.version, body.lost,
                                                      body.reason ? body.reason->value : ""));
                                     return {};
                                   }));
  return view_of(call.ctx, tx, kept);
}

Result<PlaceView> move_unit(Call const& call, db::Tx& tx, NewPlace const& body) {
  auto const row = TRY(put_in_place(call.ctx, tx, TRY(unit_of(call)), body));
  return PlaceView{row.from_on, row.country, row.place};
}

Result<Reading> read_unit_meter(Call const& call, db::Tx& tx, NewReading const& body) {
  return read_meter(call.ctx, tx, TRY(unit_of(call)), body);
}

Result<Reading> void_unit_reading(Call const& call, db::Tx& tx, ReadingVoid const& body) {
  return void_reading(call.ctx, tx, TRY(unit_of(call)), TRY(call.id<ReadingId>("reading")), body);
}

Result<Page<Reading>> list_readings(Call const& call, db::Tx& tx,
                                    Query<ReadingFilter> const& filter) {
  return readings_page(tx, TRY(living(call, tx)), *filter);
}

Result<Page<UnitHistoryRow>> list_unit_history(Call const& call, db::Tx& tx,
                                               Query<UnitHistoryFilter> const& filter) {
  constexpr std::int64_t kPage = 100;
  Id<UnitHistoryTag> before;
  if (filter->cursor) {
    auto const id = Id<UnitHistoryTag>::parse(*filter->cursor);
    if (!id) return invalid("cursor", "error.bad_cursor");
    before = *id;
  }
  Page<UnitHistoryRow> page{history(tx, TRY(living(call, tx)).id, before, kPage + 1), {}};
  if (page.items.size() > kPage) {
    page.items.pop_back();
    page.next_cursor = page.items.back().id.text();
  }
  return page;
}

Result<Page<UnitSummary>> list_units_of_customer(Call const& call, db::Tx& tx) {
  auto const customer = customers::find(tx, TRY(call.id<CustomerId>("customer")));
  if (!customer) return not_found("customer");
  Page<UnitSummary> page;
  for (auto const& unit : of_customer(tx, customer->id))
    page.items.push_back(summary_of(call.ctx, tx, unit));
  return page;
}

std::string link_to(db::Tx& tx, Call const& call, std::string const& token) {
  auto const url = company::profile(tx).public_url;
  return (url.empty() ? call.request->origin() : url) + "/g/" + token;
}

Result<std::string> unit_link(Call const& call, db::Tx& tx) {
  return link_to(tx, call, link_token(TRY(living(call, tx)).id));
}

Result<std::string> product_link(Call const& call, db::Tx& tx) {
  auto const product = catalogue::find(tx, TRY(call.id<ProductId>("product")));
  if (!product) return not_found("product");
  return link_to(tx, call, link_token(product->id));
}

Response picture(std::string const& link) { return {200, "image/svg+xml", qr_svg(link), {}}; }

Result<RegistrationLink> read_unit_link(Call const& call, db::Tx& tx) {
  return RegistrationLink{TRY(unit_link(call, tx))};
}

Result<RegistrationLink> read_product_link(Call const& call, db::Tx& tx) {
  return RegistrationLink{TRY(product_link(call, tx))};
}

Result<Response> draw_unit_code(Call const& call, db::Tx& tx) {
  return picture(TRY(unit_link(call, tx)));
}

Result<Response> draw_product_code(Call const& call, db::Tx& tx) {
  return picture(TRY(product_link(call, tx)));
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  std::string const one = "/units/{unit}";
  routes.get_audited<list_units>("/units", GoodsRead,
                                 "Lists units, newest first, or finds them by a serial.");
  routes.post<create_unit>("/units", UnitsWrite, "Adds a unit to the installed base.").status(201);
  routes.get_audited<read_unit>(one, GoodsRead, "Reads a unit with its owners, sales and meters.");
  routes.patch<change_unit>(one, UnitsWrite, "Changes, confirms or scraps a unit.");
  routes.post<merge_units>(one + "/merge", UnitsWrite,
                           "Joins another unit into this one, for good.");
  routes.post<move_unit>(one + "/places", UnitsWrite, "Records where a unit stands.").status(201);
  routes.post<read_unit_meter>(one + "/readings", UnitsWrite, "Records what a meter shows.")
      .status(201);
  routes.post<void_unit_reading>(
      one + "/readings/{reading}/void", UnitsWrite,
      "Voids a reading that was none, and records what it was, with the reason.");
  routes.get<list_readings>(one + "/readings", GoodsRead,
                            "Lists a unit's meter readings, newest first.");
  routes.get_audited<list_unit_history>(one + "/history", CustomersRead,
                                        "Lists the changes of a unit, newest first.");
  routes.get_audited<list_units_of_customer>("/customers/{customer}/units", CustomersRead,
                                             "Lists the units a customer owns today.");
  routes
      .get<read_unit_link>(one + "/registration-link", UnitsWrite,
                           "The link by which its owner registers this unit.")
      .secret();
  routes
      .get<read_product_link>("/products/{product}/registration-link", UnitsWrite,
                              "The link by which buyers register units of this product.")
      .secret();
  routes.get<draw_unit_code>(one + "/qr", UnitsWrite, "The same link as a QR code, for its plate.")
      .secret();
  routes
      .get<draw_product_code>("/products/{product}/qr", UnitsWrite,
                              "The same link as a QR code, for the box.")
      .secret();
  add_sale_routes(routes);
}

}  // namespace vefa::units
