// Rows of the catalogue.
#pragma once
#include "modules/catalogue/manuals.hpp"

namespace vefa::catalogue {

/// A product as stored: with what is derived from its numbers and names.
struct ProductRow : Product {
  std::optional<std::string> gtin_14;
  std::optional<std::string> folded_sku;
  std::string folded_model;
  std::string name_key;
};
BOOST_DESCRIBE_STRUCT(ProductRow, (Product), (gtin_14, folded_sku, folded_model, name_key))
ProductRow with_keys(Product const& product);

struct NewManual {
  Language language = Language::En;
  Text<200, 1> title;
  Text<1000, 1> url;
};
BOOST_DESCRIBE_STRUCT(NewManual, (), (language, title, url))

/// Errors: not_found; catalogue.bad_url.
Result<Manual> add_manual(Context const& ctx, db::Tx& tx, ProductId id, NewManual const& input);
Result<void> remove_manual(Context const& ctx, db::Tx& tx, ProductId id, ManualId manual);

std::vector<Manufacturer> manufacturers(db::Tx& tx);
/// Errors: not_found; stale; catalogue.manufacturer_taken.
Result<Manufacturer> rename(Context const& ctx, db::Tx& tx, ManufacturerId id, std::int64_t version,
                            std::string const& name);

/// Errors: wire.required for none; catalogue.bad_language.
Result<JsonObject> checked_names(Names const& names);
/// 1 to 1,200 months, or none: wire.out_of_range.
Result<void> check_life(std::optional<std::int64_t> months);

/// Who acts, as history shows her.
std::string actor_name(Context const& ctx);
/// Records `kind` of a product with `changes`.
void record(Context const& ctx, db::Tx& tx, char const* kind, ProductId id, JsonObject payload);

}  // namespace vefa::catalogue
