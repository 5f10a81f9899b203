// Counts the clocks of cases from their events, and writes what changed.
#pragma once
#include "law/due.hpp"
#include "modules/clocks/packs.hpp"

namespace vefa::clocks {

/// A row of case_law_events, and what says that it was told by mistake.
struct Happening {
  LawEventId id;
  CaseId case_id;
  std::string kind;
  Instant at;
  std::optional<Instant> about_at;
  JsonObject facts;
  std::string channel;
  std::string note;
  Instant recorded_at;
  std::string actor_kind;
  std::int64_t actor_id = 0;
  std::string actor_name;
  InteractionId interaction_id = {};          // her word that it rests on; none: on nobody's
  std::optional<Instant> taken_back_at = {};  // from then on as if it had never been told
  std::string taken_back_by_name = {};
  std::string taken_back_reason = {};
};
BOOST_DESCRIBE_STRUCT(Happening, (),
                      (id, case_id, kind, at, about_at, facts, channel, note, recorded_at,
                       actor_kind, actor_id, actor_name, interaction_id, taken_back_at,
                       taken_back_by_name, taken_back_reason))

/// A row of legal_consequences.
struct LegalConsequence {
  LegalConsequenceId id;
  LegalClockId clock_id;
  CaseId case_id;
  std::int64_t ordinal = 0;
  std::string effect;
  std::string state;
  Instant at;
  Instant recorded_at;
  std::string party;
  JsonObject choices;
  std::string document;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  bool overdue = false;  // the deadline of its rule was missed
};
BOOST_DESCRIBE_STRUCT(LegalConsequence, (),
                      (id, clock_id, case_id, ordinal, effect, state, at, recorded_at, party,
                       choices, document, amount_minor, currency, overdue))

/// A result that a clock had before.
struct FormerResult {
  std::int64_t revision = 0;
  LawPackId pack_id;
  std::string state;
  std::optional<Instant> due_at;
  Instant replaced_at;
  std::string cause;
};
BOOST_DESCRIBE_STRUCT(FormerResult, (), (revision, pack_id, state, due_at, replaced_at, cause))

/// Facts as the law reads them; Invalid clocks.no_such_fact with `field` before the name.
Result<law::Facts> facts_of(JsonObject const& facts, law::Pack const& pack,
                            std::string const& field);
std::vector<Happening> happenings_of(db::Tx& tx, CaseId id);
std::vector<LegalConsequence> consequences_of(db::Tx& tx, CaseId id);

/// Counts every rule of the laws that hold on one case: its own, and the Union's in a member state;
/// `cause` stands beside the results that give way.
void recount(Context const& ctx, db::Tx& tx, Matter const& matter, std::string const& cause);
/// Cases in the order of their ids.
struct Stretch {
  CaseId after;
  CaseId until;  // with this one; none: all
};
/// The same for a page of cases; the last one's id, none when there are no more.
CaseId recount_page(Context const& ctx, db::Tx& tx, std::string const& code, Stretch const& stretch,
                    std::string const& cause);
/// Its timer rang.
void ring(Context const& ctx, db::Tx& tx, LegalClockId id);

inline constexpr char const* kClockTimer = "law.clock";
/// What its clocks were counted from may be gone: nothing is left as it was.
inline constexpr char const* kTakenBack = "taken_back";
/// Causes of a recount on which a promise is looked at though its clock stayed as it was.
inline constexpr char const* kReopened = "reopened";
inline constexpr char const* kMerged = "merged";
/// No decision: what was declined, or told to be paid by mistake, is open to her again.
inline constexpr char const* kTakenUp = "taken_up";
inline constexpr char const* kDismissed = "dismissed";  // it was no case
inline constexpr char const* kKnown = "known";          // what the program knows changed

}  // namespace vefa::clocks
