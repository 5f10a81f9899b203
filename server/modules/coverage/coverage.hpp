// Coverage: who pays for what, by which term, until when, and why.
//
// A company keeps *templates* (versioned); a unit is given *coverages*, snapshots of them; the
// law's terms are added when the question is asked. `ask` answers without a trace; `decide` keeps
// the answer with everything it was made from, before work begins. Verbs record `coverage.*`
// events.
#pragma once
#include "base/context.hpp"
#include "db/database.hpp"
#include "modules/coverage/terms.hpp"
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
namespace vefa::units {
struct Sale;
}

namespace vefa::coverage {

/// What is asked: of a day (none: today), a cause, and parts that are to be replaced.
struct Asked {
  std::optional<LocalDate> on;
  std::optional<Cause> cause;
  std::optional<List<ProductId, 50>> parts;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (on, cause, parts))

/// An answer with its inputs: `entitle(facts, question, terms)` gives the same at any time.
struct Found {
  Facts facts;
  Question question;
  std::vector<Term> terms;
  Entitlement entitlement;
};
BOOST_DESCRIBE_STRUCT(Found, (), (facts, question, terms, entitlement))

/// Errors: not_found (unit, product); coverage.day_in_future for a day after today.
Result<Found> ask(Context const& ctx, db::Tx& tx, UnitId unit, Asked const& asked);

/// By language tag.
using Names = std::map<std::string, Text<200, 1>>;

/// To which units an automatic template is given; what is absent does not matter.
struct Applies {
  std::optional<List<std::string, 100>> groups;  // codes; of the product's group or one above it
  std::optional<List<ProductId, 500>> products;
  std::optional<List<std::string, 50>> countries;
  std::optional<LocalDate> sold_from;
  std::optional<LocalDate> sold_until;  // exclusive
};
BOOST_DESCRIBE_STRUCT(Applies, (), (groups, products, countries, sold_from, sold_until))

/// Whether what a template gives goes with this sale of a product of these groups (codes).
bool applies_to(Applies const& applies, units::Sale const& sale, ProductId product,
                std::vector<std::string> const& groups);
/// Errors: wire.required for none; catalogue.bad_language.
Result<JsonObject> checked_names(Names const& names);
/// The day `months` calendar months later; a month's end is clamped (31 January and one month is 28
/// or 29 February).
LocalDate plus_months(LocalDate day, std::int64_t months);

struct Decision {
  CoverageDecisionId id;
  UnitId unit_id;
  CaseId case_id;  // none: asked of the unit alone
  LocalDate day;
  Found found;
  Instant at;
  std::string actor;
};

/// As `ask`, and kept: immutable, with its inputs. `case_id` may be none; whether the actor may
/// write on that case is the caller's to ask.
Result<Decision> decide(Context const& ctx, db::Tx& tx, UnitId unit, Asked const& asked,
                        CaseId case_id);
std::optional<Decision> find_decision(db::Tx& tx, CoverageDecisionId id);
/// Newest first; at most 100.
std::vector<Decision> decisions(db::Tx& tx, UnitId unit);
std::vector<Decision> decisions_of_case(db::Tx& tx, CaseId id);
/// Whether a decision or a stay in repair is of this case.
bool speaks_of(db::Tx& tx, CaseId id);

struct NewUse {
  std::optional<std::int64_t> visits;
  std::optional<std::int64_t> amount_minor;
  std::optional<CoverageDecisionId> decision_id;
};
BOOST_DESCRIBE_STRUCT(NewUse, (), (visits, amount_minor, decision_id))
/// The invoice that uses it, in its currency.
struct Billed {
  InvoiceId invoice_id;
  std::string currency;
};
/// What an invoice used of its caps. Errors: not_found; coverage.bad_use.
Result<void> use(Context const& ctx, db::Tx& tx, CoverageId id, NewUse const& input,
                 Billed const& by);
/// What a credited invoice used is given back: its uses stay, and count no more.
void restore(Context const& ctx, db::Tx& tx, InvoiceId invoice, CreditNoteId credit_note);
/// Until the end of the transaction nobody else uses the caps of what this unit was given, and the
/// unit is joined into no other.
void hold_caps(db::Tx& tx, UnitId unit);

/// Why what a unit was given ends. What is withdrawn is taken from her: it holds for whatever she
/// tells of within `kNoticeDays`. What went back and was refunded holds until that day; of what was
/// entered twice one stays, and nothing is lost.
enum class EndCause { Withdrawn, Returned, Double };
BOOST_DESCRIBE_ENUM(EndCause, Withdrawn, Returned, Double)
inline constexpr int kNoticeDays = 30;
struct CoverageEndingTag {
  static constexpr std::string_view kPrefix = "cve";
};
using CoverageEndingId = Id<CoverageEndingTag>;
struct Ending {
  CoverageEndingId id;
  CoverageId coverage_id;
  EndCause cause = EndCause::Withdrawn;
  std::string reason;
  std::optional<LocalDate> holds_until_on;  // none: it counts on no day
  Instant at;
  std::string ended_by;
};
BOOST_DESCRIBE_STRUCT(Ending, (), (id, coverage_id, cause, reason, holds_until_on, at, ended_by))
/// What her letter of an ending, or of one that was taken back, says.
struct Ended {
  Ending ending;
  UnitId unit_id;
  JsonObject names;                    // of the coverage, by language
  std::optional<std::string> revived;  // why it was taken back; none: it stands
};
std::optional<Ended> find_ended(db::Tx& tx, CoverageEndingId id);
/// In this language, else in the first there is.
std::string name_in(JsonObject const& names, Language language);

/// The answer in words: a sentence a share, then why, then what it rests on without being known.
std::vector<std::string> said(Found const& found, Language language);

/// What the law is asked with: how a unit of this product's groups was sold.
struct Sold {
  Facts facts;
  std::string country;
  std::vector<std::string> groups;          // codes, nearest first, as the packs name them
  std::optional<std::int64_t> price_minor;  // none: not known
  std::string currency;
  std::optional<bool> listed = {};  // as the company says; a pack that names the group knows better
};

/// As it is known; `facts` are those of an answer.
Sold how_sold(Context const& ctx, db::Tx& tx, UnitId unit, Facts facts);

/// A time in repair, and the case that it was of (none: before the program, or not told).
struct Stay {
  CaseId case_id;
  RepairTime time;
};
/// Oldest first; those of rows merged into it too.
std::vector<Stay> stays(db::Tx& tx, UnitId unit);

/// The unit of a case was handed in on a day: its time in repair begins, once, however often it is
/// told; one that runs and names no case is that of this one. Errors: as a time in repair that is
/// told by hand.
/// The one that began by it; none where it is known already.
Result<RepairTimeId> hand_in(Context const& ctx, db::Tx& tx, UnitId unit, CaseId of, LocalDate on);
/// And handed back: it ends; nothing where none runs.
/// The one that ended by it.
Result<RepairTimeId> hand_back(Context const& ctx, db::Tx& tx, UnitId unit, CaseId of,
                               LocalDate on);
/// What began it says another day, or none: it moves, or is gone, where it still begins on that
/// day. Not beyond its end. Whether it moved.
bool correct_hand_in(Context const& ctx, db::Tx& tx, RepairTimeId id, LocalDate was,
                     std::optional<LocalDate> now);
/// The same of its end; without one it runs on. Not before its beginning.
bool correct_hand_back(Context const& ctx, db::Tx& tx, RepairTimeId id, LocalDate was,
                       std::optional<LocalDate> now);
/// What told so was a mistake. `began`: the hand-in that was told then; the time in repair that it
/// began is gone. None: the hand-back of that day; it runs on.
void undo_hand(Context const& ctx, db::Tx& tx, UnitId unit, CaseId of, LocalDate on,
               std::optional<Instant> began);

/// The law of a country as it is in use, and by rule the company's own time for it ("36 month").
struct LawInUse {
  std::shared_ptr<law::Pack const> pack;  // null: none is known
  // What was approved last, or is the program's own, while nobody approved `pack`: what it gives
  // does not sink below that. Null: `pack` stands alone.
  std::shared_ptr<law::Pack const> floor;
  std::map<std::string, std::string> own_times;
};
using FindLaw = LawInUse (*)(Context const&, db::Tx&, std::string const& code);
/// Whom to ask for the law: the module that keeps it stands above this one. The program's own packs
/// answer until it is set. Before the first use.
void install(FindLaw find);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::coverage
