// Work that is owed: timers, reactions to events, and effects on the outside world.
//
// A job is a row, written in the transaction of the use-case that owes it, with the instant at
// which it is due. A timer is a job in the future; the outbox is the jobs of now. Two kinds:
//  - `TxWork` runs inside a transaction together with the removal of its row: exactly once.
//  - `EffectWork` talks to the outside (SMTP, IMAP, webhooks). It is leased, runs without a
//    transaction on a worker thread, and is removed after it succeeded; a dead node's lease ends
//    and another node runs it again. It must carry an idempotency key to the other side.
// What fails is tried again with growing pauses (1 s, 5 s, 30 s, 2 min, 10 min, 1 h, then every
// 6 h); after `max_tries` (10 for TxWork) it stays as `failed` with its last error, in sight of a
// person, and can be retried.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "db/database.hpp"

namespace vefa::jobs {

struct JobTag {
  static constexpr std::string_view kPrefix = "job";
};
using JobId = Id<JobTag>;
struct EventTag {
  static constexpr std::string_view kPrefix = "evt";
};
using EventId = Id<EventTag>;

/// A change that happened, kept for ever: history, live updates, webhooks, reactions.
/// Kinds are `noun.verb`, e.g. `case.opened`, `promise.broken`.
struct Event {
  EventId id;  // made by record()
  std::string kind;
  Instant at;
  std::string actor_kind;     // ActorKind in snake case
  std::int64_t actor_id = 0;  // 0: none
  std::string actor_name;
  std::int64_t case_id = 0;      // 0: not of a case
  std::int64_t customer_id = 0;  // 0: not of a customer
  std::int64_t team_id = 0;      // who may see it live; 0: everyone with cases_read
  JsonObject payload;            // ids as wire texts; no message bodies, no secrets
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (id, kind, at, actor_kind, actor_id, actor_name, case_id, customer_id,
                       team_id, payload))

/// A job as its work sees it.
struct Job {
  JobId id;
  std::string kind;
  std::string subject;  // what it is about: an id's wire text; with `kind` a unique key of timers
  Instant run_at;       // the deadline itself, not the time at which it was noticed
  std::int64_t tries = 0;  // before this one
  JsonObject payload;
};
BOOST_DESCRIBE_STRUCT(Job, (), (id, kind, subject, run_at, tries, payload))

/// Records the event in this transaction, has the subscribers to its kind react to it, tells live
/// listeners after the commit. `event.id`, `at` and the actor are filled from `ctx` unless set.
EventId record(Context const& ctx, db::Tx& tx, Event event);

/// Tells live listeners on every node after the commit, as `record` does, and is forgotten within
/// hours: for what concerns nobody later, such as who looks at a case now. No history, no
/// subscribers, no webhooks; a listener that was away does not get it again.
void signal(Context const& ctx, db::Tx& tx, Event event);
/// Removes signals of more than an hour ago.
void forget_signals(Context const& ctx, db::Tx& tx);

/// What happened on a case after `after` (none: from the beginning), oldest first.
std::vector<Event> events_of_case(db::Tx& tx, std::int64_t case_id, EventId after,
                                  std::size_t limit);

/// The same of a customer.
std::vector<Event> events_of_customer(db::Tx& tx, std::int64_t customer_id, EventId after,
                                      std::size_t limit);

/// Adds a job due at `run_at` (now or earlier: at once after the commit). On SQLite transactional
/// work runs in the order of `run_at`; on PostgreSQL it starts in that order, several at a time.
JobId add(Context const& ctx, db::Tx& tx, std::string kind, std::string subject, Instant run_at,
          JsonObject payload = {});
/// Removes the pending jobs of this kind and subject, e.g. the timer of a promise that was kept.
void cancel(db::Tx& tx, std::string const& kind, std::string const& subject);

/// The oldest job of this kind and subject that still waits; nothing when there is none.
std::optional<Job> find_pending(db::Tx& tx, std::string const& kind, std::string const& subject);

/// Thrown by work to give up at once, without further tries: it will not get better.
struct GiveUp : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// `ctx` is the system's; `ctx.now` the company's clock.
using TxWork = std::function<void(Context const& ctx, db::Tx& tx, Job const& job)>;
using EffectWork = std::function<void(Context const& ctx, db::Database& database, Job const& job)>;
/// Called when an effect gave up or ran out of tries, in a transaction.
using OnFailure =
    std::function<void(Context const& ctx, db::Tx& tx, Job const& job, std::string const& why)>;
using Reaction = std::function<void(Context const& ctx, db::Tx& tx, Event const& event)>;

/// How long to wait after the `tries`-th failure (from 1).
Duration pause_after(std::int64_t tries);

/// The list of all kinds of work, filled once in main/wiring.cpp, constant afterwards.
class Registry {
 public:
  Registry();
  ~Registry();
  void timer(std::string kind, TxWork work);
  /// Runs at the company's first start and then every `period`, once on all nodes together. What
  /// was missed while the server was down is not made up for; what fails is tried again for ever.
  void every(std::string kind, Duration period, TxWork work);
  void effect(std::string kind, EffectWork work, int max_tries = 10, OnFailure on_failure = {});
  /// `subscriber` names who reacts ("search"); `kinds` may end in `*`. Each pair is a job of its
  /// own: one subscriber's failure does not hold another's.
  void subscribe(std::string subscriber, std::vector<std::string> kinds, Reaction reaction);

