// What staff tell of her rests on her own word, and she is written to what was taken down. The unit
// and the kind of a case, what she wishes to pay, her answer to a quote, what she chooses, declines
// or ends: one rule for all.
#pragma once
#include "modules/cases/cases.hpp"

namespace vefa::cases {

/// A word of hers, and what she says in it.
struct HerWord {
  InteractionId interaction_id;  // hers, on this case: where she says so
  Text<1000, 1> words;
};
BOOST_DESCRIBE_STRUCT(HerWord, (), (interaction_id, words))

/// Her message or call on this case, which no machine wrote, at or after `since`: when that was
/// said which it changes. Errors: cases.needs_her_word, cases.word_is_older (interaction_id).
Result<interactions::Interaction> her_message(db::Tx& tx, Case const& row, InteractionId id,
                                              Instant since);
/// The same, with her words: what she wrote herself holds them; of what she said aloud they are
/// what was heard. Errors: also cases.not_words, cases.not_in_her_words (words).
Result<void> check_her_word(db::Tx& tx, Case const& row, HerWord const& word, Instant since);
/// Its error under the field that holds the word.
Result<void> check_her_word(db::Tx& tx, Case const& row, HerWord const& word, Instant since,
                            std::string const& field);

/// Whose file was erased says nothing more, and nobody says it for her: Refused
/// cases.person_erased.
Result<void> check_not_erased(db::Tx& tx, Case const& row);

/// Writes to her, in her language, what was noted on her word, in what words of hers, and that she
/// may object. Where the program has no way to write to her, or its letter does not reach her, a
/// person owes her the telling, also on a case that is over. The case's row may change by it.
void tell_heard(Context const& ctx, db::Tx& tx, Case const& row, std::string const& noted,
                std::string const& words);
/// Whether that message is such a letter.
bool tells_heard(db::Tx& tx, InteractionId id);

}  // namespace vefa::cases
