// Timers and reactions of cases.
#pragma once
#include "jobs/jobs.hpp"

namespace vefa::cases {

void add_jobs(jobs::Registry& registry);

}  // namespace vefa::cases
