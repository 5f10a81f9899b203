// What the program knows of a case by itself, so that nobody types it: from the unit that the case
// names, its sale, its product, what covers it, the unit's repairs and its other cases. It is kept
// beside what people said (`Matter::facts`, `case_law_events`), stands below it, and is looked up
// anew whenever one of these changes.
#pragma once
#include "law/due.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/clocks.hpp"

namespace vefa::clocks {

/// Where a happening is known from.
enum class KnownFrom {
  Case,       // its kind and the instant at which it was opened
  Sale,       // of the unit
  Repair,     // the unit's times in repair
  OtherCase,  // of the same unit
  Stay        // the unit's time in repair of this case
};
BOOST_DESCRIBE_ENUM(KnownFrom, Case, Sale, Repair, OtherCase, Stay)

struct KnownHappening {
  std::string kind;
  Instant at;
  JsonObject facts;
  KnownFrom from = KnownFrom::Case;
};
BOOST_DESCRIBE_STRUCT(KnownHappening, (), (kind, at, facts, from))

struct KnownOfCase {
  JsonObject facts;   // by the law that governs the case
  JsonObject by_law;  // code to facts that differ by another law of the country: {"EU": {...}}
  std::string product_group;
  std::vector<KnownHappening> happenings;  // in order of `at`
};
BOOST_DESCRIBE_STRUCT(KnownOfCase, (), (facts, by_law, product_group, happenings))

/// The law of the unit's sale, else of her country, else of the company's; the Union's in a member
/// state without a pack of its own. Empty where no pack is there for it.
std::string law_for(Context const& ctx, db::Tx& tx, cases::Case const& row);
/// Whether the program takes it up by itself: a unit is named, or it is a complaint and that law
/// counts from one.
bool is_for_it(db::Tx& tx, cases::Case const& row, law::Pack const& pack);
/// Looks it up; of a case that names no unit, that a complaint was received.
KnownOfCase look_up(Context const& ctx, db::Tx& tx, cases::Case const& row, law::Pack const& pack);

/// As it was last looked up.
KnownOfCase known_of(Matter const& matter);
/// What the law of that code reads: what is known, and above it what a person said.
JsonObject facts_under(Matter const& matter, KnownOfCase const& known, std::string const& code);
std::string group_under(Matter const& matter, KnownOfCase const& known);
/// Whether it concerns the rule, though nobody told it.
bool is_seen(law::Rule const& rule, KnownHappening const& one);
/// Begun by nothing that was told, and resting on a fact that nobody knows: not counted.
bool rests_on_nothing(law::Rule const& rule, law::Clock const& counted,
                      std::vector<law::Event> const& told);

}  // namespace vefa::clocks
