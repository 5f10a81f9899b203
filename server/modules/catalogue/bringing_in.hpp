// For files that name many products: what they will look up is read ahead.
#pragma once
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

}  // namespace vefa::catalogue
