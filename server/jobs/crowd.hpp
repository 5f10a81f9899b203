// Many companies in one process have work at the same moment: their runners take turns.
#pragma once
#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>

namespace vefa::jobs {

/// A few places for all runners of a process. What became due is written down first, of every
/// company; what follows from it comes after that. In the order of asking, within each.
class Crowd {
 public:
  using Steady = std::chrono::steady_clock;
  enum class Stage { Sweep, Follow };

  /// Who holds it is at work. Whoever holds one for longer than `longest` is counted no more, so
  /// that a company whose file hangs keeps no other waiting.
  class Place {
   public:
    explicit Place(Crowd& crowd) : crowd_(crowd), until_(Steady::now() + crowd.longest_) {}
    ~Place();
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;

   private:
    friend class Crowd;
    Crowd& crowd_;
    Steady::time_point const until_;
  };

  Crowd(std::size_t places, Steady::duration longest) : places_(places), longest_(longest) {}
  /// Waits for a place.
  std::unique_ptr<Place> enter(Stage stage);
  std::size_t waiting();

 private:
  using Waiting = std::list<std::condition_variable*>;

  std::size_t taken(Steady::time_point now) const;
  /// Whose turn it is, of all that wait; nothing when nobody does.
  std::condition_variable* first() const;
  Steady::time_point next_end() const;
  void call_next();
  void leave(Place const& place);

  std::size_t const places_;
  Steady::duration const longest_;
  std::mutex mutex_;
  std::list<Place const*> held_;  // the oldest first
  Waiting sweeping_;
  Waiting following_;
};

/// A place among all of this process; nothing, at once, where few companies are served.
std::unique_ptr<Crowd::Place> enter_crowd(Crowd::Stage stage);

}  // namespace vefa::jobs
