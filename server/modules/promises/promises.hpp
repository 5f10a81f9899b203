// The ledger of promises: who owes what to whom, by when, why, and what became of it.
//
// This module keeps the ledger and its clocks. It knows no cases: whoever makes or settles a
// promise of a case must leave the case pointing at its next one (cases::settle), or the commit
// fails.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::promises {

enum class PromiseKind {
  AnswerBy,
  CallBackBy,
  FollowUpBy,
  SolveBy,
  ConfirmBy,
  NotifyBy,
  DecideBy,
  DeliverBy,
  RepairBy,
  ReplaceBy,
  ArriveWithin,
  FreeVisits
};
BOOST_DESCRIBE_ENUM(PromiseKind, AnswerBy, CallBackBy, FollowUpBy, SolveBy, ConfirmBy, NotifyBy,
                    DecideBy, DeliverBy, RepairBy, ReplaceBy, ArriveWithin, FreeVisits)

/// Where the duty comes from.
enum class Source { Law, Contract, Standard, Word, Recovery };
BOOST_DESCRIBE_ENUM(Source, Law, Contract, Standard, Word, Recovery)

enum class State { Pending, Kept, Broken, Withdrawn };
BOOST_DESCRIBE_ENUM(State, Pending, Kept, Broken, Withdrawn)

/// Half of the working time is gone; four fifths are.
enum class Risk { None, Half, Late };
BOOST_DESCRIBE_ENUM(Risk, None, Half, Late)

