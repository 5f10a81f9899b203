// What a company that nobody has open still owes.
#pragma once
#include "db/database.hpp"

namespace vefa::jobs {

/// When the first of its jobs wants to be looked at; nothing when it owes none.
std::optional<Instant> earliest_work(db::Tx& tx);

}  // namespace vefa::jobs
