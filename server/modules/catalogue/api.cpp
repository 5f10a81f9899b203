#include "http/api.hpp"

#include "modules/catalogue/rules.hpp"
#include "modules/catalogue/views.hpp"
#include "modules/company/company.hpp"

namespace vefa::catalogue {

struct ManufacturerChange {
  std::int64_t version = 0;
  Text<200, 1> name;
};
BOOST_DESCRIBE_STRUCT(ManufacturerChange, (), (version, name))

struct BillOfMaterial {
  std::int64_t version = 0;  // the product's
  List<BomLine, 1000> lines;
};
BOOST_DESCRIBE_STRUCT(BillOfMaterial, (), (version, lines))

struct SuccessionEnd {
  std::optional<LocalDate> until_on;  // exclusive; none: today
};
BOOST_DESCRIBE_STRUCT(SuccessionEnd, (), (until_on))

struct PartsOnDayFilter {
  std::optional<LocalDate> on;  // none: today
};
BOOST_DESCRIBE_STRUCT(PartsOnDayFilter, (), (on))

struct PartsOnDay {
  LocalDate on;
  Replacement successor;            // the part itself when nothing stands for it
  std::vector<Replacement> usable;  // nearest first
};
BOOST_DESCRIBE_STRUCT(PartsOnDay, (), (on, successor, usable))

namespace {

using http::Call;
using http::Query;

Result<Product> product_of(Call const& call, db::Tx& tx) {
  auto product = find(tx, TRY(call.id<ProductId>("product")));
  if (!product) return not_found("product");
  return *product;
}

Result<Page<Manufacturer>> list_manufacturers(Call const&, db::Tx& tx) {
  return Page<Manufacturer>{manufacturers(tx), {}};
}

Result<Manufacturer> rename_manufacturer(Call const& call, db::Tx& tx,
                                         ManufacturerChange const& body) {
  return rename(call.ctx, tx, TRY(call.id<ManufacturerId>("manufacturer")), body.version,
                body.name);
}

Result<Page<ProductGroup>> list_product_groups(Call const&, db::Tx& tx) {
  return Page<ProductGroup>{groups(tx), {}};
}

Result<ProductGroup> create_product_group(Call const& call, db::Tx& tx, NewGroup const& body) {
  return add_group(call.ctx, tx, body);
}

Result<ProductGroup> change_product_group(Call const& call, db::Tx& tx, GroupChange const& body) {
  return change_group(call.ctx, tx, TRY(call.id<ProductGroupId>("product_group")), body);
}

Result<Page<ProductSummary>> list_products(Call const& call, db::Tx& tx,
                                           Query<ProductFilter> const& filter) {
  return list_page(call.ctx, tx, *filter);
}

Result<ProductView> create_product(Call const& call, db::Tx& tx, NewProduct const& body) {
  return view_of(call.ctx, tx, TRY(add(call.ctx, tx, body)));
}

Result<ProductView> read_product(Call const& call, db::Tx& tx) {
  return view_of(call.ctx, tx, TRY(product_of(call, tx)));
}

Result<ProductView> change_product(Call const& call, db::Tx& tx, ProductChange const& body) {
  return view_of(call.ctx, tx, TRY(change(call.ctx, tx, TRY(call.id<ProductId>("product")), body)));
}

Result<Manual> add_product_manual(Call const& call, db::Tx& tx, NewManual const& body) {
  return add_manual(call.ctx, tx, TRY(call.id<ProductId>("product")), body);
}

Result<void> remove_product_manual(Call const& call, db::Tx& tx) {
  return remove_manual(call.ctx, tx, TRY(call.id<ProductId>("product")),
                       TRY(call.id<ManualId>("manual")));
}

Result<Page<BomItem>> set_product_parts(Call const& call, db::Tx& tx, BillOfMaterial const& body) {
  return Page<BomItem>{TRY(set_bill_of_material(call.ctx, tx, TRY(call.id<ProductId>("product")),
                                                body.version, body.lines)),
                       {}};
}

Result<Page<ProductSummary>> list_used_in(Call const& call, db::Tx& tx) {
  Page<ProductSummary> page;
  for (auto const& product : used_in(tx, TRY(product_of(call, tx)).id))
    page.items.push_back(summary_of(tx, product, call.ctx.language));
  return page;
}

Result<Succession> add_succession(Call const& call, db::Tx& tx, NewSuccession const& body) {
  return succeed(call.ctx, tx, TRY(call.id<ProductId>("product")), body);
}

Result<void> end_product_succession(Call const& call, db::Tx& tx, SuccessionEnd const& body) {
  return end_succession(call.ctx, tx, TRY(call.id<ProductId>("product")),
                        TRY(call.id<SuccessionId>("succession")), body.until_on);
}

Result<PartsOnDay> read_successor(Call const& call, db::Tx& tx,
                                  Query<PartsOnDayFilter> const& filter) {
  auto const product = TRY(product_of(call, tx));
  auto const on = filter->on ? *filter->on : company::today(call.ctx, tx);
  auto const around = successions_around(tx, product.id);
  return PartsOnDay{on, successor_on(around, product.id, on), usable_for(around, product.id, on)};
}

}  // namespace

void add_routes(http::Routes& routes) {
  using enum Permission;
  std::string const one = "/products/{product}";
  routes.get<list_manufacturers>("/manufacturers", GoodsRead, "Lists manufacturers by name.");
  routes.patch<rename_manufacturer>("/manufacturers/{manufacturer}", CatalogueWrite,
                                    "Renames a manufacturer.");
  routes.get<list_product_groups>("/product-groups", GoodsRead, "Lists product groups by code.");
  routes.post<create_product_group>("/product-groups", CatalogueWrite, "Creates a product group.")
      .status(201);
  routes.patch<change_product_group>("/product-groups/{product_group}", CatalogueWrite,
                                     "Changes a product group's names, place or usage life.");
  routes.get<list_products>("/products", GoodsRead,
                            "Lists products or parts by name, or finds them by a number.");
  routes.post<create_product>("/products", CatalogueWrite, "Creates a product or a part.")
      .status(201);
  routes.get<read_product>(one, GoodsRead, "Reads a product with its parts and successors.");
  routes.patch<change_product>(one, CatalogueWrite, "Changes or retires a product.");
  routes.post<add_product_manual>(one + "/manuals", CatalogueWrite, "Adds a manual by its address.")
      .status(201);
  routes.del<remove_product_manual>(one + "/manuals/{manual}", CatalogueWrite, "Removes a manual.");
  routes.put<set_product_parts>(one + "/bill-of-material", CatalogueWrite,
                                "Replaces a product's bill of material.");
  routes.get<list_used_in>(one + "/used-in", GoodsRead, "Lists the products a part belongs to.");
  routes
      .post<add_succession>(one + "/successions", CatalogueWrite,
                            "Names the part that stands for this one from a day on.")
      .status(201);
  routes.post<end_product_succession>(one + "/successions/{succession}/end", CatalogueWrite,
                                      "Ends a succession on a day.");
  routes.get<read_successor>(one + "/successor", GoodsRead,
                             "Tells what stands for a part on a day, and what else may be used.");
}

}  // namespace vefa::catalogue
