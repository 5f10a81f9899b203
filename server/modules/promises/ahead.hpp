// Promises of many cases known at once, for who counts something anew on a whole page of them.
#pragma once
#include "modules/promises/promises.hpp"

namespace vefa::promises {

/// While it lives, `find`, `pending_of` and what recounts them know these promises without asking.
/// The cases must be locked. One use-case has one at a time.
class Known {
 public:
  /// What is pending on these cases, and `more`, wherever they are.
  Known(db::Tx& tx, std::vector<CaseId> const& cases, std::vector<PromiseId> const& more);
  ~Known();
  Known(Known const&) = delete;
  Known& operator=(Known const&) = delete;

 private:
  db::Tx& tx_;
};

}  // namespace vefa::promises
