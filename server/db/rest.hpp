// Many databases in one process: most of them rest, and a few at a time are served.
#pragma once

namespace vefa::db {

/// From now on a connection that has had nothing to do for half a second lets go of what only makes
/// the next use-case quicker (statements, pages), which takes some milliseconds to come back; and
/// so many threads of all databases serve at once. For a process with many databases; safe to call
/// from any thread at any time.
void let_connections_rest(bool on);
bool connections_rest();

/// A place among those that serve, where connections rest; elsewhere nothing. Taken in the order in
/// which threads come; a thread that has one must not wait for another that wants one.
class ServingPlace {
 public:
  static constexpr int kPlaces = 32;
  ServingPlace();
  ~ServingPlace();
  ServingPlace(ServingPlace const&) = delete;
  ServingPlace& operator=(ServingPlace const&) = delete;
  /// Whether somebody waits for it: who has it should keep nothing for later.
  bool is_wanted() const;

 private:
  bool const is_held_;
};

/// Memory that was freed, back to the machine; at most every other second, however often it is
/// asked.
void give_memory_back();

}  // namespace vefa::db
