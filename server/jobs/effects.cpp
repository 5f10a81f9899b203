#include "jobs/effects.hpp"

#include "base/log.hpp"
#include "db/look.hpp"
#include "jobs/queries.hpp"

namespace vefa::jobs {

std::size_t Effects::threads_at_most() const {
  return static_cast<std::size_t>(std::max(shop_->options.effect_threads, 1));
}

std::size_t Effects::free_places() const {
  std::lock_guard const lock(mutex_);
  auto const most = 2 * threads_at_most();
  return stopping_ || held_.size() >= most ? 0 : most - held_.size();
}

std::size_t Effects::free_places(std::string const& kind) const {
  std::lock_guard const lock(mutex_);
  auto const most = 2 * of_kind_at_most();
  auto const of_kind = static_cast<std::size_t>(std::count_if(
      held_.begin(), held_.end(), [&](auto const& one) { return one.second == kind; }));
  return of_kind >= most ? 0 : most - of_kind;
}

std::size_t Effects::held() const {
  std::lock_guard const lock(mutex_);
  return held_.size();
}

std::size_t Effects::lease(std::vector<Job> const& due) {
  std::vector<Job> got;
  shop_->database.write_now([&](db::Tx& tx) {
    got.clear();
    for (auto const& job : due)
      if (tx.change(sql::lease_job, job.id, job.tries, lease_end(), shop_->holder) == 1)
        got.push_back(job);
    return db::Outcome::Commit;
  });
  {
    std::lock_guard const lock(mutex_);
    for (auto const& job : got) {
      held_.emplace(job.id.value, job.kind);
      waiting_.push_back(job);
      if (waiting_.size() > idle_ && threads_.size() < threads_at_most())
        threads_.emplace_back([this] { thread_main(); });
    }
  }
  changed_.notify_all();
  return got.size();
}

void Effects::renew() {
  std::vector<std::int64_t> mine;
  {
    std::lock_guard const lock(mutex_);
    for (auto const& [id, kind] : held_) mine.push_back(id);
  }
  if (mine.empty()) return;
  shop_->database.write_now([&](db::Tx& tx) {
    for (auto const id : mine) tx.run(sql::renew_lease, id, shop_->holder, lease_end());
    return db::Outcome::Commit;
  });
}

void Effects::take_over(Instant now) {
  std::vector<Job> expired;
  db::look_now(shop_->database,
               [&](db::Tx& tx) { expired = tx.list<Job>(sql::list_expired, now, shop_->holder); });
  Failure const why{"the process that ran it went away before it ended"};
  for (auto const& job : expired) {
    log::warn("job.taken_over", {{"job", job.id.text()}, {"kind", job.kind}});
    shop_->database.write_now([&](db::Tx& tx) {
      if (tx.change(sql::seize_lease, job.id, now, shop_->holder) == 0)
        return db::Outcome::Rollback;
      write_failure(*shop_, tx, job, why, shop_->holder);
      return db::Outcome::Commit;
    });
  }
}

std::optional<Job> Effects::next_to_run() {
  auto const next = std::find_if(waiting_.begin(), waiting_.end(), [&](Job const& job) {
    return running_[job.kind] < of_kind_at_most();
  });
  if (next == waiting_.end()) return std::nullopt;
  Job job = std::move(*next);
  waiting_.erase(next);
  return job;
}

void Effects::thread_main() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    auto const job = next_to_run();
    if (!job) {
      ++idle_;
      changed_.wait(lock);
      --idle_;
      continue;
    }
    ++running_[job->kind];
    lock.unlock();
    run(*job);
    lock.lock();
    --running_[job->kind];
    held_.erase(job->id.value);
    lock.unlock();
    changed_.notify_one();     // one of its kind may run now
    shop_->hub->alarm.ring();  // its place is free
    lock.lock();
  }
}

void Effects::run(Job const& job) {
  try {
    shop_->lists.effects.at(job.kind).work(shop_->context(job), shop_->database, job);
  } catch (...) {
    return fail(job, std::current_exception());
  }
  finish(job);
}

void Effects::finish(Job const& job) {
  // Done outside, so it must not be forgotten: an answer lost here would be an effect done twice.
  auto const give_up_at = std::chrono::steady_clock::now() + shop_->options.lease;
  for (;;) {
    try {
      shop_->database.write_now([&](db::Tx& tx) {
        tx.run(sql::finish_leased, job.id, shop_->holder);
        return db::Outcome::Commit;
      });
      return;
    } catch (std::exception const& e) {
      log::error("job.not_finished", {{"job", job.id.text()}, {"why", e.what()}});
    }
    std::unique_lock lock(mutex_);
    if (stopping_ || std::chrono::steady_clock::now() > give_up_at) return;
    changed_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_; });
  }
}

void Effects::fail(Job const& job, std::exception_ptr thrown) {
  std::mutex mutex;
  std::condition_variable written;
  bool done = false;
  submit_failure(shop_, job, failure_of(thrown), shop_->holder, [&] {
    std::lock_guard const lock(mutex);
    done = true;
    written.notify_all();
  });
  std::unique_lock lock(mutex);
  written.wait(lock, [&] { return done; });
}

void Effects::give_back(std::deque<Job> const& unstarted) {
  if (unstarted.empty()) return;
  try {
    shop_->database.write_now([&](db::Tx& tx) {
      for (auto const& job : unstarted) tx.run(sql::release_lease, job.id, shop_->holder);
      return db::Outcome::Commit;
    });
  } catch (std::exception const& e) {
    // Their leases run out by themselves.
    log::warn("job.leases_not_released", {{"why", e.what()}});
  }
}

void Effects::stop() {
  std::deque<Job> unstarted;
  std::vector<std::thread> threads;
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
    unstarted.swap(waiting_);
    for (auto const& job : unstarted) held_.erase(job.id.value);
    threads.swap(threads_);
  }
  changed_.notify_all();
  for (auto& thread : threads) thread.join();
  give_back(unstarted);
}

}  // namespace vefa::jobs
