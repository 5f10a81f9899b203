// Which rows change while a database is being copied: triggers write their keys into a table.
#pragma once
#include "db/moving/shape.hpp"

namespace vefa::db::moving {

struct Changes {
  std::map<std::size_t, std::vector<Row>> keys;  // by the table's place in the list; each once
  std::vector<std::int64_t> ids;                 // of what was read, for `forget_changes`
};

/// Every change that is committed after it returns is noted. What an earlier move left goes.
void start_capture(Session& writer, std::vector<Table> const& tables);
/// Nothing of it stays.
void stop_capture(Session& writer, std::vector<Table> const& tables);
/// All that the session's snapshot knows of.
Changes read_changes(Session& snapshot, std::vector<Table> const& tables);
void forget_changes(Session& writer, std::vector<std::int64_t> const& ids);

}  // namespace vefa::db::moving
