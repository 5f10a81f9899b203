// Which unit a case is about, as it was said: every word of it is kept, the newest counts.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

struct UnitNaming {
  CaseId case_id;
  std::int64_t n = 1;
  UnitId unit_id;                // none: about none
  InteractionId interaction_id;  // her message in which she says so; none: staff's own reading
  std::string reason;            // why somebody else's; what she said
  Instant named_at;
  std::string named_by;
};
BOOST_DESCRIBE_STRUCT(UnitNaming, (),
                      (case_id, n, unit_id, interaction_id, reason, named_at, named_by))

/// None where nothing is said: never, or it was forgotten.
std::optional<UnitNaming> newest_naming(db::Tx& tx, CaseId id);
/// Every unit that the case was ever said to be about, also one forgotten since; at most 200.
std::vector<UnitId> units_named(db::Tx& tx, CaseId id);

/// Cases about it, newest first, merged and closed ones too; at most 100.
std::vector<CaseId> of_unit(db::Tx& tx, UnitId unit);

/// What is said of the unit of a case.
struct UnitOfCase {
  std::optional<UnitId> unit_id;  // none: it is about none of her units, by her own word
  std::optional<InteractionId> interaction_id;  // hers, on this case: where she says so
  std::optional<Text<500>> reason;              // why somebody else's; what she says
};
BOOST_DESCRIBE_STRUCT(UnitOfCase, (), (unit_id, interaction_id, reason))
/// The case must be locked. Errors: not_found; cases.unit_of_another (reason): it is another
/// customer's and no reason is given; cases.none_needs_her_word, cases.needs_her_word
/// (interaction_id); wire.required, cases.not_in_her_words (reason) beside a message.
Result<UnitNaming> say_unit(Context const& ctx, db::Tx& tx, Case const& row,
                            UnitOfCase const& input);
/// It is said no more; what was said before stays known. Errors: not_found.
Result<void> forget_unit(Context const& ctx, db::Tx& tx, Case const& row);

/// Whether this is a word of hers on this case: it came in, and no machine wrote it.
bool is_her_word(db::Tx& tx, Case const& row, InteractionId id);

/// A word of hers, and what she says in it.
struct HerWord {
  InteractionId interaction_id;  // hers, on this case: where she says so
  Text<1000, 1> words;
};
BOOST_DESCRIBE_STRUCT(HerWord, (), (interaction_id, words))
/// Said at or after `since`; what she wrote herself holds the words, of what she said aloud they
/// are what was heard. Errors: cases.needs_her_word, cases.word_is_older (interaction_id);
/// wire.required, cases.not_in_her_words (words).
Result<void> check_her_word(db::Tx& tx, Case const& row, HerWord const& word, Instant since);

/// The kept case of two knows what was said on both, and goes on with what was said last on itself,
/// else on the other.
void join_namings(db::Tx& tx, CaseId from, CaseId into);

}  // namespace vefa::cases
