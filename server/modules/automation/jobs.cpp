#include "jobs/jobs.hpp"

#include "jobs/together.hpp"
#include "modules/automation/automation.hpp"
#include "modules/automation/engine.hpp"

namespace vefa::automation {

void add_jobs(jobs::Registry& registry) {
  jobs::subscribe_where(registry, "automation",
                        {"case.opened", "case.snoozed", "case.solved", "case.closed",
                         "case.reopened", "case.tagged", "case.verdict", "interaction.received",
                         "interaction.released", "promise.at_risk", "promise.broken"},
                        is_wanted, on_event);
  add_idle_jobs(registry);
}

}  // namespace vefa::automation
