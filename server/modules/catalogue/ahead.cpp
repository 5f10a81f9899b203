#include "modules/catalogue/ahead.hpp"

#include "base/text.hpp"
#include "modules/catalogue/bringing_in.hpp"
#include "modules/catalogue/queries.hpp"
#include "modules/catalogue/rules.hpp"

namespace vefa::catalogue {
namespace {

/// Each once; empty ones say nothing.
using Keys = std::set<std::string>;

template <class Row>
std::vector<Row> rows_of(db::Tx& tx, db::Statement const& statement, Keys const& keys) {
  if (keys.empty()) return {};
  return tx.list<Row>(statement, to_json_text(std::vector<std::string>(keys.begin(), keys.end())),
                      db::kMostAhead);
}

/// Those that are not found are known not to be there.
template <class Answer>
void begin(db::Ahead<Answer>& ahead, Keys const& keys) {
  for (auto const& key : keys) ahead.of(key) = {};
}

Keys gtins_of(Numbers const& numbers) {
  Keys keys;
  for (auto const& typed : numbers.gtins)
    if (auto const gtin = read_gtin(typed)) keys.insert(gtin_14(*gtin));
  return keys;
}

Keys folded(std::vector<std::string> const& texts) {
  Keys keys;
  for (auto const& text : texts)
    if (auto key = fold(trim(text)); !key.empty()) keys.insert(std::move(key));
  return keys;
}

void read_models(db::Tx& tx, ReadAhead& ahead, Keys const& models) {
  auto rows = rows_of<Product>(tx, sql::products_of_models, models);
  // A model's name that very many use is looked up by itself.
  if (static_cast<std::int64_t>(rows.size()) == db::kMostAhead) return;
  begin(ahead.by_model, models);
  for (auto& row : rows) {
    ahead.by_id.of(row.id.text()) = row;
    ahead.by_model.of(fold(row.model)).push_back(std::move(row));
  }
}

}  // namespace

ReadAhead const* read_ahead(db::Tx& tx) { return db::if_gathered<ReadAhead>(tx); }

void look_ahead(db::Tx& tx, Numbers const& numbers) {
  auto& ahead = db::gathered<ReadAhead>(tx);
  auto const gtins = gtins_of(numbers);
  begin(ahead.by_gtin, gtins);
  for (auto const& row : rows_of<Product>(tx, sql::products_of_gtins, gtins)) {
    ahead.by_id.of(row.id.text()) = row;
    ahead.by_gtin.of(gtin_14(row.gtin)) = row;
  }
  auto const skus = folded(numbers.skus);
  begin(ahead.by_sku, skus);
  for (auto const& row : rows_of<Product>(tx, sql::products_of_skus, skus)) {
    ahead.by_id.of(row.id.text()) = row;
    ahead.by_sku.of(fold(row.sku)) = row;
  }
  auto const makers = folded(numbers.manufacturers);
  begin(ahead.manufacturers, makers);
  for (auto const& row : rows_of<Manufacturer>(tx, sql::manufacturers_named, makers))
    ahead.manufacturers.of(fold(row.name)) = row;
  read_models(tx, ahead, folded(numbers.models));
}

void forget_ahead(db::Tx& tx, Product const& product) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead) return;
  auto const row = with_keys(product);
  auto const is_it = [&](std::optional<Product> const& one) {
    return one && one->id == product.id;
  };
  ahead->by_gtin.forget_where(is_it);
  ahead->by_sku.forget_where(is_it);
  ahead->by_model.forget_where([&](std::vector<Product> const& all) {
    return std::any_of(all.begin(), all.end(),
                       [&](Product const& one) { return one.id == product.id; });
  });
  ahead->by_id.forget(product.id.text());
  ahead->by_gtin.forget(row.gtin_14.value_or(""));
  ahead->by_sku.forget(row.folded_sku.value_or(""));
  ahead->by_model.forget(row.folded_model);
}

void forget_manufacturer_ahead(db::Tx& tx, std::string const& folded_name) {
  if (auto* const ahead = db::if_gathered<ReadAhead>(tx)) ahead->manufacturers.forget(folded_name);
}

}  // namespace vefa::catalogue
