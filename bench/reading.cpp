// What agents look at, on a full house.
#include <fmt/format.h>

#include <stdexcept>

#include "bench/figures.hpp"
#include "bench/load.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

struct Page {
  char const* name;
  std::vector<std::string> targets;  // taken in turn
  double bar_ms;
};

/// Cases all over the company's years, found as an agent would: by their numbers.
std::vector<std::string> some_cases(Server const& server, Plan const& plan) {
  testing::HttpClient client(server.port());
  client.token = server.manager();
  std::vector<std::string> out;
  auto const list = client.get("/api/v1/cases?state=closed&limit=100").json();
  for (auto const& row : list.at("items").as_array())
    out.push_back("/api/v1/cases/" + std::string(row.at("id").as_string()));
  if (out.empty()) throw std::runtime_error("the company has no closed case");
  static_cast<void>(plan);
  return out;
}

std::vector<std::string> with_suffix(std::vector<std::string> targets, char const* suffix) {
  for (auto& target : targets) target += suffix;
  return targets;
}

std::vector<Page> pages(Server const& server, Plan const& plan) {
  auto const cases = some_cases(server, plan);
  std::vector<std::string> serials;
  for (long n = 100'000; n < 100'400; ++n)
    serials.push_back(fmt::format("/api/v1/search?q=SN{}K", n * 2 + 1));
  return {
      {"queue",
       {"/api/v1/cases?limit=50", "/api/v1/cases?limit=50&language=tr&channel=email",
        "/api/v1/cases?limit=50&kind=repair&priority=high"},
       20},
      {"queue_closed",
       {"/api/v1/cases?limit=50&state=closed", "/api/v1/cases?limit=50&state=closed&language=he"},
       20},
      {"case", cases, 20},
      {"timeline", with_suffix(cases, "/timeline"), 20},
      {"search_rare", serials, 100},
      {"search_common", {"/api/v1/search?q=merhaba", "/api/v1/search?q=hello"}, 100},
      {"search_prefix",
       {"/api/v1/search?q=mer", "/api/v1/search?q=hel", "/api/v1/search?q=te",
        "/api/v1/search?q=merh", "/api/v1/search?q=merhab", "/api/v1/search?q=hell"},
       100},
      {"counts", {"/api/v1/cases/counts"}, 20},
      {"my_promises", {"/api/v1/promises?limit=50"}, 20},
  };
}

void measure_pages(Plan const& plan, Server const& server, std::string const& engine,
                   Show const& show) {
  for (auto const& page : pages(server, plan)) {
    auto const hits = fire({.port = server.port(),
                            .connections = 8,
                            .seconds = plan.seconds / 2,
                            .warm_up_seconds = 0.5,
                            .request = [&](long n) {
                              auto const at = static_cast<std::size_t>(n) % page.targets.size();
                              return http_request("GET", page.targets[at], server.manager());
                            }});
    if (hits.missed != 0) throw std::runtime_error(std::string(page.name) + ": " + hits.first_miss);
    auto const name = "reading." + engine + "." + page.name;
    show({.name = name + ".p95",
          .value = hits.p95_ms,
          .unit = "ms",
          .bar = page.bar_ms,
          .more_is_better = false});
    show({.name = name + ".per_second", .value = hits.per_second, .unit = "/s"});
  }
}

}  // namespace

void measure_reading(Plan const& plan, Engine engine, Show const& show) {
  bool const sqlite = engine == Engine::Sqlite;
  auto const company = Company::in(plan.folder, engine, plan.cases);
  if (plan.folder.empty())
    show(
        {.name = sqlite ? "generate.sqlite.cases_per_second" : "generate.postgres.cases_per_second",
         .value = static_cast<double>(plan.cases) / company->generated_in_seconds(),
         .unit = "/s"});
  Server server(*company);
  std::string const engine_name = sqlite ? "sqlite" : "postgres";
  show({.name = "start." + engine_name + ".first_answer",
        .value = server.first_answer_ms(),
        .unit = "ms",
        .bar = 1000,
        .more_is_better = false});
  measure_pages(plan, server, engine_name, show);
  show({.name = "memory." + engine_name + ".resident",
        .value = server.resident_mb(),
        .unit = "MB",
        .bar = 256,
        .more_is_better = false});
}

}  // namespace vefa::bench
