#include "jobs/tx_jobs.hpp"

#include "db/behind.hpp"
#include "jobs/queries.hpp"

namespace vefa::jobs {

bool TxJobs::begin(JobId id) {
  std::unique_lock lock(mutex_);
  if (under_way_.contains(id.value)) return false;
  // Woken at half, not at each: a wake-up a job would cost more than the job.
  if (under_way_.size() >= kMostOutstanding)
    changed_.wait(lock, [&] { return under_way_.size() <= kMostOutstanding / 2; });
  under_way_.insert(id.value);
  return true;
}

void TxJobs::end(JobId id) {
  auto const hub = shop_->hub;  // once the last has ended, this object may go
  std::size_t left = 0;
  {
    std::lock_guard const lock(mutex_);
    under_way_.erase(id.value);
    left = under_way_.size();
    if (left == kMostOutstanding / 2 || left == 0) changed_.notify_all();
  }
  if (left == 0) hub->alarm.work_ended();
}

std::size_t TxJobs::outstanding() const {
  std::lock_guard const lock(mutex_);
  return under_way_.size();
}

void TxJobs::wait_until_done() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return under_way_.empty(); });
}

bool TxJobs::take(db::Tx& tx, Job const& job) {
  if (tx.change(sql::take_job, job.id, job.tries, job.run_at) != 0) return true;
  ++lost_;
  return false;
}

db::Outcome TxJobs::work(db::Tx& tx, Job const& job) {
  if (!take(tx, job)) return db::Outcome::Rollback;
  auto const ctx = shop_->context(job);
  if (job.kind == kReact) {
    react(ctx, tx, job);
    return db::Outcome::Commit;
  }
  auto const timer = shop_->lists.timers.find(job.kind);
  if (timer == shop_->lists.timers.end())
    throw std::runtime_error("this program knows no work called " + job.kind);
  timer->second(ctx, tx, job);
  add_next(ctx, tx, job);
  return db::Outcome::Commit;
}

namespace {

/// The events that a job of kind kReact names. One may be missing: an attempt that was undone took
/// it back.
std::vector<Event> events_of(db::Tx& tx, Job const& job, RecentEvents& recent) {
  std::vector<Event> out;
  auto const* ids = job.payload.if_contains("events");
  if (!ids || !ids->is_array()) throw GiveUp("it names no events");
  for (auto const& text : ids->get_array()) {
    auto const id = text.is_string() ? EventId::parse(text.get_string()) : std::nullopt;
    if (!id) throw GiveUp("it names what is no event");
    auto event = recent.take(*id);
    if (!event) event = tx.find<Event>(sql::find_event, *id);
    if (event) out.push_back(std::move(*event));
  }
  return out;
}

}  // namespace

void TxJobs::react(Context const& ctx, db::Tx& tx, Job const& job) const {
  for (auto const& event : events_of(tx, job, shop_->hub->recent))
    for (auto const& subscriber : shop_->lists.subscribers)
      if (subscriber.wants(event.kind)) subscriber.reaction(ctx, tx, event);
}

void TxJobs::split(Job const& job) {
  shop_->database.write(
      [this, job](db::Tx& tx) {
        if (!take(tx, job)) return db::Outcome::Rollback;
        auto const ctx = shop_->context(job);
        for (auto const& event : events_of(tx, job, shop_->hub->recent))
          for (auto const& subscriber : shop_->lists.subscribers)
            if (subscriber.wants(event.kind))
              add(ctx, tx, subscriber.job_kind, event.id.text(), job.run_at);
        return db::Outcome::Commit;
      },
      [this, id = job.id](std::exception_ptr failure) {
        if (failure) trouble_ = true;
        end(id);
      });
}

void TxJobs::add_next(Context const& ctx, db::Tx& tx, Job const& job) {
  auto const found = shop_->lists.periods.find(job.kind);
  if (found == shop_->lists.periods.end()) return;
  auto const period = found->second;
  auto const missed = (ctx.now - job.run_at) / period;
  auto const next = job.run_at + (missed + 1) * period;
  tx.run(sql::insert_recurring, job.id, job.kind, next);
  tx.after_commit([hub = shop_->hub, next] { hub->alarm.job_added(next); });
}

void TxJobs::answered(Job const& job, std::exception_ptr failure) {
  if (!failure) return end(job.id);
  auto why = failure_of(failure);
  if (why.database) {
    trouble_ = true;
    return end(job.id);
  }
  if (job.kind == kReact && !why.gave_up) return split(job);
  submit_failure(shop_, job, std::move(why), 0, [this, id = job.id] { end(id); });
}

bool TxJobs::is_done_together(std::string const& kind) const {
  return kind == kReact || shop_->lists.together.contains(kind);
}

std::size_t TxJobs::submit(std::vector<Job> jobs) {
  std::size_t count = 0;
  std::map<std::string, std::vector<JobPtr>> together;
  for (auto& job : jobs) {
    if (!begin(job.id)) continue;
    ++count;
    auto shared = std::make_shared<Job const>(std::move(job));
    if (!is_done_together(shared->kind)) {
      run(shared);
      continue;
    }
    auto& group = together[shared->kind];
    group.push_back(std::move(shared));
    if (group.size() == kMostTogether) run_together(std::exchange(group, {}));
  }
  for (auto& [kind, group] : together)
    if (!group.empty()) run_together(std::move(group));
  return count;
}

void TxJobs::work_together(db::Tx& tx, std::vector<JobPtr> const& jobs) {
  auto const ctx = shop_->context(*jobs.front());
  std::vector<Job> taken;
  for (auto const& job : jobs)
    if (take(tx, *job)) taken.push_back(*job);
  if (taken.empty()) return;
  if (jobs.front()->kind != kReact)
    return shop_->lists.together.at(jobs.front()->kind)(ctx, tx, taken);
  for (auto const& job : taken) react(shop_->context(job), tx, job);
}

void TxJobs::run_together(std::vector<JobPtr> jobs) {
  if (jobs.size() == 1) return run(jobs.front());
  auto const shared = std::make_shared<std::vector<JobPtr> const>(std::move(jobs));
  db::write_behind(
      shop_->database,
      [this, shared](db::Tx& tx) {
        work_together(tx, *shared);
        return db::Outcome::Commit;
      },
      [this, shared](std::exception_ptr failure) {
        // One of them failed: each by itself, and that one will be split.
        for (auto const& job : *shared) failure ? run(job) : end(job->id);
      });
}

void TxJobs::run(JobPtr const& job) {
  if (shop_->lists.effects.contains(job->kind)) {
    // Added by a program that did not know the kind; it belongs to the effects.
    shop_->database.write(
        [job](db::Tx& tx) {
          tx.run(sql::mark_as_effect, job->id);
          return db::Outcome::Commit;
        },
        [this, job](std::exception_ptr) {
          end(job->id);
          shop_->hub->alarm.ring();
        });
    return;
  }
  shop_->database.write([this, job](db::Tx& tx) { return work(tx, *job); },
                        [this, job](std::exception_ptr failure) { answered(*job, failure); });
}

}  // namespace vefa::jobs
