// The catalogue: product groups, products, parts, what consists of what, and what stands for what.
//
// Parts are products of kind `part`: they have a group, a number and a bill of material as a
// product has. Verbs record `product.*`, `product_group.*` and `succession.*` events; nothing here
// is of a person, so payloads hold the values.
#pragma once
#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}

namespace vefa::catalogue {

enum class ProductKind { Product, Part };
BOOST_DESCRIBE_ENUM(ProductKind, Product, Part)
enum class ProductState { Active, Retired };
BOOST_DESCRIBE_ENUM(ProductState, Active, Retired)

/// By language tag; every language of ours that has none shows the first that has.
using Names = std::map<std::string, Text<200, 1>>;

struct Manufacturer {
  ManufacturerId id;
  std::int64_t version = 1;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Manufacturer, (), (id, version, name))

struct ProductGroup {
  ProductGroupId id;
  std::int64_t version = 1;
  ProductGroupId parent_id;                       // none: at the top
  std::string code;                               // lower-case letters, digits, `-`, `_`, `.`
  JsonObject names;                               // Names
  std::optional<std::int64_t> legal_life_months;  // usage life by law; none: its parent's
  /// Whether the law of guarantees lists such goods, as the company says where no pack names the
  /// group; none: its parent's. Source: TR-01, TR-08.
  std::optional<bool> listed;
};
BOOST_DESCRIBE_STRUCT(ProductGroup, (),
                      (id, version, parent_id, code, names, legal_life_months, listed))

struct Product {
  ProductId id;
  std::int64_t version = 1;
  ProductKind kind = ProductKind::Product;
  ProductState state = ProductState::Active;
  ProductGroupId group_id;
  ManufacturerId manufacturer_id;
  std::string gtin;       // as printed; empty: none
  std::string sku;        // the company's own number; empty: none
  std::string brand;      // empty: the manufacturer's name says it
  std::string model;      // unique by manufacturer, case and marks aside
  JsonObject names;       // Names
  std::string languages;  // of its controls and papers, space-separated tags
  std::optional<std::int64_t> legal_life_months;  // none: its group's
  Instant created_at;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (id, version, kind, state, group_id, manufacturer_id, gtin, sku, brand, model,
                       names, languages, legal_life_months, created_at, updated_at))

// --- Finding -----------------------------------------------------------------------------------

std::optional<Product> find(db::Tx& tx, ProductId id);
/// `gtin` of 8 to 14 digits, however written; nothing when it is malformed or unknown.
std::optional<Product> find_by_gtin(db::Tx& tx, std::string_view gtin);
std::optional<Product> find_by_sku(db::Tx& tx, std::string_view sku);
/// By manufacturer and model, case and marks aside.
std::optional<Product> find_by_model(db::Tx& tx, std::string_view manufacturer,
                                     std::string_view model);
/// By code; at most 2,000.
std::vector<ProductGroup> groups(db::Tx& tx);
std::optional<ProductGroup> find_group(db::Tx& tx, ProductGroupId id);
std::optional<ProductGroup> find_group(db::Tx& tx, std::string_view code);
std::optional<Manufacturer> find_manufacturer(db::Tx& tx, ManufacturerId id);
std::optional<Manufacturer> find_manufacturer(db::Tx& tx, std::string_view name);
/// The codes of the product's group and of those above it, nearest first.
std::vector<std::string> group_codes(db::Tx& tx, ProductGroupId id);
/// The product's usage life by law in months, its group's, or that of a group above; none.
std::optional<std::int64_t> legal_life_months(db::Tx& tx, Product const& product);
/// Of the group, or the nearest one above it that says.
std::optional<bool> listed_by_law(db::Tx& tx, ProductGroupId id);
/// What people call it: "Arçelik 5230 NF" (brand or manufacturer, model).
std::string title_of(db::Tx& tx, Product const& product);
/// The name in this language, else in the first there is, else the model.
std::string name_of(Product const& product, Language language);

// --- Writing -----------------------------------------------------------------------------------

/// The manufacturer of this name, case and marks aside; made when it is new. Empty is refused
/// (wire.required).
Result<Manufacturer> manufacturer_named(Context const& ctx, db::Tx& tx, std::string_view name);

struct NewGroup {
  Text<60, 1> code;
  Names names;
  std::optional<ProductGroupId> parent_id;
  std::optional<std::int64_t> legal_life_months;
  std::optional<bool> listed = {};
};
BOOST_DESCRIBE_STRUCT(NewGroup, (), (code, names, parent_id, legal_life_months, listed))
/// Errors: catalogue.bad_code, catalogue.bad_language, catalogue.code_taken, not_found.
Result<ProductGroup> add_group(Context const& ctx, db::Tx& tx, NewGroup const& input);

struct GroupChange {
  std::int64_t version = 0;
  std::optional<Names> names;
  std::optional<ProductGroupId> parent_id;
  std::optional<std::int64_t> legal_life_months;
  std::optional<bool> listed = {};
};
BOOST_DESCRIBE_STRUCT(GroupChange, (), (version, names, parent_id, legal_life_months, listed))
/// Errors: stale; catalogue.group_in_itself.
Result<ProductGroup> change_group(Context const& ctx, db::Tx& tx, ProductGroupId id,
                                  GroupChange const& input);

struct NewProduct {
  std::optional<ProductKind> kind;  // none: product
  Text<60, 1> group;                // its group's code
  Text<200, 1> manufacturer;        // by name; made when it is new
  std::optional<Text<20>> gtin;     // spaces and hyphens do not matter
  std::optional<Text<60>> sku;
  std::optional<Text<100>> brand;
  Text<100, 1> model;
  std::optional<Names> names;
  std::optional<List<Language, 4>> languages;
  std::optional<std::int64_t> legal_life_months;
};
BOOST_DESCRIBE_STRUCT(NewProduct, (),
                      (kind, group, manufacturer, gtin, sku, brand, model, names, languages,
                       legal_life_months))
/// Errors: catalogue.bad_gtin, catalogue.gtin_taken, catalogue.sku_taken, catalogue.model_taken,
/// catalogue.unknown_group, catalogue.bad_language.
Result<Product> add(Context const& ctx, db::Tx& tx, NewProduct const& input);

/// Members that are absent stay as they are.
struct ProductChange {
  std::int64_t version = 0;
  std::optional<ProductState> state;
  std::optional<Text<60, 1>> group;
  std::optional<Text<20>> gtin;
  std::optional<Text<60>> sku;
  std::optional<Text<100>> brand;
  std::optional<Text<100, 1>> model;
  std::optional<Names> names;
  std::optional<List<Language, 4>> languages;
  std::optional<std::int64_t> legal_life_months;
};
BOOST_DESCRIBE_STRUCT(ProductChange, (),
                      (version, state, group, gtin, sku, brand, model, names, languages,
                       legal_life_months))
Result<Product> change(Context const& ctx, db::Tx& tx, ProductId id, ProductChange const& input);

void add_routes(http::Routes& routes);

}  // namespace vefa::catalogue
