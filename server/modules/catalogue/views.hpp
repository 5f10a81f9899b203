// What the routes show of products.
#pragma once
#include "modules/catalogue/store.hpp"
#include "modules/catalogue/structure.hpp"

namespace vefa::catalogue {

struct ProductSummary {
  ProductId id;
  std::int64_t version = 1;
  ProductKind kind = ProductKind::Product;
  ProductState state = ProductState::Active;
  ProductGroupId group_id;
  ManufacturerId manufacturer_id;
  std::string title;  // brand or manufacturer, and model
  std::string name;   // in the reader's language
  std::string gtin;
  std::string sku;
  std::string brand;
  std::string model;
};
BOOST_DESCRIBE_STRUCT(ProductSummary, (),
                      (id, version, kind, state, group_id, manufacturer_id, title, name, gtin, sku,
                       brand, model))

struct ProductView {
  ProductSummary summary;
  Manufacturer manufacturer;
  ProductGroup group;
  JsonObject names;
  std::vector<Language> languages;
  std::optional<std::int64_t> own_legal_life_months;
  std::optional<std::int64_t> legal_life_months;  // its own, its group's, or that of a group above
  std::vector<Manual> manuals;
  std::vector<BomItem> bill_of_material;
  std::vector<Succession> successions;  // of it and of all that stands before or behind it
  Replacement today;                    // what stands for it today; itself when nothing does
  Instant created_at;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(ProductView, (),
                      (summary, manufacturer, group, names, languages, own_legal_life_months,
                       legal_life_months, manuals, bill_of_material, successions, today, created_at,
                       updated_at))

struct ProductFilter {
  std::optional<ProductKind> kind;    // none: product
  std::optional<ProductState> state;  // none: active
  std::optional<ProductGroupId> group;
  std::optional<Text<100>> find;      // a GTIN, one's own number, or the beginning of a model
  std::optional<std::int64_t> limit;  // 1 to 200; none: 50
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ProductFilter, (), (kind, state, group, find, limit, cursor))

ProductSummary summary_of(db::Tx& tx, Product const& product, Language language);
ProductView view_of(Context const& ctx, db::Tx& tx, Product const& product);
/// By brand and model, or what is found by a number, at most 50 of any kind and state. Errors:
/// error.bad_cursor, wire.out_of_range.
Result<Page<ProductSummary>> list_page(Context const& ctx, db::Tx& tx, ProductFilter const& filter);

}  // namespace vefa::catalogue
