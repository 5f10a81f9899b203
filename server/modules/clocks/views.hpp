// The law of a case as its routes show it: rows in words, in the reader's language.
#pragma once
#include "modules/clocks/basis.hpp"
#include "modules/clocks/calling.hpp"
#include "modules/clocks/changing.hpp"
#include "modules/clocks/known.hpp"
#include "modules/clocks/vocabulary.hpp"
#include "modules/units/units.hpp"

namespace vefa::clocks {

struct TitledClock : LegalClock {
  std::string title;  // of its rule
};
BOOST_DESCRIBE_STRUCT(TitledClock, (LegalClock), (title))
std::vector<TitledClock> titled(db::Tx& tx, std::vector<LegalClock> clocks, Language language);

struct WordedHappening : Happening {
  std::string words;
  bool can_take_back = false;  // the reader
};
BOOST_DESCRIBE_STRUCT(WordedHappening, (Happening), (words, can_take_back))
std::vector<WordedHappening> worded(Context const& ctx, std::vector<Happening> happenings);

struct WordedDecision : Decision {
  std::string decision_words;
};
BOOST_DESCRIBE_STRUCT(WordedDecision, (Decision), (decision_words))
std::vector<WordedDecision> worded(std::vector<Decision> decisions, Language language);

struct WordedFormer : FormerDecision {
  std::string decision_words;
};
BOOST_DESCRIBE_STRUCT(WordedFormer, (FormerDecision), (decision_words))
std::vector<WordedFormer> worded(std::vector<FormerDecision> former, Language language);

/// What follows from a clock, with where the law says so and how far that can be trusted.
struct WordedConsequence : LegalConsequence {
  std::string title;   // of its rule
  std::string words;   // what follows; money as it is owed; empty for what a correction undid
  std::string source;  // where the rule stands
  std::string quote;   // its words there; may be empty
  law::Confidence confidence = law::Confidence::Recalled;  // of the rule
  std::vector<std::string> readings;                       // other ways in which it is read
  std::vector<std::string> doubts;    // why a person decides: not known, not verified, not approved
  std::vector<NamedValue> decisions;  // that can be recorded of it now
  std::vector<NamedValue> changes;    // of what was decided, or its being declined by her
  bool needs_her_word = true;         // a change to another choice; what is declined always does
  std::optional<LegalCall> call;      // of a supervisor: by when, how many were asked
  bool cost_untold = false;           // it was chosen, and nobody told what it costs
};
BOOST_DESCRIBE_STRUCT(WordedConsequence, (LegalConsequence),
                      (title, words, source, quote, confidence, readings, doubts, decisions,
                       changes, needs_her_word, call, cost_untold))
/// Those of `rows` that followed from this clock.
std::vector<WordedConsequence> worded(Context const& ctx, db::Tx& tx, Matter const& matter,
                                      TitledClock const& clock,
                                      std::vector<LegalConsequence> const& rows);

/// Counted again by the version of the pack that counted it, so that it is told as it was.
struct CountedAgain {
  Basis basis;  // that `clock` points into
  law::Clock clock;
};
Result<CountedAgain> counted_again(Context const& ctx, db::Tx& tx, Matter const& matter,
                                   LegalClock const& clock);

/// What the program knows, and what a person says otherwise. `product_group` is among them.
struct KnownFact {
  std::string name;
  std::string words;
  std::string value;  // as it is told: "true", "consumer", "42500.00 TRY"; a name of a group
  bool contradicted = false;
  std::string reason;  // why a person says otherwise; empty: it was said before this was known
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(KnownFact, (), (name, words, value, contradicted, reason, by_name))
std::vector<KnownFact> known_facts(Context const& ctx, db::Tx& tx, Matter const& matter);

struct WordedKnown {
  std::string kind;
  std::string words;
  Instant at;
  KnownFrom from = KnownFrom::Case;
  bool contradicted = false;  // a person says that it did not happen so
  std::string reason;
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(WordedKnown, (), (kind, words, at, from, contradicted, reason, by_name))
std::vector<WordedKnown> known_happenings(Matter const& matter, Language language);
/// "The company's own time for this: 15 business days, until …"; empty where it has none.
std::string own_time_words(db::Tx& tx, Language language, LegalClock const& clock,
                           law::Pack const& pack);

/// The product of the unit that a case is about.
struct KnownProduct {
  UnitId unit_id;
  std::string title;        // "Anka 5230 NF"
  std::string group;        // of the law, that it belongs to; empty: the law names none
  std::string group_words;  // "Refrigerators"
};
BOOST_DESCRIBE_STRUCT(KnownProduct, (), (unit_id, title, group, group_words))
/// Nothing where no unit is named, or its product is not known. The group is that of the
/// catalogue, or the nearest one above it, whose code the law knows.
std::optional<KnownProduct> product_of(Context const& ctx, db::Tx& tx, Matter const& matter);

}  // namespace vefa::clocks
