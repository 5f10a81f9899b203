// What was read ahead of the catalogue in this use-case.
#pragma once
#include "db/ahead.hpp"
#include "modules/catalogue/store.hpp"

namespace vefa::catalogue {

struct ReadAhead {
  db::Ahead<std::optional<Product>> by_gtin;             // of fourteen digits
  db::Ahead<std::optional<Product>> by_sku;              // folded
  db::Ahead<std::vector<Product>> by_model;              // folded, of whatever manufacturer
  db::Ahead<std::optional<Product>> by_id;               // those that were found
  db::Ahead<std::optional<Manufacturer>> manufacturers;  // by folded name
};
/// Nothing where nobody read ahead.
ReadAhead const* read_ahead(db::Tx& tx);
/// It is written: it is read anew.
void forget_ahead(db::Tx& tx, Product const& product);
void forget_manufacturer_ahead(db::Tx& tx, std::string const& folded_name);

}  // namespace vefa::catalogue
