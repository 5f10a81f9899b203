#include "db/together.hpp"

namespace vefa::db {

bool together(Tx& tx, std::function<void()> const& body) {
  if (auto* const backend = dynamic_cast<HasTogether*>(&tx)) return backend->together(body);
  body();
  return true;
}

}  // namespace vefa::db
