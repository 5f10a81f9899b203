#include "jobs/feed.hpp"

#include "base/log.hpp"
#include "jobs/queries.hpp"

namespace vefa::jobs {
namespace {

constexpr std::size_t kMostSeen = 200000;
constexpr std::size_t kMostTold = 20000;  // in one reading; listeners load their pages anew
constexpr std::int64_t kPageSize = 2000;

}  // namespace

Feed::Feed(db::Database& database)
    : database_(database),
      has_peers_(database.engine() == db::Engine::Postgres),
      read_until_(wall_now()) {}

std::uint64_t Feed::listen(Listener listener) {
  std::lock_guard const lock(mutex_);
  listeners_[++last_handle_] = std::make_shared<Listener const>(std::move(listener));
  return last_handle_;
}

void Feed::forget(std::uint64_t handle) {
  std::lock_guard const lock(mutex_);
  listeners_.erase(handle);
}

bool Feed::first_sight(EventId id) {
  if (!has_peers_) return true;
  bool const first = seen_.insert(id.value).second;
  if (seen_.size() > kMostSeen) seen_.erase(seen_.begin());
  return first;
}

bool Feed::known(std::int64_t id) {
  std::lock_guard const lock(mutex_);
  return seen_.contains(id);
}

void Feed::publish(Event const& event) {
  std::vector<std::shared_ptr<Listener const>> listeners;
  {
    std::lock_guard const lock(mutex_);
    if (!first_sight(event.id)) return;
    listeners.reserve(listeners_.size());
    for (auto const& [handle, listener] : listeners_) listeners.push_back(listener);
  }
  for (auto const& listener : listeners) {
    try {
      (*listener)(event);
    } catch (std::exception const& e) {
      log::error("feed.listener_failed", {{"why", e.what()}});
    }
  }
}

void Feed::peer_noticed() {
  std::lock_guard const lock(mutex_);
  wanted_ = true;
}

std::optional<std::int64_t> Feed::begin_reading(Instant now) {
  std::lock_guard const lock(mutex_);
  bool const too_soon = now >= last_started_ && now - last_started_ < kReadEvery;
  if (!wanted_ || reading_ || too_soon) return std::nullopt;
  wanted_ = false;
  last_started_ = now;
  if (listeners_.empty()) {
    read_until_ = now;
    return std::nullopt;
  }
  reading_ = true;
  auto const from = std::max(read_until_, now - kLongestGap) - kLookBack;
  return IdSource::smallest_at(from.ms);
}

void Feed::end_reading(Instant started, bool good) {
  std::lock_guard const lock(mutex_);
  reading_ = false;
  if (!good) {
    wanted_ = true;
    return;
  }
  read_until_ = started;
  // One look-back more than is read again, so that an id is not forgotten before its last reading.
  auto const oldest = IdSource::smallest_at((started - kLookBack - kLookBack).ms);
  seen_.erase(seen_.begin(), seen_.lower_bound(oldest));
}

void Feed::collect(db::Tx& tx, std::int64_t after, std::vector<Event>& found) {
  found.clear();  // a reading may be run twice
  for (auto& signal : tx.list<Event>(sql::list_signals_after, after, kPageSize))
    if (!known(signal.id.value)) found.push_back(std::move(signal));
  std::vector<std::int64_t> ids;
  do {
    ids = tx.column<std::int64_t>(sql::list_event_ids_after, after, kPageSize);
    for (auto const id : ids) {
      after = id;
      if (known(id)) continue;
      if (auto event = tx.find<Event>(sql::find_event, id)) found.push_back(std::move(*event));
    }
  } while (ids.size() == static_cast<std::size_t>(kPageSize) && found.size() < kMostTold);
}

void Feed::read_peers(std::shared_ptr<Feed> const& self) {
  auto const started = wall_now();
  auto const after = self->begin_reading(started);
  if (!after) return;
  auto found = std::make_shared<std::vector<Event>>();
  self->database_.read([self, after, found](db::Tx& tx) { self->collect(tx, *after, *found); },
                       [self, started, found](std::exception_ptr failure) {
                         if (!failure)
                           for (auto const& event : *found) self->publish(event);
                         self->end_reading(started, !failure);
                       });
}

}  // namespace vefa::jobs
