// A pack: a jurisdiction's law as dated data. What is read from packs/*/*.yaml by load.hpp, counted
// by due.hpp, told by tell.hpp. Plain values; a pack is immutable once it is loaded, and whoever
// counts by it holds it by shared pointer: names in results point into it.
//
// Facts (`price`, `place`, `customer`) are named by texts `law.fact.…`, events (`fault.notified`)
// by `law.event.…`: the loader refuses a name without its text.
#pragma once
#include <array>
#include <boost/describe.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/language.hpp"
#include "base/money.hpp"
#include "law/days.hpp"

namespace vefa::law {

/// One text in each language.
struct Words {
  std::array<std::string, kLanguages.size()> texts = {};
  std::string const& in(Language language) const {
    return texts[static_cast<std::size_t>(language)];
  }
};

/// How far a value can be trusted. `Recalled` and `Conflict` move no money without a named
/// approval.
enum class Confidence { VerifiedPrimary, VerifiedSecondary, Recalled, Conflict };
BOOST_DESCRIBE_ENUM(Confidence, VerifiedPrimary, VerifiedSecondary, Recalled, Conflict)

/// Another way in which the law is read.
struct Reading {
  std::string says;
  std::string source;  // a key of Pack::sources
};
/// Where a value stands.
struct Provenance {
  std::string source;  // a key of Pack::sources
  std::string act;
  std::string article;
  std::string quote;
  Confidence confidence = Confidence::Recalled;
  std::vector<Reading> alternatives;
  std::string approved_by;  // who took responsibility for a value that is not verified
  std::optional<LocalDate> approved_on;
  bool is_sure() const {
    return confidence == Confidence::VerifiedPrimary || confidence == Confidence::VerifiedSecondary;
  }
};
struct SourceOf {
  std::string name;
  std::string where;  // an address or a publication
  std::optional<LocalDate> read_on;
};

/// Both days included; an absent one is open.
struct Effective {
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> through_on;
  bool holds(LocalDate on) const {
    return (!from_on || *from_on <= on) && (!through_on || on <= *through_on);
  }
};

/// Where in a file something stands, for refusals and for whoever looks it up.
struct Place {
  std::string file;
  int line = 0;
};

enum class Unit { Second, Minute, Hour, Day, BusinessDay, Week, Month, Year };
BOOST_DESCRIBE_ENUM(Unit, Second, Minute, Hour, Day, BusinessDay, Week, Month, Year)
/// "20 business_day". Negative only for days: that many days before.
struct Amount {
  static constexpr std::int64_t kMost = 100'000;
  std::int64_t count = 0;
  Unit unit = Unit::Day;
  bool operator==(Amount const&) const = default;
};
constexpr bool is_elapsed(Unit unit) {
  return unit == Unit::Second || unit == Unit::Minute || unit == Unit::Hour;
}

/// What a rule takes from the product's group.
enum class GroupAmount { None, Repair, UsageLife };
BOOST_DESCRIBE_ENUM(GroupAmount, None, Repair, UsageLife)
/// An amount as it stands, or of a parameter or a product group on the day the law is picked by.
struct AmountOf {
  Amount fixed = {};
  std::string parameter = {};
  GroupAmount of_group = GroupAmount::None;
  std::optional<Amount> otherwise = {};  // where the group is not known
  bool given = false;
};

/// What is known of a case: a truth, a whole number (money in minor units), a word.
using Fact = std::variant<bool, std::int64_t, std::string>;
using Facts = std::map<std::string, Fact, std::less<>>;

enum class Test { OneOf, AtLeast, Above, AtMost, Below };
BOOST_DESCRIBE_ENUM(Test, OneOf, AtLeast, Above, AtMost, Below)
struct Condition {
  std::string fact;
  Test test = Test::OneOf;
  std::vector<Fact> values;
};

/// One way in which a clock starts.
struct Start {
  std::string event;
  std::vector<Condition> where;     // facts of the event itself
  bool about = false;               // from the instant it speaks of, not from when it happened
  AmountOf later = {};              // and then this much later
  std::string within_of = {};       // counts only when it comes within …
  Amount within = {};               // … this much of that event
  std::string preceded_by = {};     // counts only after …
  std::int64_t preceded_times = 0;  // … so many of these
};
/// Which of several ways counts where more than one happened.
enum class StartBy { Earliest, Latest, FirstListed };
BOOST_DESCRIBE_ENUM(StartBy, Earliest, Latest, FirstListed)
struct PauseOn {
  std::string from;
  std::string until;
};
/// Begins the clock anew, from the instant the event speaks of.
struct ResetOn {
  std::string event;
  std::vector<Condition> where;
  std::optional<int> notice_days_before;        // valid only when told by this time …
  int notice_by_minute = 0;                     // … so many days before the hour that was agreed
  std::vector<std::string> no_later_than = {};  // the deadlines of these rules, on this case …
  std::vector<Condition> unlimited = {};        // … but where this is known of the case
};

enum class RollLastDay { Never, NextWorking };
BOOST_DESCRIBE_ENUM(RollLastDay, Never, NextWorking)
struct Counting {
  bool first_day_included = false;
  RollLastDay roll_last_day = RollLastDay::Never;
  int cutoff_minute = 1440;  // of the last day; 1440: when the day is over
};

/// A warning at a share of the time, or an amount before the end.
struct WarnAt {
  std::int64_t percent = 0;
  Amount before = {};  // days or business days; used when percent is 0
};

enum class Effect {
  Grant,  // a choice of remedies, which somebody may make
  Owe,    // money
  Issue,  // a document
  Call,   // a supervisor, within a time
  Tell    // the customer is to be told something
};
BOOST_DESCRIBE_ENUM(Effect, Grant, Owe, Issue, Call, Tell)
struct Consequence {
  Effect effect = Effect::Tell;
  std::vector<std::string> choices = {};  // of a grant
  std::string chosen_by = {};             // consumer, manufacturer, seller
  std::optional<Money> money = {};
  std::string parameter = {};  // the money, where it is a parameter
  std::string payee = {};      // consumer, state
  bool informational = false;  // told, never paid by the system
  std::string document = {};
  Amount within = {};  // of a call
  Words words = {};    // what is told
};
/// Owed once more than `after` has passed since the start; of several the last one reached.
struct Tier {
  Amount after;
  Consequence owe;
};
/// Hours in which something may happen.
struct Window {
  std::vector<int> weekdays;  // 0 Monday
  bool eves = false;          // the eves of holidays too, whatever their weekday
  int from_minute = 0;
  int until_minute = 1440;
};
struct ServiceLevel {
  std::int64_t percent = 0;  // of the contacts …
  Amount within = {};        // … are served within this
};

enum class RuleKind {
  Deadline,      // somebody must have acted by then
  Term,          // something holds until then
  Window,        // only within these hours
  Right,         // arises at once
  ServiceLevel,  // a share within a time
  Retention,     // kept until then
  Threshold      // a limit that decides
};
BOOST_DESCRIBE_ENUM(RuleKind, Deadline, Term, Window, Right, ServiceLevel, Retention, Threshold)
/// What a deadline owes the customer, in the words of the ledger of promises; nothing where it
/// binds somebody else, or is owed to somebody else (a court, an authority, a seller).
enum class Owed {
  Nothing,
  NotifyBy,
  DecideBy,
  CallBackBy,
  DeliverBy,
  RepairBy,
  ReplaceBy,
  ArriveWithin,
  SolveBy
};
BOOST_DESCRIBE_ENUM(Owed, Nothing, NotifyBy, DecideBy, CallBackBy, DeliverBy, RepairBy, ReplaceBy,
                    ArriveWithin, SolveBy)
enum class Overridable { Never, StricterOnly };
BOOST_DESCRIBE_ENUM(Overridable, Never, StricterOnly)

/// One edition of a rule: the same id may stand several times, with dates that neither overlap nor
/// leave a gap.
struct Rule {
  std::string id;
  std::string row;  // of the list of rules that the pack was made from: TR-03
  RuleKind kind = RuleKind::Deadline;
  Words title;
  Effective effective;
  std::string pick_by;  // the event whose day picks the edition; none: the start
  std::vector<Condition> applies;
  std::vector<Condition> excludes;
  std::vector<Start> start;
  StartBy start_by = StartBy::Earliest;
  std::vector<std::string> stop;
  std::vector<PauseOn> pause;
  std::optional<ResetOn> reset;
  AmountOf amount;
  std::string calendar;                // of Pack::calendars; `company`: the hours of the company
  std::optional<Amount> late_message;  // less than this before the close: from the next opening
  Counting counting;
  std::vector<WarnAt> warn_at;
  Owed promise = Owed::Nothing;  // of a deadline
  std::vector<Consequence> on_start;
  std::vector<Consequence> on_breach;
  std::vector<Tier> tiers;
  std::vector<Window> windows;
  ServiceLevel level;
  std::string parameter;  // of a threshold
  Test test = Test::Below;
  Overridable overridable = Overridable::StricterOnly;
  bool per_contact = false;  // of calls: kept by statistics, not on a case
  Words note;
  Provenance provenance;
  Place place;
};

struct ParameterValue {
  Effective effective;
  std::int64_t value = 0;  // money in minor units
  Provenance provenance;
  Place place;
};
struct Parameter {
  std::string id;
  std::string unit;  // a currency, or a Unit in snake case, or percent, kilogram
  Words title;
  std::vector<ParameterValue> values;
};

struct ProductGroup {
  std::string code;
  Words title;
  Effective effective;
  std::optional<Amount> usage_life;
  std::optional<Amount> repair;
  std::optional<std::int64_t> stations;
  Provenance provenance;
  Place place;
};

/// From when the time counts for which law wants a document kept: from the day on which it is made,
/// from the end of that year, or from the report on that year, which is due by the end of May.
enum class KeptFrom { Made, YearEnd, YearReport };
BOOST_DESCRIBE_ENUM(KeptFrom, Made, YearEnd, YearReport)

struct Document {
  std::string id;
  std::string row;
  Words title;
  Effective effective;
  std::vector<std::string> fields;
  std::optional<Amount> kept;
  std::optional<Provenance> kept_source;  // of that time, where another act says it
  KeptFrom kept_from = KeptFrom::Made;
  std::vector<std::string> languages;  // that law wants it in, besides the customer's
  Provenance provenance;
  Place place;
};

enum class ConsentNeed { None, OptIn, RegistryCheck };
BOOST_DESCRIBE_ENUM(ConsentNeed, None, OptIn, RegistryCheck)
struct ConsentRule {
  std::string id;
  std::string row;
  std::vector<std::string> channels;
  std::vector<std::string> contents;
  ConsentNeed need = ConsentNeed::OptIn;
  std::string registry;
  Effective effective;
  Provenance provenance;
  Place place;
};

/// The days that a law counts, with where it says so.
struct LawCalendar {
  Days days;
  Words title;
  Provenance provenance;
  Place place;
};

struct Pack {
  std::string id;       // TR
  std::string version;  // 2026.11
  Words title;
  std::string zone;
  std::optional<calendar::Zone> clock;  // of `zone`
  std::string own_calendar;             // in which a law beside it counts; may be empty
  Currency currency;
  std::map<std::string, SourceOf, std::less<>> sources;
  std::map<std::string, LawCalendar, std::less<>> calendars;
  std::map<std::string, Parameter, std::less<>> parameters;
  std::vector<ProductGroup> groups;
  std::vector<Rule> rules;  // editions of one id stand together, by date
  std::vector<Document> documents;
  std::vector<ConsentRule> consents;
  std::string fingerprint;  // of the text it was read from
  Place place;
};
using PackPtr = std::shared_ptr<Pack const>;

/// The edition that holds on that day; null when none does.
Rule const* find_rule(Pack const& pack, std::string_view id, LocalDate on);
/// Some edition, for those who only want to know that it exists.
Rule const* find_any_edition(Pack const& pack, std::string_view id);
/// The days that the law of a Union leaves out in this state: of the calendar that the pack names
/// for it, or its only one; null where neither is there.
Days const* own_days(Pack const& pack);
ParameterValue const* find_value(Pack const& pack, std::string_view parameter, LocalDate on);
ProductGroup const* find_group(Pack const& pack, std::string_view code, LocalDate on);
Document const* find_document(Pack const& pack, std::string_view id, LocalDate on);
/// The day that much later; the month's end is clamped. Business days count as days.
LocalDate plus(LocalDate date, Amount const& amount);
/// The day from which on a document that was made then need not be kept; none where it does not
/// say.
std::optional<LocalDate> kept_until(Document const& document, LocalDate made_on);
/// The rule of the strictest need that names the channel and the content; null when none does.
ConsentRule const* find_consent(Pack const& pack, std::string_view channel,
                                std::string_view content, LocalDate on);

}  // namespace vefa::law
