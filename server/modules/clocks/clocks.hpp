// Legal clocks: what the law of a case's country demands, by when, and what follows, counted from
// what happened on the case. The packs of law themselves are kept here too, each version, with who
// approved it.
//
// A pack that nobody approved advises: its clocks run, warn and are stamped, but no money and no
// choice is offered by itself. The same holds for a rule whose value is not verified.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/customers/customers.hpp"
#include "modules/ids.hpp"

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}
namespace vefa::law {
struct Pack;
}
namespace vefa::cases {
struct HerWord;
}

namespace vefa::clocks {

struct LawPackTag {
  static constexpr std::string_view kPrefix = "lpk";
};
using LawPackId = Id<LawPackTag>;
struct LawEventTag {
  static constexpr std::string_view kPrefix = "lev";
};
using LawEventId = Id<LawEventTag>;
struct LegalClockTag {
  static constexpr std::string_view kPrefix = "lcl";
};
using LegalClockId = Id<LegalClockTag>;
struct LegalConsequenceTag {
  static constexpr std::string_view kPrefix = "lcq";
};
using LegalConsequenceId = Id<LegalConsequenceTag>;

/// The law that governs a case, and what is known of it. A fact is a truth, a whole number, a word,
/// or money ("500.00 TRY").
struct NewMatter {
  std::string code;  // of a pack: TR
  JsonObject facts = {};
  std::optional<std::string> product_group = {};  // none: as it is known; empty: not known
  /// Kinds of happenings that the program knows of and that did not happen so; in place of those
  /// said before. None: as it was said.
  std::optional<std::vector<std::string>> not_so = {};
  std::string reason = {};  // where it stands against what the program knows; none: her words
};
struct Matter {
  CaseId case_id;
  std::int64_t version = 1;
  std::string code;
  JsonObject facts;
  std::string product_group;
  Instant taken_at;
  std::string taken_by_name;
  JsonObject known;           // by the program itself, as it was last looked up
  JsonObject contradictions;  // name of what a person says otherwise: {reason, by_name, at}
  bool by_itself = false;     // taken up by the program
};
BOOST_DESCRIBE_STRUCT(Matter, (),
                      (case_id, version, code, facts, product_group, taken_at, taken_by_name, known,
                       contradictions, by_itself))

/// Says which law governs a case, or what more is known; every clock is counted anew. What a person
/// says stands above what the program knows, with a reason; what says the same as it is not kept.
/// Invalid: clocks.no_such_pack (code), clocks.no_such_fact (facts.name), clocks.no_such_group
/// (product_group), clocks.other_law (code: a case has one law for good, once a person named it or
/// told something under it), clocks.known_otherwise (reason), clocks.not_known (not_so). What the
/// law owes her is lessened by her word or larger authority alone (see check_not_lessened).
Result<Matter> take_up(Context const& ctx, db::Tx& tx, CaseId id, NewMatter wanted,
                       cases::HerWord const* her_word = nullptr);

/// Something that happened, or was agreed: `fault.notified`, `visit.agreed`.
struct NewHappening {
  std::string kind;
  std::optional<Instant> at = {};        // none: now; not in the future
  std::optional<Instant> about_at = {};  // the instant it speaks of
  JsonObject facts = {};
  std::string channel = {};  // by which it was told: proof of notice
  std::string note = {};
  InteractionId interaction_id = {};  // hers, on this case: where she says so
};
/// Keeps it for ever, and counts every clock of the case anew. Goods that are handed in open a case
/// that is over, or was none. Invalid: clocks.no_such_event
/// (kind), clocks.in_future (at), clocks.no_such_fact; Refused: clocks.no_law, clocks.too_many.
/// What happened by her wish alone (`kReturnedUnrepaired`) is no person's claim: Invalid
/// clocks.needs_her_word, cases.needs_her_word, cases.word_is_older (interaction_id); the program
/// itself says it where it knows her word otherwise (a quote that she declined).
Result<LawEventId> happened(Context const& ctx, db::Tx& tx, CaseId id, NewHappening const& what);

/// She took it back as it was, since she did not want it repaired.
inline constexpr char const* kReturnedUnrepaired = "goods.returned_unrepaired";
inline constexpr char const* kPaidBack = "refund.paid";
/// Of what she paid nothing was to go back. The bills know it: no person tells it, and the program
/// alone does (Invalid clocks.bills_say_so, kind).
inline constexpr char const* kNothingOwed = "refund.nothing_owed";

/// What was told by mistake is taken back: it stays in the story with the reason, and every clock
/// is counted as if it had never been told. What was written to her, decided or printed meanwhile
/// stays. Her own happening anybody who may write on the case may take back; that of somebody else,
/// and one without which the customer would lose what the law gave her, needs RemediesApprove.
/// NotFound law_event; Invalid clocks.reason_needed (reason); Conflict clocks.already_taken_back;
/// Forbidden clocks.taken_back_by_authority.
Result<void> take_back(Context const& ctx, db::Tx& tx, CaseId id, LawEventId event,
                       std::string const& reason);

struct LegalClock {
  LegalClockId id;
  std::int64_t version = 1;
  CaseId case_id;
  std::string code;
  std::string rule_id;
  std::int64_t cycle = 0;  // which time the rule counts on this case
  LawPackId pack_id;
  std::string kind;   // law::RuleKind in snake case
  std::string state;  // law::State in snake case
  bool open = true;   // can still change by time or events
  Instant starts_at;
  std::optional<Instant> due_at;
  std::optional<Instant> own_due_at;
  std::optional<Instant> stopped_at;
  Instant told_until;
  std::optional<Instant> rings_at;
  std::int64_t doubts = 0;
  PromiseId promise_id;  // in the ledger, of a deadline that is owed to the customer
};
BOOST_DESCRIBE_STRUCT(LegalClock, (),
                      (id, version, case_id, code, rule_id, cycle, pack_id, kind, state, open,
                       starts_at, due_at, own_due_at, stopped_at, told_until, rings_at, doubts,
                       promise_id))

/// The law of a country or of the Union (`EU`) as it is counted by: the version in use, else the
/// program's own; null where there is none. Reads only.
std::shared_ptr<law::Pack const> law_in_use(Context const& ctx, db::Tx& tx,
                                            std::string const& code);

/// That law, and by rule the company's own time for it ("36 month"), each stricter than the law's.
/// Remembered: a transaction that asks often reads once.
struct LawHere {
  std::shared_ptr<law::Pack const> pack;
  // While nobody approved `pack`: the version that was approved last, else the program's own.
  std::shared_ptr<law::Pack const> floor;
  std::map<std::string, std::string> own_times;
};
LawHere law_here(Context const& ctx, db::Tx& tx, std::string const& code);

/// Of one case, by rule and cycle.
std::vector<LegalClock> of_case(db::Tx& tx, CaseId id);

/// What governs a case; none where nobody said it.
std::optional<Matter> matter_of(db::Tx& tx, CaseId id);
/// Whether what was told was not taken back.
bool stands(db::Tx& tx, LawEventId id);
/// What the law waits for on a case: a clock that is not done and that such a happening stops.
struct Awaited {
  LegalClockId clock_id;
  std::string title;  // of its rule, in this language
};
/// By rule. Reads only.
std::vector<Awaited> awaited(db::Tx& tx, CaseId id, std::string_view happening, Language language);
/// When it happened, as it was told on the case and not taken back, or as the program knows it.
std::vector<Instant> known_to_have_happened(db::Tx& tx, CaseId id, std::string_view kind);
bool is_known_to_have_happened(db::Tx& tx, CaseId id, std::string_view kind);
/// What of a kind was told on the case and stands, oldest first.
struct Told {
  LawEventId id;
  Instant at;
  std::string note;
};
std::vector<Told> told_of(db::Tx& tx, CaseId id, std::string_view kind);
/// Whether the law of a case gives her what she did then: by a rule that begins with it, whose
/// facts hold or are not known, before every time for it (a term of the same row) was over.
enum class ByLaw {
  Unspoken,  // no rule begins with it
  Given,
  NotGiven
};
ByLaw given_by_law(Context const& ctx, db::Tx& tx, CaseId id, std::string_view kind, Instant at);
/// Whether it was closed as no case, and is still.
bool is_no_case(db::Tx& tx, CaseId id);
/// By when the law wants what such a happening began done by that deed, and that is ahead, whether
/// or not it counts as done; the earliest. Reads only.
std::optional<Instant> due_ahead(Context const& ctx, db::Tx& tx, CaseId id,
                                 std::string_view begun_by, std::string_view deed);
/// Whether this was chosen of what the law gives on the case: `refund`.
bool was_chosen(db::Tx& tx, CaseId id, std::string_view choice);

/// What the law lets her choose, and she has not chosen yet; in her language.
struct Choice {
  std::string name;
  std::string words;
};
struct OpenChoice {
  LegalConsequenceId id;
  std::string title;  // of the rule
  Instant granted_at;
  std::vector<Choice> choices;
};
std::vector<OpenChoice> open_choices(db::Tx& tx, CaseId id, Language language);
/// She chose, by her link; the actor is she. NotFound for what is not hers to choose; Refused
/// clocks.no_longer_owed; Invalid clocks.not_a_choice (choice).
Result<void> choose(Context const& ctx, db::Tx& tx, CaseId id, LegalConsequenceId consequence,
                    std::string const& choice);

/// A document that was made on a case.
struct Issued {
  std::string document_id;
  std::string country;              // whose law it satisfies
  std::vector<std::string> by_law;  // the documents of packs that it is
  Instant made_at;
  std::int64_t made_by_id = 0;
  std::string made_by_name;
};
/// What waits on the case for such a document, and was owed when it was made, is issued. Records
/// `legal_consequence.decided`. The case must be locked.
void issued(Context const& ctx, db::Tx& tx, CaseId id, Issued const& what);

/// This module's share of what is known of a person: the law of her cases, what happened, what
/// followed, what was chosen.
customers::ExportPart export_part(Context const& ctx, db::Tx& tx, CustomerId id);
/// Records that the law wants kept hold her file until their time is over.
std::vector<customers::HoldReason> holds(Context const& ctx, db::Tx& tx, CustomerId id);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::clocks
