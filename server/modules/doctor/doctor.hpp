// Looks at a whole database and names each place where it is not as it must be. Reads across all
// modules' tables, by SQL alone, and changes nothing.
#pragma once
#include <functional>
#include <string>

#include "db/database.hpp"

namespace vefa::doctor {

/// One row that is not as it must be.
struct Violation {
  std::string rule;  // its name, e.g. open_without_promise
  std::string what;  // a sentence that names the rows by their ids, as the API writes them
};

struct Options {
  /// Leaves out what reads every byte: the hashes of files, and each index against its table.
  bool quick = false;
  /// So many violations of one rule are named; the sentence after them says that there are more.
  std::int64_t most_of_each = 1000;
};

struct Report {
  std::int64_t rules = 0;       // looked at
  std::int64_t violations = 0;  // named
};

/// Each rule is looked at in a snapshot of its own, so a server may be at work meanwhile. Memory is
/// bounded whatever the size. A rule that cannot be looked at is a violation too. `now` is the wall
/// clock's.
Report examine(db::Database& database, Instant now, Options const& options,
               std::function<void(Violation const&)> const& tell);

}  // namespace vefa::doctor