/// A row of the ledger. `settled_at` of a broken promise is its deadline, not the instant of
/// noticing.
struct Promise {
  PromiseId id;
  std::int64_t version = 1;
  CaseId case_id;
  CustomerId customer_id;
  PromiseKind kind = PromiseKind::AnswerBy;
  Source source = Source::Standard;
  State state = State::Pending;
  std::optional<std::int64_t> pending_on_open;  // 1 while pending on a case: half of a foreign key
  std::string what;                             // in the words it was given; may be empty
  TeamId team_id;
  StaffId owner_id;
  Instant made_at;
  std::string made_by_kind;
  std::int64_t made_by_id = 0;
  Instant starts_at;
  Instant due_at;
  std::optional<Instant> warn_half_at;
  std::optional<Instant> warn_late_at;
  Risk risk = Risk::None;
  StandardId standard_id;
  std::optional<std::int64_t> standard_version;
  WorkCalendarId calendar_id;
  JsonObject explanation;         // how due_at was counted
  PromiseId recovers_promise_id;  // the broken one that this one makes good
  std::optional<Instant> settled_at;
  std::optional<std::string> settled_by_kind;
  std::optional<std::int64_t> settled_by_id;
  InteractionId proof_interaction_id;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(Promise, (),
                      (id, version, case_id, customer_id, kind, source, state, pending_on_open,
                       what, team_id, owner_id, made_at, made_by_kind, made_by_id, starts_at,
                       due_at, warn_half_at, warn_late_at, risk, standard_id, standard_version,
                       calendar_id, explanation, recovers_promise_id, settled_at, settled_by_kind,
                       settled_by_id, proof_interaction_id, reason))

/// What a case tells of itself so that a standard can be found for its promises.
struct Circumstances {
  std::string case_kind;  // snake case, e.g. "complaint"
  std::string channel;
  std::string priority;
};

/// A deadline that was counted elsewhere, as the law's are; one that lies in the past is broken at
/// once.
struct Counted {
  Instant due_at;
  std::optional<Instant> warn_half_at = {};
  std::optional<Instant> warn_late_at = {};
  JsonObject explanation = {};
};

struct NewPromise {
  CaseId case_id;
  CustomerId customer_id;
  PromiseKind kind = PromiseKind::AnswerBy;
  Source source = Source::Standard;
  TeamId team_id;
  StaffId owner_id;
  Instant starts_at;
  std::string what = {};
  /// Given for one's own word; computed from the standard otherwise.
  std::optional<Instant> due_at = {};
  Circumstances circumstances = {};
  PromiseId recovers_promise_id = {};
  /// The standard's "next answer" amount rather than its first one.
  bool next_answer = false;
  std::optional<Counted> counted = {};
};

/// Makes a promise, starts its timers, records `promise.made`.
/// Refused: promises.due_in_past, promises.due_too_far (more than five years).
Result<Promise> make(Context const& ctx, db::Tx& tx, NewPromise const& wanted);

/// When a promise would be due if it were made so now; nothing is made. Errors: as of `make`.
Result<Instant> due_if_made(Context const& ctx, db::Tx& tx, NewPromise const& wanted);

/// What shows that a promise was kept.
struct Proof {
  InteractionId interaction_id = {};
  std::string reason = {};
};
/// Settles a pending promise as kept at `at`; a settled one is left as it is. Records
/// `promise.kept`.
void keep(Context const& ctx, db::Tx& tx, Promise const& promise, Instant at, Proof const& proof);
/// The duty fell away (the customer wrote first, the case was merged). Records `promise.withdrawn`.
void withdraw(Context const& ctx, db::Tx& tx, Promise const& promise, std::string const& reason);
/// The message that was taken for the proof of a kept promise never left the house: it is pending
/// again, under its own deadline, and still names that message, which may go after all. Nothing
/// happens to one that is not kept. The caller holds the case and settles it. Records
/// `promise.reinstated`.
void reinstate(Context const& ctx, db::Tx& tx, Promise const& promise, std::string const& reason);
/// Half or four fifths of its time is gone at `at`: marks the risk, records `promise.at_risk`
/// {risk}, sets the timer to the next warning or the deadline.
void warn(Context const& ctx, db::Tx& tx, Promise const& promise, Instant at);
/// Stamps a pending promise as broken at its own deadline. Records `promise.broken`.
void mark_broken(Context const& ctx, db::Tx& tx, Promise const& promise);

std::optional<Promise> find(db::Tx& tx, PromiseId id);
/// Of one case, oldest first: settled and pending (≤ 1,000).
std::vector<Promise> of_case(db::Tx& tx, CaseId id);
/// All that was promised to a customer, the newest first (≤ `limit`).
std::vector<Promise> of_customer(db::Tx& tx, CustomerId id, std::int64_t limit);
/// The pending ones of a case, the earliest deadline first.
std::vector<Promise> pending_of(db::Tx& tx, CaseId id);

/// Pending ones of a person or a team by deadline, a page at a time; at this risk alone where one
/// is given. Invalid: error.bad_cursor.
Result<Page<Promise>> owed_by(db::Tx& tx, StaffId owner, std::string const& cursor,
                              std::int64_t limit, std::optional<Risk> risk = {});
enum class Owned { ByAnyone, ByNobody };
Result<Page<Promise>> owed_by_team(db::Tx& tx, TeamId team, std::string const& cursor,
                                   std::int64_t limit, std::optional<Risk> risk = {},
                                   Owned owned = Owned::ByAnyone);
/// Those of the whole company at this risk, which is not None.
Result<Page<Promise>> owed_at_risk(db::Tx& tx, Risk risk, std::string const& cursor,
                                   std::int64_t limit);

/// A result that a clock had before it was counted again.
struct Clock {
  std::int64_t revision = 0;
  Instant due_at;
  JsonObject explanation;
  Instant replaced_at;
  std::string cause;
};
BOOST_DESCRIBE_STRUCT(Clock, (), (revision, due_at, explanation, replaced_at, cause))
std::vector<Clock> clocks_of(db::Tx& tx, PromiseId id);

/// Hands every pending promise of a case to another owner.
void assign(db::Tx& tx, CaseId id, TeamId team, StaffId owner);
/// Moves every pending promise of a case to another case (a merge).
void move(db::Tx& tx, CaseId from, CaseId to);
/// All promises of a case are owed to another customer's row (a merge of customers); the case must
/// be locked. Their versions stay: nothing that was promised changes.
void owe_to(db::Tx& tx, CaseId id, CustomerId customer);
/// The same for promises of `lost` that stand on no case.
void owe_rest_to(db::Tx& tx, CustomerId lost, CustomerId kept);

/// Removes all promises of a case with their timers: it is taken out again as if it had never come
/// in (cases::take_out).
void take_out(db::Tx& tx, CaseId id);

/// Counts an open clock again after its standard or calendar changed; the old result is kept.
/// Answers the promise as it is now; the caller settles its case. Promises given by word stay as
/// they were given.
Promise recompute(Context const& ctx, db::Tx& tx, Promise const& promise,
                  Circumstances const& circumstances, std::string const& cause);
/// The same for one whose clock was counted elsewhere: its deadline is that of `counted`, also
/// where it lies in the past.
Promise recount_to(Context const& ctx, db::Tx& tx, Promise const& promise, Counted const& counted,
                   std::string const& cause);
/// Ids of pending promises counted by this calendar or standard (0: any), after `after`, ≤ 500.
std::vector<PromiseId> counted_by(db::Tx& tx, WorkCalendarId calendar, StandardId standard,
                                  PromiseId after);

/// The timer of a pending promise. It is served by recovery, which alone knows what follows a
/// breach: before the deadline it calls `warn`.
inline constexpr char const* kClockTimer = "promise.clock";

/// True when a message of ours to the customer is what this promise asked for. What the law demands
/// is kept by what the law names alone.
bool is_kept_by_message(Promise const& promise);
/// True when a message of the customer makes this promise pointless (we meant to ask after her).
bool falls_away_when_she_writes(Promise const& promise);

}  // namespace vefa::promises
