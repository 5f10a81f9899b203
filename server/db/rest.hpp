// Many databases in one process: most of them rest.
#pragma once
#include <atomic>
#include <chrono>

namespace vefa::db {

/// From now on a connection that has had nothing to do for `rest_after` lets go of what only makes
/// the next use-case quicker (statements, pages, its copy of the schema), which takes some
/// milliseconds to come back. For a process with many databases; safe to call from any thread at
/// any time.
void let_connections_rest(bool on);
bool connections_rest();

/// Half a second; much less while many connections hold something.
std::chrono::milliseconds rest_after();

/// How many of a kind there are in this process.
template <class Kind>
class Counted {
 public:
  Counted() { ++count; }
  ~Counted() { --count; }
  Counted(Counted const&) = delete;
  Counted& operator=(Counted const&) = delete;
  static inline std::atomic<int> count = 0;
};

/// A connection that holds what it could let go of.
using Awake = Counted<struct AwakeKind>;
/// A copy of a schema: half a megabyte, and 2 ms to read it again.
using SchemaCopy = Counted<struct SchemaCopyKind>;

/// More than are to be kept at rest.
bool are_many_schemas();

/// Memory that was freed, back to the machine; at most every other second, however often it is
/// asked.
void give_memory_back();

}  // namespace vefa::db
