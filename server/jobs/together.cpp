#include "jobs/together.hpp"

#include "jobs/lists.hpp"

namespace vefa::jobs {

void timers_together(Registry& registry, std::string kind, TxWorkTogether work) {
  registry.timer(kind,
                 [work](Context const& ctx, db::Tx& tx, Job const& job) { work(ctx, tx, {job}); });
  registry.lists().together.emplace(std::move(kind), std::move(work));
}

void sweep(Registry& registry, std::string name, Sweep work) {
  if (!registry.lists().sweeps.emplace(name, std::move(work)).second)
    throw std::logic_error("two sweeps are registered as " + name);
}

void subscribe_where(Registry& registry, std::string subscriber, std::vector<std::string> kinds,
                     Wanted wanted, Reaction reaction) {
  registry.lists().wanted.emplace("react:" + subscriber, std::move(wanted));
  registry.subscribe(std::move(subscriber), std::move(kinds), std::move(reaction));
}

}  // namespace vefa::jobs
