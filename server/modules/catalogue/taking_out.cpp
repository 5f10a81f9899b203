// A product that came in by mistake goes as if it had never come.
#include "modules/catalogue/ahead.hpp"
#include "modules/catalogue/bringing_in.hpp"
#include "modules/catalogue/queries.hpp"

namespace vefa::catalogue {
namespace {

Parts& parts() {
  static Parts all;
  return all;
}

bool has_ties(db::Tx& tx, ProductId id) {
  auto const& all = parts().ties;
  return tx.scalar<std::int64_t>(sql::has_ties, id) ||
         std::any_of(all.begin(), all.end(), [&](auto const& ask) { return ask(tx, id); });
}

}  // namespace

void install(Parts all) { parts() = std::move(all); }

Result<void> take_out(Context const& ctx, db::Tx& tx, ProductId id, std::int64_t version) {
  auto const product = find(tx, id);
  if (!product) return not_found("product");
  if (product->version != version) return stale(product->version);
  if (has_ties(tx, id)) return refused("catalogue.not_alone");
  if (tx.change(sql::take_out_product, id, version) == 0) return stale(version + 1);
  forget_ahead(tx, *product);
  record(ctx, tx, "product.removed", id, {{"model", product->model}});
  return {};
}

}  // namespace vefa::catalogue
