// What modules gather during one use-case, mostly to write it once at its end (`before_commit`).
#pragma once
#include <map>
#include <memory>

#include "db/database.hpp"

namespace vefa::db {

/// Behind `Tx::gathered`: one thing of each type.
using Gathered = std::map<void const*, std::shared_ptr<void>>;

template <class T>
void const* key_of_gathered() {
  static char const which = 0;
  return &which;
}

/// The use-case's own `T`, made when first asked for. It lives as long as the transaction.
template <class T>
T& gathered(Tx& tx) {
  if (!tx.gathered) tx.gathered = std::make_shared<Gathered>();
  auto& place = (*std::static_pointer_cast<Gathered>(tx.gathered))[key_of_gathered<T>()];
  if (!place) place = std::make_shared<T>();
  return *static_cast<T*>(place.get());
}

/// The same, where it was made before; else nothing.
template <class T>
T* if_gathered(Tx& tx) {
  if (!tx.gathered) return nullptr;
  auto const& all = *std::static_pointer_cast<Gathered>(tx.gathered);
  auto const found = all.find(key_of_gathered<T>());
  return found == all.end() ? nullptr : static_cast<T*>(found->second.get());
}

}  // namespace vefa::db
