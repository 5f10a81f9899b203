#include "db/rest.hpp"

#include <malloc.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace vefa::db {
namespace {

std::atomic<bool> g_connections_rest = false;

class Places {
 public:
  void take() {
    std::unique_lock lock(mutex_);
    if (free_ > 0) {
      --free_;
      return;
    }
    Waiting self;
    waiting_.push_back(&self);
    self.called.wait(lock, [&] { return self.has_place; });
  }
  void give() {
    std::lock_guard const lock(mutex_);
    if (waiting_.empty()) {
      ++free_;
      return;
    }
    auto* const next = waiting_.front();
    waiting_.pop_front();
    next->has_place = true;
    next->called.notify_one();
  }
  bool are_wanted() {
    std::lock_guard const lock(mutex_);
    return !waiting_.empty();
  }

 private:
  struct Waiting {
    std::condition_variable called;
    bool has_place = false;
  };
  std::mutex mutex_;
  int free_ = ServingPlace::kPlaces;
  std::deque<Waiting*> waiting_;
};

Places& places() {
  static Places all;
  return all;
}

}  // namespace

void let_connections_rest(bool on) { g_connections_rest = on; }
bool connections_rest() { return g_connections_rest; }

ServingPlace::ServingPlace() : is_held_(connections_rest()) {
  if (is_held_) places().take();
}
ServingPlace::~ServingPlace() {
  if (is_held_) places().give();
}
bool ServingPlace::is_wanted() const { return is_held_ && places().are_wanted(); }

void give_memory_back() {
  // What was freed lies between what was not, and the allocator keeps it unless it is told.
  static std::atomic<std::int64_t> last{0};
  auto const now = std::chrono::steady_clock::now().time_since_epoch();
  auto const second = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  auto before = last.load();
  if (second >= before + 2 && last.compare_exchange_strong(before, second)) malloc_trim(0);
}

}  // namespace vefa::db
