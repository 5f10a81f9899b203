// What can be told of a case under a law, in words: the happenings that its rules count from, and
// the facts that they ask about.
#pragma once
#include "db/database.hpp"
#include "law/pack.hpp"
#include "modules/ids.hpp"

namespace vefa::clocks {

struct NamedValue {
  std::string name;
  std::string words;
};
BOOST_DESCRIBE_STRUCT(NamedValue, (), (name, words))

enum class FactKind { Truth, Number, Money, Word };
BOOST_DESCRIBE_ENUM(FactKind, Truth, Number, Money, Word)

struct AskedFact {
  std::string name;
  std::string words;
  FactKind kind = FactKind::Word;
  std::vector<NamedValue> values;  // of a word: those that make a difference
};
BOOST_DESCRIBE_STRUCT(AskedFact, (), (name, words, kind, values))

/// Titles of the rules that it concerns, once each.
struct CountedHappening {
  std::string kind;
  std::string words;
  bool speaks_of = false;            // an instant of its own matters: the hour that was agreed
  bool needs_her_word = false;       // a message of hers, or it is not taken
  std::vector<std::string> starts;   // a clock begins, or begins anew
  std::vector<std::string> stops;    // what was owed is done
  std::vector<std::string> pauses;   // stands still from then on
  std::vector<std::string> resumes;  // and goes on
  std::vector<std::string> decides;  // which edition holds, or whether a start counts
  std::vector<std::string> facts;    // of the happening itself, that matter
};
BOOST_DESCRIBE_STRUCT(CountedHappening, (),
                      (kind, words, speaks_of, needs_her_word, starts, stops, pauses, resumes,
                       decides, facts))

/// A group of products that the law names, with what it gives it.
struct GroupOfLaw {
  std::string name;
  std::string words;
  std::string repair;      // "20 business days"; empty: the usual time
  std::string usage_life;  // "10 years"; empty: none
  law::Confidence confidence = law::Confidence::Recalled;
};
BOOST_DESCRIBE_STRUCT(GroupOfLaw, (), (name, words, repair, usage_life, confidence))

struct LawVocabulary {
  std::vector<CountedHappening> happenings;  // by their words
  std::vector<AskedFact> facts;              // by their words
  std::vector<GroupOfLaw> groups;            // by their words; the newest edition of each
  std::string currency;                      // of money
};
BOOST_DESCRIBE_STRUCT(LawVocabulary, (), (happenings, facts, groups, currency))

/// Null where the law names no such group; the newest edition.
law::ProductGroup const* group_of(law::Pack const& pack, std::string_view code);
/// Of the rules that are counted on a case; those that statistics keep are left out.
LawVocabulary vocabulary_of(law::Pack const& pack, Language language);
/// A rule of another version, by which something counts on.
struct RuleOf {
  law::PackPtr pack;
  law::Rule const* rule;
};
/// Rules by which open clocks of a case count on, and which none of these laws has any more.
std::vector<RuleOf> left_out_on(db::Tx& tx, CaseId id, std::vector<law::PackPtr> const& laws);
/// The same of laws that hold beside each other, in the currency of the first, and of rules that
/// they leave out.
LawVocabulary vocabulary_of(std::vector<law::PackPtr> const& laws, Language language,
                            std::vector<RuleOf> const& left_out = {});

}  // namespace vefa::clocks
