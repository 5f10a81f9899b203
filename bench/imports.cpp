// A file of sold units, each with its sale, and one in ten with a new owner: from the start of the
// import until its last row is in.
#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "base/json.hpp"
#include "bench/figures.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

using std::chrono::steady_clock;

Json must(testing::HttpAnswer const& answer, int status) {
  if (answer.status != status)
    throw std::runtime_error(
        fmt::format("{} instead of {}: {}", answer.status, status, answer.body));
  return answer.json();
}

std::string file_of_units(long rows) {
  std::string csv = "serial,gtin,name,email,sold on,price,currency,seller,invoice\n";
  for (long n = 0; n < rows; ++n) {
    bool const is_owned = n % 10 == 0;
    csv += fmt::format(
        "SN-{0:08},4006381333931,{1},{2},2025-{3:02}-{4:02},{5}.90,EUR,Shop {6},F-{0}\n", n,
        is_owned ? fmt::format("Owner {}", n) : "",
        is_owned ? fmt::format("owner{}@example.com", n) : "", n % 12 + 1, n % 28 + 1,
        100 + n % 900, n % 50);
  }
  return csv;
}

}  // namespace

void measure_imports(Plan const& plan, Engine engine, Show const& show) {
  Company const company(engine, 1);
  Server server(company);
  testing::HttpClient client(server.port());
  client.token = server.administrator();
  must(client.post("/api/v1/product-groups", R"({"code":"appliance","names":{"en":"Appliances"}})"),
       201);
  must(client.post(
           "/api/v1/products",
           R"({"group":"appliance","manufacturer":"Anka","model":"5230","gtin":"4006381333931"})"),
       201);
  auto const upload = must(client.send("POST", "/api/v1/imports?target=units&name=units.csv",
                                       file_of_units(plan.rows), {{"Content-Type", "text/csv"}}),
                           201);
  auto const path = "/api/v1/imports/" + std::string(upload.at("id").as_string());
  auto const start = steady_clock::now();
  must(client.post(path + "/start",
                   fmt::format(R"({{"version":{}}})", upload.at("version").as_int64())),
       200);
  Json now;
  for (;;) {
    now = must(client.get(path), 200);
    if (now.at("state") == "done") break;
    if (steady_clock::now() - start > std::chrono::minutes(30))
      throw std::runtime_error("the import was not done in half an hour");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  auto const took = std::chrono::duration<double>(steady_clock::now() - start).count();
  if (now.at("created_count").as_int64() != plan.rows)
    throw std::runtime_error("not every row came in: " + boost::json::serialize(now));
  show({.name = std::string("imports.units.") + (engine == Engine::Sqlite ? "sqlite" : "postgres") +
                ".seconds",
        .value = took,
        .unit = "s",
        .bar = 60.0 * static_cast<double>(plan.rows) / 100'000,
        .more_is_better = false});
}

}  // namespace vefa::bench
