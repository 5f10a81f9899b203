// Instructions for a product, by their address.
#pragma once
#include "modules/catalogue/catalogue.hpp"

namespace vefa::catalogue {

struct Manual {
  ManualId id;
  ProductId product_id;
  Language language = Language::En;
  std::string title;
  std::string url;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Manual, (), (id, product_id, language, title, url, created_at))

/// Of a product, oldest first; at most 200.
std::vector<Manual> manuals(db::Tx& tx, ProductId id);

}  // namespace vefa::catalogue
