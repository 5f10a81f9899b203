// Automation: an administrator's rules. When something happens on a case, and the conditions hold,
// then the actions are carried out, by the use-cases of `cases` and in the rule's name.
//
// Rules react to events after their commit, in their order. None sets itself off; a chain of rules
// ends at kDeepest; one rule runs on one case at most kMostRunsADay times in 24 hours. Each run is
// kept and recorded as `rule.ran` on the case.
#pragma once

namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::automation {

/// Permission AutomationWrite for all of them.
void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::automation
