#include "law/example.hpp"

#include "law/due.hpp"
#include "law/tell.hpp"

namespace vefa::law {
namespace {

constexpr int kNoon = 720;

/// An event at noon for each way in which the rule starts.
std::vector<Event> events_for(Rule const& rule, Instant noon) {
  std::vector<Event> events;
  if (rule.start.empty()) return events;
  auto const& start = rule.start.front();
  for (std::int64_t i = 0; i < start.preceded_times; ++i)
    events.push_back({start.preceded_by, noon - Duration{1000}});
  if (!start.within_of.empty()) events.push_back({start.within_of, noon - Duration{1000}});
  events.push_back({start.event, noon, noon});
  return events;
}

}  // namespace

Result<std::vector<std::string>> tell_example(Language language, Pack const& pack,
                                              std::string const& rule_id, LocalDate on) {
  auto const* any = find_any_edition(pack, rule_id);
  if (!any) return not_found("rule");
  auto const* rule = find_rule(pack, rule_id, on);
  auto const noon = pack.clock->instant(on, kNoon, calendar::Edge::Start);
  auto const events = events_for(rule ? *rule : *any, noon);
  auto const clock = TRY(due(pack, rule_id, events, Params{}, noon));
  return clock.starts_at ? tell(language, pack, clock) : tell_rule(language, pack, *clock.rule);
}

}  // namespace vefa::law
