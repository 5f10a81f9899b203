#include "jobs/hub.hpp"

namespace vefa::jobs {
namespace {

struct Hubs {
  std::mutex mutex;
  std::unordered_map<db::Database*, std::shared_ptr<Hub>> of;
};

Hubs& hubs() {
  static auto* const all = new Hubs;  // commits may still arrive while the process ends
  return *all;
}

}  // namespace

void Alarm::ring() {
  {
    std::lock_guard const lock(mutex);
    wake = true;
  }
  changed.notify_all();
}

void Alarm::work_ended() {
  // The lock lets no sleeper miss it between its look and its sleep.
  { std::lock_guard const lock(mutex); }
  changed.notify_all();
}

void Alarm::job_added(Instant run_at) {
  {
    std::lock_guard const lock(mutex);
    if (run_at >= next_due) return;
    next_due = run_at;
  }
  changed.notify_all();
}

void Alarm::look_within(Steady::duration delay) {
  {
    std::lock_guard const lock(mutex);
    auto const at = Steady::now() + delay;
    if (look_at && *look_at <= at) return;
    look_at = at;
  }
  changed.notify_all();
}

void RecentEvents::keep(Event event) {
  std::lock_guard const lock(mutex_);
  // Their reactions came from elsewhere, or are far behind.
  if (events_.size() >= kMost) events_.clear();
  auto const id = event.id.value;
  events_.insert_or_assign(id, std::move(event));
}

std::optional<Event> RecentEvents::take(EventId id) {
  std::lock_guard const lock(mutex_);
  auto const found = events_.find(id.value);
  if (found == events_.end()) return std::nullopt;
  std::optional<Event> event(std::move(found->second));
  events_.erase(found);
  return event;
}

std::shared_ptr<Hub> hub_of(db::Database& database) {
  std::lock_guard const lock(hubs().mutex);
  auto const found = hubs().of.find(&database);
  return found == hubs().of.end() ? nullptr : found->second;
}

void attach(db::Database& database, std::shared_ptr<Hub> const& hub) {
  std::lock_guard const lock(hubs().mutex);
  if (!hubs().of.emplace(&database, hub).second)
    throw std::logic_error("a second runner was started for one database");
}

void detach(db::Database& database) {
  std::lock_guard const lock(hubs().mutex);
  hubs().of.erase(&database);
}

}  // namespace vefa::jobs
