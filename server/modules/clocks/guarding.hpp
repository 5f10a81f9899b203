// What the law owes on open cases outlives a change of what the program knows.
// Source: docs/decisions/0490-what-the-law-owes-outlives-a-changed-sale.md
#pragma once
#include "modules/customers/held_by_law.hpp"

namespace vefa::jobs {
struct Event;
struct Job;
}  // namespace vefa::jobs

namespace vefa::clocks {

/// For customers::install_guard. The cases on which something is owed are counted by what is known
/// before the change and after it; see check_not_lessened.
Result<void> keep_what_is_owed(Context const& ctx, db::Tx& tx, customers::Concerned concerned,
                               customers::HerWord const* her_word, customers::Change const& change);

inline constexpr char const* kGoodsWork = "law.goods";
/// Goods stand in another group, or the law lists them or not: open cases about them are counted
/// anew, some in a write; one on which less is owed tells so (`case_law.lessened`).
void on_goods(Context const& ctx, db::Tx& tx, jobs::Event const& event);
void follow_goods(Context const& ctx, db::Tx& tx, jobs::Job const& job);

}  // namespace vefa::clocks
