// For files that name many products: what they will look up is read ahead, and what they made can
// be taken out again.
#pragma once
#include <functional>

#include "modules/catalogue/catalogue.hpp"

namespace vefa::catalogue {

/// By what many rows name their products; empty ones say nothing.
struct Numbers {
  std::vector<std::string> gtins;
  std::vector<std::string> skus;
  std::vector<std::string> manufacturers;
  std::vector<std::string> models;
};
/// What is asked of these numbers in this use-case is read now, in a statement a kind.
void look_ahead(db::Tx& tx, Numbers const& numbers);

// --- Taking out --------------------------------------------------------------------------------

/// Whether another module has something that stands on a product; handed over once in
/// main/wiring.cpp.
struct Parts {
  std::vector<std::function<bool(db::Tx&, ProductId)>> ties;
};
void install(Parts parts);

/// Puts a product back as it was, where it is still of this version. Errors: not_found; stale;
/// those of its numbers that another has by now.
Result<void> put_back(Context const& ctx, db::Tx& tx, Product const& before, std::int64_t version);
/// Removes a product that an import brought in, as if it had never come in, where it is still of
/// this version. Its manufacturer stays. Records `product.removed`. Refused: stale;
/// catalogue.not_alone.
Result<void> take_out(Context const& ctx, db::Tx& tx, ProductId id, std::int64_t version);

}  // namespace vefa::catalogue
