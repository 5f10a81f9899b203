#include "jobs/crowd.hpp"

#include <algorithm>

#include "db/rest.hpp"

namespace vefa::jobs {
namespace {

// Enough that the disk has something to do while others think, few enough that what each needs
// for it (its copy of the schema, statements, pages) does not add up.
constexpr std::size_t kPlaces = 32;
constexpr auto kLongest = std::chrono::seconds(1);

}  // namespace

Crowd::Place::~Place() { crowd_.leave(*this); }

std::size_t Crowd::taken(Steady::time_point now) const {
  return static_cast<std::size_t>(std::count_if(
      held_.begin(), held_.end(), [&](Place const* place) { return place->until_ > now; }));
}

std::condition_variable* Crowd::first() const {
  if (!sweeping_.empty()) return sweeping_.front();
  return following_.empty() ? nullptr : following_.front();
}

Crowd::Steady::time_point Crowd::next_end() const {
  auto const now = Steady::now();
  for (auto const* place : held_)
    if (place->until_ > now) return place->until_;
  return now;
}

void Crowd::call_next() {
  if (auto* const next = first()) next->notify_one();
}

std::unique_ptr<Crowd::Place> Crowd::enter(Stage stage) {
  auto& line = stage == Stage::Sweep ? sweeping_ : following_;
  std::condition_variable turn;
  std::unique_lock lock(mutex_);
  auto const me = line.insert(line.end(), &turn);
  while (first() != &turn || taken(Steady::now()) >= places_)
    turn.wait_until(lock, first() == &turn ? next_end() : Steady::now() + longest_);
  line.erase(me);
  auto place = std::make_unique<Place>(*this);
  held_.push_back(place.get());
  call_next();
  return place;
}

std::size_t Crowd::waiting() {
  std::lock_guard const lock(mutex_);
  return sweeping_.size() + following_.size();
}

void Crowd::leave(Place const& place) {
  std::lock_guard const lock(mutex_);
  held_.remove(&place);
  call_next();
}

std::unique_ptr<Crowd::Place> enter_crowd(Crowd::Stage stage) {
  static Crowd crowd(kPlaces, kLongest);
  return db::connections_rest() ? crowd.enter(stage) : nullptr;
}

}  // namespace vefa::jobs
