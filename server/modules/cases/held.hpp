// Many cases held at once, for who counts something anew on a whole page of them.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// While it lives, `lock`, `find` and what writes these rows know them without asking. One use-case
/// has one at a time.
class Held {
 public:
  /// As `lock` of each, in the order of their ids.
  Held(db::Tx& tx, std::vector<CaseId> const& ids);
  ~Held();
  Held(Held const&) = delete;
  Held& operator=(Held const&) = delete;

 private:
  db::Tx& tx_;
};

}  // namespace vefa::cases
