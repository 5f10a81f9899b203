// The clock of every promise, and what settles a recovery.
#pragma once
#include "jobs/jobs.hpp"

namespace vefa::recovery {

void add_jobs(jobs::Registry& registry);

}  // namespace vefa::recovery
