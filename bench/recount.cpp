// A new version of a pack while many legal clocks are open: all are counted anew, and the server
// answers meanwhile.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/json.hpp"
#include "bench/figures.hpp"
#include "law/shelf.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

using std::chrono::steady_clock;

constexpr int kClients = 16;
constexpr long kClocksOfCase = 7;  // that `claim.made` starts in Hungary

double since(steady_clock::time_point start) {
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

std::string must(testing::HttpAnswer const& answer, int status) {
  if (answer.status != status)
    throw std::runtime_error(
        fmt::format("{} instead of {}: {}", answer.status, status, answer.body));
  return answer.body;
}

/// Cases under Hungarian law with a claim of now; their ids in order.
std::vector<std::string> open_clocks(Server const& server, long cases) {
  std::atomic<long> next{0};
  std::vector<std::string> ids(static_cast<std::size_t>(cases));
  std::vector<std::exception_ptr> failures(kClients);
  std::vector<std::thread> threads;
  threads.reserve(kClients);
  for (int t = 0; t < kClients; ++t)
    threads.emplace_back([&, t] {
      try {
        testing::HttpClient client(server.port());
        client.token = server.administrator();
        for (long n = next++; n < cases; n = next++) {
          auto const body = fmt::format(
              R"({{"customer":{{"kind":"person","display_name":"Claim {0}","language":"hu",)"
              R"("contacts":[]}},"channel":"desk","subject":"Claim {0}","text":"Broken"}})",
              n);
          auto const made = client.post("/api/v1/cases", body);
          must(made, 201);
          auto const id = std::string(made.json().at("id").as_string());
          must(client.put("/api/v1/cases/" + id + "/law", R"({"code":"HU"})"), 200);
          must(client.post("/api/v1/cases/" + id + "/law/events", R"({"kind":"claim.made"})"), 201);
          ids[static_cast<std::size_t>(n)] = id;
        }
      } catch (...) {
        failures[static_cast<std::size_t>(t)] = std::current_exception();
      }
    });
  for (auto& thread : threads) thread.join();
  for (auto const& failure : failures)
    if (failure) std::rethrow_exception(failure);
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// One of each hundred, and the last: in whatever order they are counted, none is far from one.
std::vector<std::string> some_of(std::vector<std::string> const& ids) {
  constexpr std::size_t kEach = 100;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < ids.size(); i += kEach) out.push_back(ids[i]);
  out.push_back(ids.back());
  return out;
}

/// Hungary's pack with another time for a position on a claim.
std::string changed_pack() {
  boost::json::array files;
  for (auto const& file : law::embedded_pack_files("hu")) {
    auto text = file.text;
    auto const rule = text.find("id: HU-10");
    if (rule != std::string::npos)
      if (auto const at = text.find("amount: 5 business_day", rule); at != std::string::npos)
        text.replace(at, 22, "amount: 4 business_day");
    files.push_back(JsonObject{{"path", file.path}, {"text", text}});
  }
  return boost::json::serialize(JsonObject{{"files", files}});
}

}  // namespace

void measure_recount(Plan const& plan, Engine engine, Show const& show) {
  Company const company(engine, 1);
  Server server(company);
  auto uncounted = some_of(open_clocks(server, plan.clocks / kClocksOfCase + 1));
  testing::HttpClient client(server.port());
  client.token = server.administrator();
  auto const start = steady_clock::now();
  auto const loaded = client.post("/api/v1/packs", changed_pack());
  must(loaded, 201);
  auto const pack = std::string(loaded.json().at("id").as_string());
  double slowest_ms = 0;
  for (std::size_t turn = 0; !uncounted.empty(); ++turn) {
    auto const place = turn % uncounted.size();
    auto const asked = steady_clock::now();
    auto const law = must(client.get("/api/v1/cases/" + uncounted[place] + "/law"), 200);
    slowest_ms = std::max(slowest_ms, since(asked) * 1000);
    if (law.find(pack) != std::string::npos)
      uncounted.erase(uncounted.begin() + static_cast<std::ptrdiff_t>(place));
    if (since(start) > 300) throw std::runtime_error("the clocks were not counted in five minutes");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  auto const took = since(start);
  auto const name = std::string("recount.") + (engine == Engine::Sqlite ? "sqlite" : "postgres");
  show({.name = name + ".open_clocks", .value = static_cast<double>(plan.clocks), .unit = ""});
  show({.name = name + ".seconds",
        .value = took,
        .unit = "s",
        .bar = 10.0 * static_cast<double>(plan.clocks) / 100'000,
        .more_is_better = false});
  show({.name = name + ".slowest_answer_meanwhile",
        .value = slowest_ms,
        .unit = "ms",
        .bar = 250,
        .more_is_better = false});
}

}  // namespace vefa::bench
