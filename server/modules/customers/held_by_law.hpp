// What the law owes on a case follows from what the program knows: what a unit is, who bought it,
// when and where, what she is. Who changes that takes nothing of it away by the way.
// Source: docs/decisions/0490-what-the-law-owes-outlives-a-changed-sale.md
#pragma once
#include <functional>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::customers {

/// A word of hers, and what she says in it; as cases::HerWord, which stands above this module.
struct HerWord {
  InteractionId interaction_id;  // hers, on a case that it concerns: where she says so
  Text<1000, 1> words;
};
BOOST_DESCRIBE_STRUCT(HerWord, (), (interaction_id, words))

/// Whose open cases it concerns: the unit's; of all units of a product, or of a group and those
/// below it; else the customer's.
struct Concerned {
  UnitId unit_id;
  CustomerId customer_id;
  UnitId joined_unit_id = {};          // joined into the unit by it
  CustomerId joined_customer_id = {};  // joined into the customer by it
  ProductId product_id = {};
  ProductGroupId product_group_id = {};
};

inline HerWord const* word_in(std::optional<HerWord> const& word) {
  return word ? &*word : nullptr;
}

using Change = std::function<Result<void>()>;
/// What runs a change and looks whether less is owed by law afterwards.
using LawGuard = Result<void> (*)(Context const&, db::Tx&, Concerned, HerWord const*,
                                  Change const&);
/// Handed over once in main/wiring.cpp.
void install_guard(LawGuard guard);
/// Runs the change. Where by it an open case would owe less by law, or later, her word says so or
/// somebody who may approve remedies does it. Errors: those of the change; Refused
/// cases.law_is_owed (her_word.interaction_id); those of cases::check_her_word under her_word; of
/// goods cases.goods_owe_less, cases.goods_may_owe_less.
Result<void> change_within_law(Context const& ctx, db::Tx& tx, Concerned const& concerned,
                               HerWord const* her_word, Change const& change);

}  // namespace vefa::customers
