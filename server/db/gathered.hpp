// What modules gather during one use-case, mostly to write it once at its end (`before_commit`).
#pragma once
#include <map>
#include <memory>

#include "db/database.hpp"

namespace vefa::db {

/// Behind `Tx::gathered`: one thing of each type.
using Gathered = std::map<void const*, std::shared_ptr<void>>;

/// The use-case's own `T`, made when first asked for. It lives as long as the transaction.
template <class T>
T& gathered(Tx& tx) {
  static char const which = 0;
  if (!tx.gathered) tx.gathered = std::make_shared<Gathered>();
  auto& place = (*std::static_pointer_cast<Gathered>(tx.gathered))[&which];
  if (!place) place = std::make_shared<T>();
  return *static_cast<T*>(place.get());
}

}  // namespace vefa::db
