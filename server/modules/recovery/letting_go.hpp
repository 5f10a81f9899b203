// A granted remedy ends on her word: she does not want it, or wants another in its place.
// Source: docs/decisions/0440-a-choice-can-be-changed.md
#pragma once
#include "modules/cases/her_word.hpp"
#include "modules/recovery/remedies.hpp"

namespace vefa::recovery {

/// A row of remedies_let_go.
struct LetGo {
  RemedyId remedy_id;
  InteractionId interaction_id;  // hers: where she says so
  std::string words;
  std::string reason;
  Instant let_go_at;
  std::string let_go_by_name;
  RemedyId instead_id;  // what she is given in its place
};
BOOST_DESCRIBE_STRUCT(LetGo, (),
                      (remedy_id, interaction_id, words, reason, let_go_at, let_go_by_name,
                       instead_id))
std::optional<LetGo> let_go_of(db::Tx& tx, RemedyId id);
/// Granted, and neither given nor ended: her word can end it.
bool can_let_go(db::Tx& tx, Remedy const& remedy);

struct LettingGo {
  std::int64_t version = 0;
  std::string reason;
  cases::HerWord her_word;  // later than it was granted
};
/// What was promised of it ends, a broken promise stays broken; what it took of budgets is given
/// back; a free service that it held is held no more. She is written to what was noted on her word.
/// NotFound; Stale; Refused recovery.nothing_to_let_go, recovery.given_before,
/// recovery.service_used, recovery.let_go_before, recovery.service_reserved (for another case; a
/// reservation on this one is released), sale_promises.quoted_free; Invalid recovery.needs_reason
/// (reason); those of cases::check_her_word under her_word. Records `remedy.let_go`.
Result<Remedy> let_go(Context const& ctx, db::Tx& tx, RemedyId id, LettingGo const& how);
/// The same, and another is given in its place within the actor's authority and budget. Refused:
/// also recovery.instead_needs_approval, recovery.apology_instead, those of `grant`. Answers the
/// other one.
Result<Remedy> give_instead(Context const& ctx, db::Tx& tx, RemedyId id, LettingGo const& how,
                            NewRemedy const& wanted);

}  // namespace vefa::recovery
