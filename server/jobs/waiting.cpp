#include "jobs/waiting.hpp"

#include "jobs/queries.hpp"

namespace vefa::jobs {

std::optional<Instant> earliest_work(db::Tx& tx) { return tx.scalar<Instant>(sql::earliest_work); }

}  // namespace vefa::jobs