  struct Lists;
  Lists const& lists() const { return *lists_; }

 private:
  std::unique_ptr<Lists> lists_;
};

/// Makes record() and add() know the subscribers. Called once at the start, before any use-case.
void install(Registry const& registry);

/// Work that was given up and waits for a person.
struct FailedJob {
  JobId id;
  std::string kind;
  std::string subject;
  Instant run_at;
  std::int64_t tries = 0;
  std::string last_error;
};
BOOST_DESCRIBE_STRUCT(FailedJob, (), (id, kind, subject, run_at, tries, last_error))

/// The newest first, at most `limit` (1…200); `cursor` is the page before's `next_cursor`, or
/// empty.
Result<Page<FailedJob>> failed(db::Tx& tx, std::string const& cursor, std::int64_t limit);
/// Makes a failed job due now, with its tries counted anew. NotFound unless it is `failed`.
Result<void> retry(Context const& ctx, db::Tx& tx, JobId id);
/// Removes a failed job for good. NotFound unless it is `failed`.
Result<void> drop(db::Tx& tx, JobId id);

/// For metrics: counted by the indexes, each up to 100,000.
struct Stats {
  std::int64_t due = 0;      // should run now, and does not yet
  std::int64_t waiting = 0;  // timers of the future and pauses after a failure
  std::int64_t running = 0;  // leased effects
  std::int64_t failed = 0;
  std::int64_t late_ms = 0;  // how long the oldest due job has been due
};
BOOST_DESCRIBE_STRUCT(Stats, (), (due, waiting, running, failed, late_ms))
Stats stats(Context const& ctx, db::Tx& tx);

/// A listener to events just committed by this process or told by a peer; for server-sent events.
/// Each event once, in about the order of commits. Called on a database thread: must be short. A
/// call that is under way may still arrive after `forget`.
class LiveFeed {
 public:
  using Listener = std::function<void(Event const&)>;
  virtual ~LiveFeed() = default;
  /// Returns a handle for `forget`.
  virtual std::uint64_t listen(Listener listener) = 0;
  virtual void forget(std::uint64_t handle) = 0;
};

struct RunnerOptions {
  /// Started when needed. No kind of effect holds more than half of them, so that a receiver who
  /// does not answer holds up no mail.
  int effect_threads = 8;
  Duration lease = std::chrono::seconds(60);         // of an effect; renewed while it runs
  Duration repair_every = std::chrono::seconds(30);  // looks for jobs nobody woke it for
};

/// Runs one company's jobs: one scheduler thread, a few effect threads. On several nodes over one
/// PostgreSQL each runs one; rows are claimed, so each job runs once.
class Runner {
 public:
  static std::unique_ptr<Runner> start(db::Database& database, Registry const& registry,
                                       Clock const& clock, IdSource& ids,
                                       RunnerOptions options = {});
  virtual ~Runner() = default;
  /// Looks again at once: a job was added, or the clock was moved.
  virtual void wake() = 0;
  virtual LiveFeed& feed() = 0;
  /// Waits until no job is due and none is running, or `at_most` has passed (wall time); true when
  /// idle. For tests, and for a graceful stop.
  virtual bool wait_idle(Duration at_most) = 0;
  /// Finishes what runs, releases leases, stops.
  virtual void stop() = 0;
};

}  // namespace vefa::jobs
