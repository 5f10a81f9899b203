// Many promises due in one second: every one must fire, at its own instant.
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

#include "base/time.hpp"
#include "bench/figures.hpp"
#include "bench/load.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

using std::chrono::steady_clock;

/// Moves the company's clock and waits until all that became due is done; seconds it took.
double move_clock(testing::HttpClient& client, Instant to) {
  auto const start = steady_clock::now();
  auto const answer = client.post("/test/clock", fmt::format(R"({{"now":"{}"}})", to_text(to)));
  if (answer.status != 200) throw std::runtime_error("the clock cannot be moved: " + answer.body);
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

std::string concern(long n) {
  return fmt::format(
      R"({{"customer":{{"kind":"person","display_name":"Clock {0}","language":"en",)"
      R"("contacts":[]}},)"
      R"("channel":"desk","subject":"Due together {0}","text":"By the same instant"}})",
      n);
}

}  // namespace

void measure_clocks(Plan const& plan, Engine engine, Show const& show) {
  Company const company(engine, 1);
  Server server(company, {"--clock", "manual"});
  testing::HttpClient client(server.port());
  client.token = server.manager();
  auto const hits =
      fire({.port = server.port(),
            .connections = 64,
            .seconds = plan.seconds,
            .warm_up_seconds = 0,
            .status = 201,
            .request = [&](long n) {
              return http_request("POST", "/api/v1/cases", server.manager(), concern(n));
            }});
  if (hits.missed != 0) throw std::runtime_error(hits.first_miss);
  auto const owed = client.get("/api/v1/cases?limit=1").json();
  auto const due =
      parse_instant(std::string(owed.at("items").at(0).at("next_due_at").as_string())).value();
  move_clock(client, due - std::chrono::seconds(1));  // the warnings
  auto const took = move_clock(client, due);
  auto const name = std::string("clocks.") + (engine == Engine::Sqlite ? "sqlite" : "postgres");
  show({.name = name + ".due_together", .value = static_cast<double>(hits.answered), .unit = ""});
  show({.name = name + ".fired_per_second",
        .value = static_cast<double>(hits.answered) / took,
        .unit = "/s",
        .bar = 100'000});
}

}  // namespace vefa::bench
