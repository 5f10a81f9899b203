#include "jobs/tx_jobs.hpp"

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

db::Outcome TxJobs::work(db::Tx& tx, Job const& job) {
  if (tx.change(sql::take_job, job.id, job.tries, job.run_at) == 0) {
    ++lost_;
    return db::Outcome::Rollback;
  }
  auto const timer = shop_->lists.timers.find(job.kind);
  if (timer == shop_->lists.timers.end())
    throw std::runtime_error("this program knows no work called " + job.kind);
  auto const ctx = shop_->context(job);
  timer->second(ctx, tx, job);
  add_next(ctx, tx, job);
  return db::Outcome::Commit;
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
  submit_failure(shop_, job, std::move(why), 0, [this, id = job.id] { end(id); });
}

std::size_t TxJobs::submit(std::vector<Job> jobs) {
  std::size_t count = 0;
  for (auto& job : jobs) {
    if (!begin(job.id)) continue;
    ++count;
    run(std::make_shared<Job const>(std::move(job)));
  }
  return count;
}

void TxJobs::run(std::shared_ptr<Job const> const& job) {
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
