#include "jobs/jobs.hpp"

#include <array>
#include <limits>

#include "db/gathered.hpp"
#include "db/later.hpp"
#include "jobs/hub.hpp"
#include "jobs/lists.hpp"
#include "jobs/queries.hpp"

namespace vefa::jobs {
namespace {

constexpr Duration kSignalsLive = std::chrono::hours(1);  // far longer than a peer looks back

std::atomic<Registry const*> installed{nullptr};

Registry::Lists const* lists() {
  auto const* registry = installed.load();
  return registry ? &registry->lists() : nullptr;
}

struct JobRow {
  JobId id;
  std::string kind;
  std::int64_t effect = 0;
  std::string subject;
  Instant run_at;
  JsonObject payload;
};
BOOST_DESCRIBE_STRUCT(JobRow, (), (id, kind, effect, subject, run_at, payload))

void refuse_double(bool inserted, std::string const& kind) {
  if (!inserted) throw std::logic_error("two pieces of work are registered as " + kind);
}

void tell_after_commit(db::Tx& tx, std::optional<Event> event, std::optional<Instant> due) {
  db::Database* database = &tx.database();
  tx.after_commit([database, event = std::move(event), due]() mutable {
    // Without a runner in this process (a command line) the peers still have to hear of it.
    if (auto hub = hub_of(*database)) {
      if (event) hub->feed.publish(*event);
      if (event && due) hub->recent.keep(std::move(*event));
      if (due) hub->alarm.job_added(*due);
    }
    database->notify_peers();
  });
}

void fill_from(Context const& ctx, Event& event) {
  if (!event.id) event.id = ctx.new_id<EventId>();
  if (event.at.ms == 0) event.at = ctx.now;
  if (!event.actor_kind.empty()) return;
  event.actor_kind = wire::enum_text(ctx.actor.kind);
  event.actor_id = ctx.actor.id;
  event.actor_name = ctx.actor.name;
}

/// Ids of a use-case's events to which somebody reacts.
struct Gathered {
  boost::json::array events;
};

void gather(Context const& ctx, db::Tx& tx, EventId id) {
  auto& mine = db::gathered<Gathered>(tx);
  if (mine.events.empty())
    tx.before_commit([&tx, &mine, ids = ctx.ids, now = ctx.now] {
      auto const first = std::string(mine.events.front().as_string());
      db::insert_later(tx, sql::insert_job,
                       JobRow{JobId{ids->next_value()},
                              kReact,
                              0,
                              first,
                              now,
                              {{"events", std::exchange(mine.events, {})}}});
    });
  mine.events.push_back(boost::json::string(id.text()));
}

}  // namespace

bool Subscriber::wants(std::string_view event_kind) const {
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string const& pattern) {
    if (!pattern.ends_with('*')) return pattern == event_kind;
    return event_kind.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
  });
}

Duration pause_after(std::int64_t tries) {
  using namespace std::chrono_literals;
  static constexpr std::array<Duration, 7> kPauses{1s, 5s, 30s, 2min, 10min, 1h, 6h};
  auto const at = static_cast<std::size_t>(std::max<std::int64_t>(tries, 1) - 1);
  return kPauses[std::min(at, kPauses.size() - 1)];
}

Registry::Registry() : lists_(std::make_unique<Lists>()) {}

Registry::~Registry() {
  Registry const* self = this;
  installed.compare_exchange_strong(self, nullptr);
}

void Registry::timer(std::string kind, TxWork work) {
  refuse_double(
      !lists_->effects.contains(kind) && lists_->timers.emplace(kind, std::move(work)).second,
      kind);
}

JobId id_of_recurring(std::string_view kind) {
  // FNV-1a, cut to 30 bits: far below every id made from the time.
  std::uint64_t hash = 14695981039346656037U;
  for (char c : kind) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return JobId{static_cast<std::int64_t>(hash & 0x3fffffff) + 1};
}

void Registry::every(std::string kind, Duration period, TxWork work) {
  for (auto const& [other, every] : lists_->periods)
    refuse_double(id_of_recurring(other) != id_of_recurring(kind), kind);
  timer(kind, std::move(work));
  lists_->periods.emplace(std::move(kind), period);
}

void Registry::effect(std::string kind, EffectWork work, int max_tries, OnFailure on_failure) {
  Effect effect{std::move(work), max_tries, std::move(on_failure)};
  refuse_double(
      !lists_->timers.contains(kind) && lists_->effects.emplace(kind, std::move(effect)).second,
      kind);
}

void Registry::subscribe(std::string subscriber, std::vector<std::string> kinds,
                         Reaction reaction) {
  std::string const job_kind = "react:" + subscriber;
  timer(job_kind, [reaction](Context const& ctx, db::Tx& tx, Job const& job) {
    auto const id = EventId::parse(job.subject);
    auto const event = id ? tx.find<Event>(sql::find_event, *id) : std::nullopt;
    if (!event) throw GiveUp("the event " + job.subject + " is gone");
    reaction(ctx, tx, *event);
  });
  lists_->subscribers.push_back({job_kind, std::move(kinds), std::move(reaction)});
}

