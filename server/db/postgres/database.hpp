// PostgreSQL: a schema a company, pooled connections, each with its own thread.
#pragma once
#include "db/database.hpp"

namespace vefa::db::postgres {

/// `postgresql://user@host/database?schema=name`, with libpq's other parameters. Creates the
/// schema; leaves what is in it as it is.
std::unique_ptr<Database> open(Options const& options);

}  // namespace vefa::db::postgres
