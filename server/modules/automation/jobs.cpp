#include "jobs/jobs.hpp"

#include "modules/automation/automation.hpp"
#include "modules/automation/engine.hpp"

namespace vefa::automation {

void add_jobs(jobs::Registry& registry) {
  registry.subscribe("automation",
                     {"case.opened", "case.snoozed", "case.solved", "case.closed", "case.reopened",
                      "case.tagged", "case.verdict", "interaction.received", "interaction.released",
                      "promise.at_risk", "promise.broken"},
                     on_event);
  add_idle_jobs(registry);
}

}  // namespace vefa::automation
