// SQLite: one write lane that commits in groups, and readers beside it.
#pragma once
#include "db/database.hpp"

namespace vefa::db::sqlite {

/// `sqlite:PATH` or `sqlite::memory:` (a file of its own that is gone when the database is closed).
/// The schema is left as it is.
std::unique_ptr<Database> open(Options const& options);

}  // namespace vefa::db::sqlite
