// Many databases in one process: most of them rest, and few do at once what nobody waits for.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace vefa::db {

/// From now on a connection that has had nothing to do for half a second lets go of what only makes
/// the next use-case quicker (statements, pages), which takes some milliseconds to come back. For a
/// process with many databases; safe to call from any thread at any time.
void let_connections_rest(bool on);
bool connections_rest();

/// Room for a few at a time. Safe to use from several threads.
class Gate {
 public:
  /// While somebody waits at `before`, nobody enters here.
  explicit Gate(int places, Gate* before = nullptr) : before_(before), free_(places) {}
  /// True with a place, to be left again; false as soon as `hurries` says so, asked now and then.
  bool enter(std::function<bool()> const& hurries);
  void leave();
  bool is_crowded();

 private:
  Gate* const before_;
  std::mutex mutex_;
  std::condition_variable left_;
  int free_;
  int waiting_ = 0;
};

/// Of all databases of this process: for who looks what is due, and, after those, for what nobody
/// waits for. Far more places than processors, since whoever has one also waits for the disk.
Gate& gate_of_looks();
Gate& gate_behind();

}  // namespace vefa::db
