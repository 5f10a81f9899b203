// Many promises due in one second: every one must fire, at its own instant.
#include <fmt/format.h>

#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>

#include "base/time.hpp"
#include "bench/figures.hpp"
#include "bench/load.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

using std::chrono::steady_clock;

/// A session would end while the clock is moved by hours.
std::string lasting_token(Server const& server) {
  testing::HttpClient client(server.port());
  client.token = server.administrator();
  auto const made =
      client.post("/api/v1/tokens",
                  R"({"name":"bench","scopes":["cases_read","cases_read_all","operations_read"]})");
  if (made.status != 201) throw std::runtime_error("no token: " + made.body);
  return std::string(made.json().at("token").as_string());
}

/// From `start` until each breach of that instant stands in the ledger.
double seconds_until_broken(int port, std::string const& token, Instant due, long owed,
                            steady_clock::time_point start) {
  testing::HttpClient client(port);
  client.token = token;
  auto const path = "/api/v1/recoveries/counts?since=" + to_text(due);
  while (client.get(path).json().at("broken").to_number<long>() < owed)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

/// Moves the company's clock and waits until all that became due is done; seconds it took.
double move_clock(testing::HttpClient& client, Instant to) {
  auto const start = steady_clock::now();
  auto const answer = client.post("/test/clock", fmt::format(R"({{"now":"{}"}})", to_text(to)));
  if (answer.status != 200) throw std::runtime_error("the clock cannot be moved: " + answer.body);
  while (client.get("/api/v1/jobs").json().at("due").to_number<long>() > 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

std::string concern(long n) {
  return fmt::format(
      R"({{"customer":{{"kind":"person","display_name":"Clock {0}","language":"en",)"
      R"("contacts":[]}},)"
      R"("channel":"desk","subject":"Due together {0}","text":"By the same instant"}})",
      n);
}

/// The generated company may owe something of its own before.
Instant deadline_of_all(testing::HttpClient& client) {
  auto const page = client.get("/api/v1/cases?limit=20").json();
  for (auto const& row : page.at("items").as_array())
    if (row.at("subject").as_string().starts_with("Due together"))
      return parse_instant(std::string(row.at("next_due_at").as_string())).value();
  throw std::runtime_error("the cases are not in the queue");
}

}  // namespace

void measure_clocks(Plan const& plan, Engine engine, Show const& show) {
  Company const company(engine, 1);
  Server server(company, {"--clock", "manual"});
  testing::HttpClient client(server.port());
  client.token = lasting_token(server);
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
  auto const due = deadline_of_all(client);
  move_clock(client, due - std::chrono::seconds(1));  // the warnings
  auto breach = std::async(std::launch::async, [&, start = steady_clock::now()] {
    return seconds_until_broken(server.port(), client.token, due, hits.answered, start);
  });
  auto const took = move_clock(client, due);
  auto const broken_in = breach.get();
  auto const name = std::string("clocks.") + (engine == Engine::Sqlite ? "sqlite" : "postgres");
  show({.name = name + ".due_together", .value = static_cast<double>(hits.answered), .unit = ""});
  show({.name = name + ".fired_per_second",
        .value = static_cast<double>(hits.answered) / broken_in,
        .unit = "/s",
        .bar = 100'000});
  show({.name = name + ".made_good_per_second",
        .value = static_cast<double>(hits.answered) / took,
        .unit = "/s"});
}

}  // namespace vefa::bench
