#include "modules/clocks/guarding.hpp"

#include <algorithm>

#include "modules/cases/her_word.hpp"
#include "modules/cases/namings.hpp"
#include "modules/clocks/by_itself.hpp"
#include "modules/clocks/lessening.hpp"

namespace vefa::clocks {
namespace {

/// The case on which she says so: of all that it concerns, one of the same person.
std::optional<cases::Case> said_on(db::Tx& tx, std::vector<CaseId> const& all,
                                   cases::Case const& row, cases::HerWord const& word) {
  auto const said = interactions::find(tx, word.interaction_id);
  if (!said || std::ranges::find(all, said->case_id) == all.end()) return std::nullopt;
  auto other = cases::find(tx, said->case_id);
  if (!other || other->customer_id != row.customer_id) return std::nullopt;
  return other;
}

}  // namespace

Result<void> keep_what_is_owed(Context const& ctx, db::Tx& tx, customers::Concerned concerned,
                               customers::HerWord const* her_word,
                               customers::Change const& change) {
  auto const all = concerned.unit_id ? cases::of_unit(tx, concerned.unit_id)
                                     : cases::of_customer(tx, concerned.customer_id);
  std::optional<cases::HerWord> word;
  if (her_word) word = {.interaction_id = her_word->interaction_id, .words = her_word->words};
  std::vector<std::pair<CaseId, OwedByLaw>> before;
  for (auto const id : all) {
    if (of_case(tx, id).empty()) continue;
    follow_known(ctx, tx, id);  // what changed before is not by this
    if (auto owed = owed_by_law(tx, id); !owed.clocks.empty() || !owed.given.empty())
      before.emplace_back(id, std::move(owed));
  }
  TRY(change());
  for (auto const& [id, owed] : before) {
    follow_known(ctx, tx, id);
    auto const row = cases::find(tx, id).value();
    auto const other = word ? said_on(tx, all, row, *word) : std::nullopt;
    TRY(check_not_lessened(ctx, tx, row, owed,
                           {.before_at = {},
                            .reason = word ? word->words.value : "",
                            .her_word = word ? &*word : nullptr,
                            .said_on = other ? &*other : nullptr}));
  }
  return {};
}

}  // namespace vefa::clocks
