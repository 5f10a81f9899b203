// What coverage is made of: terms, their lines, and the answer to "who pays?". Plain values.
//
// A *term* is one promise that somebody else than the customer pays, from one source; a *line* of
// it says for which component, how much, how long and on what conditions. An entitlement is a pure
// function of the unit's facts, the day and the fault, the meters and the terms (rules.hpp).
// Whether a unit "is in warranty" is never stored: it is asked.
#pragma once
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "modules/ids.hpp"

namespace vefa::coverage {

enum class Component { Parts, Labour, Travel, Shipping, Loaner };
BOOST_DESCRIBE_ENUM(Component, Parts, Labour, Travel, Shipping, Loaner)
/// In the order in which they are asked to pay.
enum class Source { Statutory, Manufacturer, Retailer, Repair, Extended, Goodwill };
BOOST_DESCRIBE_ENUM(Source, Statutory, Manufacturer, Retailer, Repair, Extended, Goodwill)
enum class Payer { Seller, Manufacturer, Provider, Company, Customer };
BOOST_DESCRIBE_ENUM(Payer, Seller, Manufacturer, Provider, Company, Customer)
enum class StartBasis {
  Sale,
  Delivery,       // else the sale
  Commissioning,  // by seller or agent; by the consumer only within half a year; else the delivery
  Registration,   // else the sale
  Manufacture,
  Given  // `from_on` of the line itself
};
BOOST_DESCRIBE_ENUM(StartBasis, Sale, Delivery, Commissioning, Registration, Manufacture, Given)
/// What ends a line that is limited in time and in use.
enum class Ends {
  AtAny,  // whichever comes first: "2 years or 100,000 km"
  AtAll   // whichever comes last
};
BOOST_DESCRIBE_ENUM(Ends, AtAny, AtAll)
enum class Cause {
  Unknown,
  Defect,
  Wear,
  Accident,
  Misuse,
  Transport,
  ForeignRepair,
  FailedRepair  // what we repaired failed again
};
BOOST_DESCRIBE_ENUM(Cause, Unknown, Defect, Wear, Accident, Misuse, Transport, ForeignRepair,
                    FailedRepair)

struct UsageLimit {
  std::string meter;
  std::int64_t amount = 0;
  bool operator==(UsageLimit const&) const = default;
};
BOOST_DESCRIBE_STRUCT(UsageLimit, (), (meter, amount))

struct CoverageLine {
  Component component = Component::Parts;
  std::int64_t percent = 100;  // of the cost, 1 to 100
  Payer payer = Payer::Manufacturer;
  StartBasis start = StartBasis::Sale;
  std::optional<std::int64_t> months;  // calendar months; none: not limited in time
  std::optional<std::vector<UsageLimit>> usage;
  std::optional<Ends> ends;                                 // none: at any
  std::optional<std::vector<std::string>> included_groups;  // of parts, by code; none: all
  std::optional<std::vector<std::string>> excluded_groups;
  std::optional<std::vector<Cause>> excluded_causes;
  std::optional<std::vector<Cause>> only_causes;  // none: any
  std::optional<std::int64_t> max_visits;         // over the whole term
  std::optional<std::int64_t> max_amount_minor;   // over the whole term, in the term's currency
  std::optional<bool> extended_by_repair;         // time in repair is added; none: no
  std::optional<bool> transferable;               // to the next owner; none: yes
  std::optional<bool> consumers_only;             // none: no
  std::optional<ProductId> part_id;               // of one part alone, as fitted in a repair
  std::optional<LocalDate> from_on;               // of a start that is given
  std::optional<LocalDate> last_on;               // where the end is given too
  bool operator==(CoverageLine const&) const = default;
};
BOOST_DESCRIBE_STRUCT(CoverageLine, (),
                      (component, percent, payer, start, months, usage, ends, included_groups,
                       excluded_groups, excluded_causes, only_causes, max_visits, max_amount_minor,
                       extended_by_repair, transferable, consumers_only, part_id, from_on, last_on))

struct Term {
  Source source = Source::Manufacturer;
  std::optional<CoverageId> coverage_id;  // none of what the law says
  std::string rule;                       // the rule of law: TR-01; empty
  JsonObject names;                       // by language
  std::vector<CoverageLine> lines;
  std::int64_t used_visits = 0;  // of its caps
  std::int64_t used_amount_minor = 0;
  bool doubtful = false;  // rests on a value that is not sure: only for the customer
  /// Until then the law presumes that the defect was there at the delivery; later she has to show
  /// it. None: it makes no difference.
  std::optional<LocalDate> presumed_until = {};
  std::optional<std::string> currency = {};  // of its caps; none of what the law says
};
BOOST_DESCRIBE_STRUCT(Term, (),
                      (source, coverage_id, rule, names, lines, used_visits, used_amount_minor,
                       doubtful, presumed_until, currency))

/// From the day it was handed in to the day it was handed back (exclusive; none: still there), and
/// what she paid for it, tax included (none: not known).
struct RepairTime {
  LocalDate from_on;
  std::optional<LocalDate> until_on;
  std::optional<std::int64_t> fee_minor = {};
  std::optional<std::string> fee_currency = {};
};
BOOST_DESCRIBE_STRUCT(RepairTime, (), (from_on, until_on, fee_minor, fee_currency))

/// What is known of the unit.
struct Facts {
  std::optional<LocalDate> sold_on;
  std::optional<LocalDate> delivered_on;
  std::optional<LocalDate> commissioned_on;
  bool commissioned_by_us = false;  // by the seller or an agent
  std::optional<LocalDate> registered_on;
  std::optional<LocalDate> manufactured_on;
  bool consumer = true;
  bool first_owner = true;  // on the day in question
  bool has_proof = false;
  bool provisional = false;  // nobody has confirmed the unit
  std::vector<RepairTime> repairs;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (sold_on, delivered_on, commissioned_on, commissioned_by_us, registered_on,
                       manufactured_on, consumer, first_owner, has_proof, provisional, repairs))

/// A part that is to be replaced: itself, and the codes of its groups, nearest first.
struct AskedPart {
  ProductId part_id;
  std::vector<std::string> groups;
};
BOOST_DESCRIBE_STRUCT(AskedPart, (), (part_id, groups))

struct Question {
  LocalDate on;  // when the fault was told
  Cause cause = Cause::Unknown;
  std::vector<AskedPart> parts;
  std::map<std::string, std::int64_t> meters;  // totals, by meter
};
BOOST_DESCRIBE_STRUCT(Question, (), (on, cause, parts, meters))

enum class Verdict {
  Covers,
  NotBegun,
  OverInTime,
  OverInUse,
  PartNotIncluded,
  PartExcluded,
  CauseExcluded,
  VisitsUsedUp,
  AmountUsedUp,
  NotTransferable,
  ConsumersOnly
};
BOOST_DESCRIBE_ENUM(Verdict, Covers, NotBegun, OverInTime, OverInUse, PartNotIncluded, PartExcluded,
                    CauseExcluded, VisitsUsedUp, AmountUsedUp, NotTransferable, ConsumersOnly)

/// Why a line pays or does not.
struct LineReason {
  std::int64_t term = 0;  // index
  std::int64_t line = 0;  // index within its term
  Verdict verdict = Verdict::Covers;
  std::optional<LocalDate> from_on;
  std::optional<LocalDate> last_on;  // with the time in repair
  std::int64_t repair_days = 0;      // that were added
  bool operator==(LineReason const&) const = default;
};
BOOST_DESCRIBE_STRUCT(LineReason, (), (term, line, verdict, from_on, last_on, repair_days))

struct CoverageShare {
  std::int64_t term = 0;
  Payer payer = Payer::Customer;
  std::int64_t percent = 0;
  std::optional<std::int64_t> limit_minor;  // what is left of its cap
  bool operator==(CoverageShare const&) const = default;
};
BOOST_DESCRIBE_STRUCT(CoverageShare, (), (term, payer, percent, limit_minor))

/// One component; of parts one for each that was asked for.
struct ComponentAnswer {
  Component component = Component::Parts;
  std::optional<ProductId> part_id;   // of the parts asked for
  std::vector<CoverageShare> shares;  // in the order of their sources; together at most 100
  std::int64_t customer_percent = 100;
  std::vector<LineReason> reasons;  // of every line of this component
  bool operator==(ComponentAnswer const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ComponentAnswer, (), (component, part_id, shares, customer_percent, reasons))

/// What the answer rests on without being known: a provisional yes, never a silent no.
enum class Flag {
  ProofMissing,
  StartUnknown,
  UnitProvisional,
  CauseUnknown,
  MeterUnknown,
  LawDoubtful,
  PresumptionOver
};
BOOST_DESCRIBE_ENUM(Flag, ProofMissing, StartUnknown, UnitProvisional, CauseUnknown, MeterUnknown,
                    LawDoubtful, PresumptionOver)

struct Entitlement {
  std::vector<ComponentAnswer> answers;
  std::vector<Flag> flags;  // only those that a share rests on
  bool operator==(Entitlement const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Entitlement, (), (answers, flags))

}  // namespace vefa::coverage
