// Many databases in one process: most of them rest.
#pragma once

namespace vefa::db {

/// From now on a connection that has had nothing to do for half a second lets go of what only makes
/// the next use-case quicker (statements, pages), which takes some milliseconds to come back. For a
/// process with many databases; safe to call from any thread at any time.
void let_connections_rest(bool on);
bool connections_rest();

/// Memory that was freed, back to the machine; at most every other second, however often it is
/// asked.
void give_memory_back();

}  // namespace vefa::db
