// What kind of concern a case was before it became another, and by whose word.
#pragma once
#include "modules/cases/her_word.hpp"

namespace vefa::cases {

struct KindChange {
  CaseId case_id;
  std::int64_t n = 1;
  CaseKind was = CaseKind::Question;
  CaseKind kind = CaseKind::Question;
  InteractionId interaction_id;  // her message in which she says so; none: staff's own reading
  std::string words;             // hers
  Instant changed_at;
  std::string changed_by;
};
BOOST_DESCRIBE_STRUCT(KindChange, (),
                      (case_id, n, was, kind, interaction_id, words, changed_at, changed_by))

/// Makes it a case of this kind; with a word of hers, later than it was called something else, also
/// where it is one already. `row` is not stored. Errors: those of `check_her_word`, at `kind_word`.
Result<void> say_kind(Context const& ctx, db::Tx& tx, Case& row, CaseKind kind,
                      std::optional<HerWord> const& word);
/// Writes to her that it was called so on her word. The case must be stored.
void tell_kind(Context const& ctx, db::Tx& tx, Case const& row, HerWord const& word);
/// All that it was called before and is no more. None where her own word says what it is; a
/// question is not among them, since what nobody has judged yet comes in as one.
std::vector<CaseKind> kinds_before(db::Tx& tx, Case const& row);

/// The kept case of two was called what both were; her word on it stays.
void join_kinds(Context const& ctx, db::Tx& tx, Case const& from, Case const& into);
/// A part that is split off was called what the whole was.
void copy_kinds(db::Tx& tx, CaseId from, CaseId part);

}  // namespace vefa::cases
