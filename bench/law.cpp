// Due instants by law on one core, with warnings, consequences and the explanation's steps.
#include <chrono>
#include <stdexcept>

#include "bench/figures.hpp"
#include "law/due.hpp"
#include "law/shelf.hpp"

namespace vefa::bench {
namespace {

using std::chrono::steady_clock;

struct Task {
  char const* pack;
  char const* rule;
  char const* event;
};
/// Twenty and fourteen business days, thirty days with a moved end, two years, hours with tiers.
constexpr Task kTasks[] = {
    {"tr", "TR-03-in-warranty", "fault.notified"},    {"il", "IL-02-sale", "goods.handed_over"},
    {"tr", "TR-16-request", "data_request.received"}, {"hu", "HU-10", "claim.made"},
    {"eu", "EU-01-conformity", "goods.delivered"},    {"il", "IL-06", "visit.agreed"}};

struct Ready {
  law::PackPtr pack;
  law::Rule const* rule;
  char const* event;
};

std::vector<Ready> ready() {
  std::vector<Ready> all;
  for (auto const& task : kTasks) {
    auto pack = law::load(law::embedded_pack_files(task.pack), {2026, 2027}).pack;
    if (!pack) throw std::runtime_error(std::string("the pack has faults: ") + task.pack);
    auto const* rule = law::find_rule(*pack, task.rule, {2026, 6, 1});
    if (!rule) throw std::runtime_error(std::string("no such rule: ") + task.rule);
    all.push_back({std::move(pack), rule, task.event});
  }
  return all;
}

double per_second(std::vector<Ready> const& tasks, double seconds) {
  auto const start = steady_clock::now();
  auto const passed = [&] {
    return std::chrono::duration<double>(steady_clock::now() - start).count();
  };
  auto const base = parse_instant("2026-01-01T09:00:00Z").value();
  std::int64_t done = 0;
  std::int64_t sum = 0;  // so that nothing can be left out
  while (passed() < seconds) {
    for (int i = 0; i < 1000; ++i, ++done) {
      auto const& task = tasks[static_cast<std::size_t>(done) % tasks.size()];
      auto const at = base + std::chrono::hours(7 * (done % 1100));
      law::Event const events[] = {{task.event, at, at}};
      auto const clock = law::due(*task.pack, *task.rule, events, {}, at + std::chrono::hours(48));
      sum += clock.value().due_at->ms & 1;
    }
  }
  if (sum < 0) throw std::logic_error("never");
  return static_cast<double>(done) / passed();
}

}  // namespace

void measure_law(Plan const& plan, Show const& show) {
  auto const tasks = ready();
  show({.name = "law.due_instants_per_second",
        .value = per_second(tasks, plan.seconds),
        .unit = "/s",
        .bar = 100'000});
  for (auto const& task : tasks)
    show({.name = std::string("law.due_instants_per_second.") + task.rule->id,
          .value = per_second({task}, plan.seconds / 5),
          .unit = "/s"});
}

}  // namespace vefa::bench
