#include "modules/customers/held_by_law.hpp"

namespace vefa::customers {
namespace {

LawGuard& guard() {
  static LawGuard one = nullptr;
  return one;
}

}  // namespace

void install_guard(LawGuard one) { guard() = one; }

Result<void> change_within_law(Context const& ctx, db::Tx& tx, Concerned const& concerned,
                               HerWord const* her_word, Change const& change) {
  return guard() ? guard()(ctx, tx, concerned, her_word, change) : change();
}

}  // namespace vefa::customers