void install(Registry const& registry) { installed = &registry; }

EventId record(Context const& ctx, db::Tx& tx, Event event) {
  fill_from(ctx, event);
  db::insert_later(tx, sql::insert_event, event);
  auto const* known = lists();
  auto const wants = [&](Subscriber const& subscriber) {
    if (!subscriber.wants(event.kind)) return false;
    auto const asked = known->wanted.find(subscriber.job_kind);
    return asked == known->wanted.end() || asked->second(tx, event);
  };
  bool const somebody =
      known && std::any_of(known->subscribers.begin(), known->subscribers.end(), wants);
  if (somebody) gather(ctx, tx, event.id);
  auto const id = event.id;
  tell_after_commit(tx, std::move(event), somebody ? std::optional(ctx.now) : std::nullopt);
  return id;
}

void signal(Context const& ctx, db::Tx& tx, Event event) {
  fill_from(ctx, event);
  db::insert_later(tx, sql::insert_signal, event);
  tell_after_commit(tx, std::move(event), std::nullopt);
}

void forget_signals(Context const&, db::Tx& tx) {
  // Their ids hold the wall clock's time, which is not always the company's.
  tx.run(sql::forget_signals, IdSource::smallest_at((wall_now() - kSignalsLive).ms));
}

JobId add(Context const& ctx, db::Tx& tx, std::string kind, std::string subject, Instant run_at,
          JsonObject payload) {
  auto const* known = lists();
  // A kind that only a newer program knows is taken for a transaction's; its runner corrects it.
  bool const effect = known && known->effects.contains(kind);
  JobRow const row{ctx.new_id<JobId>(), std::move(kind), effect ? 1 : 0,
                   std::move(subject),  run_at,          std::move(payload)};
  db::insert_later(tx, sql::insert_job, row);
  tell_after_commit(tx, std::nullopt, run_at);
  return row.id;
}

std::vector<Event> events_of_case(db::Tx& tx, std::int64_t case_id, EventId after,
                                  std::size_t limit) {
  return tx.list<Event>(sql::events_of_case, case_id, after.value, limit);
}

std::vector<Event> events_of_customer(db::Tx& tx, std::int64_t customer_id, EventId after,
                                      std::size_t limit) {
  return tx.list<Event>(sql::events_of_customer, customer_id, after.value, limit);
}

std::optional<Job> find_pending(db::Tx& tx, std::string const& kind, std::string const& subject) {
  return tx.find<Job>(sql::find_pending, subject, kind);
}

void cancel(db::Tx& tx, std::string const& kind, std::string const& subject) {
  tx.run(sql::cancel_jobs, subject, kind);
}

Result<Page<FailedJob>> failed(db::Tx& tx, std::string const& cursor, std::int64_t limit) {
  JobId before{std::numeric_limits<std::int64_t>::max()};
  if (!cursor.empty()) {
    auto const parsed = JobId::parse(cursor);
    if (!parsed) return invalid("cursor", "error.bad_cursor");
    before = *parsed;
  }
  limit = std::clamp<std::int64_t>(limit, 1, 200);
  Page<FailedJob> page{tx.list<FailedJob>(sql::list_failed, before, limit + 1), {}};
  if (page.items.size() > static_cast<std::size_t>(limit)) {
    page.items.pop_back();
    page.next_cursor = page.items.back().id.text();
  }
  return page;
}

Result<void> retry(Context const& ctx, db::Tx& tx, JobId id) {
  if (tx.change(sql::retry_failed, id, ctx.now) == 0) return not_found("job");
  tell_after_commit(tx, std::nullopt, ctx.now);
  return {};
}

Result<void> drop(db::Tx& tx, JobId id) {
  if (tx.change(sql::drop_failed, id) == 0) return not_found("job");
  return {};
}

Stats stats(Context const& ctx, db::Tx& tx) {
  Stats all;
  for (int effect : {0, 1}) {
    all.due += tx.scalar<std::int64_t>(sql::count_due, effect, ctx.now).value_or(0);
    all.waiting += tx.scalar<std::int64_t>(sql::count_waiting, effect, ctx.now).value_or(0);
    auto const oldest = tx.scalar<Instant>(sql::oldest_due, effect, ctx.now);
    if (oldest) all.late_ms = std::max(all.late_ms, (ctx.now - *oldest).count());
  }
  all.running = tx.scalar<std::int64_t>(sql::count_leased).value_or(0);
  all.failed = tx.scalar<std::int64_t>(sql::count_failed).value_or(0);
  return all;
}

}  // namespace vefa::jobs
