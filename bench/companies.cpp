// Many companies on one server, each with promises that are due in the same minute.
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <thread>

#include "base/time.hpp"
#include "bench/figures.hpp"
#include "bench/load.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr int kAsked = 50;  // companies that were closed, one request each
// Milliseconds until all are due, and for each company more: they are copied and opened until then.
constexpr std::int64_t kFirst = 30'000;
constexpr std::int64_t kEach = 120;
constexpr char const* kBroken = "SELECT max(recorded_at) FROM breaches";
constexpr char const* kMadeGood = "SELECT max(made_at) FROM promises WHERE source = 'recovery'";

std::string host_of(int n) { return fmt::format("c{}.example", n); }

/// A case that is owed an answer by standard, and a call by word at `due`.
void owe(Server const& server, Instant due) {
  testing::HttpClient client(server.port());
  client.token = server.manager();
  auto const made = client.post(
      "/api/v1/cases",
      R"({"customer":{"kind":"person","display_name":"Owed","language":"tr","contacts":[)"
      R"({"kind":"email","value":"owed@example.com"}]},"channel":"desk","subject":"Due together",)"
      R"("text":"A call at the same instant in each company"})");
  if (made.status != 201) throw std::runtime_error("no case: " + made.body);
  auto const id = std::string(made.json().at("id").as_string());
  auto const given = client.post(
      "/api/v1/cases/" + id + "/promises",
      fmt::format(R"({{"kind":"call_back_by","due_at":"{}","what":"A call"}})", to_text(due)));
  if (given.status != 201) throw std::runtime_error("no promise: " + given.body);
}

/// The company's file so many times, and the list of them.
void copy(Company const& company, int count) {
  std::ofstream list(company.folder() + "/companies.toml");
  for (int n = 0; n < count; ++n) {
    fs::copy_file(company.folder() + "/company.db", fmt::format("{}/c{}.db", company.folder(), n));
    list << fmt::format(
        "[[company]]\nname = \"c{0}\"\ndatabase = \"sqlite:c{0}.db\"\n"
        "hosts = [\"{1}\"]\n",
        n, host_of(n));
  }
}

/// How long after `due` a company wrote down the last row that `sql` finds (its instant), in ms;
/// nothing where there is none yet.
std::optional<double> late_ms(std::string const& file, char const* sql, Instant due) {
  sqlite3* db = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::int64_t at = 0;
  if (sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK &&
      sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    at = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  if (at == 0) return std::nullopt;
  return static_cast<double>(at - due.ms);
}

/// Of the last of all companies, in seconds; waits for it. Throws when it does not come.
double last_of_all(Company const& company, int count, char const* sql, Instant due) {
  double latest = 0;
  for (int n = 0; n < count; ++n) {
    auto const file = fmt::format("{}/c{}.db", company.folder(), n);
    auto late = late_ms(file, sql, due);
    for (auto const until = steady_clock::now() + std::chrono::minutes(1);
         !late && steady_clock::now() < until; late = late_ms(file, sql, due))
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (!late) throw std::runtime_error("nothing was written down in " + file);
    latest = std::max(latest, *late);
  }
  return latest / 1000;
}

/// The 95th of a hundred first answers of companies that are closed.
double first_answer_ms(Server const& server, std::string const& token) {
  std::vector<double> took;
  for (int n = 0; n < kAsked; ++n) {
    testing::HttpClient client(server.port(), host_of(n));
    client.token = token;
    auto const start = steady_clock::now();
    auto const answer = client.get("/api/v1/cases?limit=1");
    if (answer.status != 200) throw std::runtime_error("no answer: " + answer.body);
    took.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - start).count());
  }
  std::sort(took.begin(), took.end());
  return took[took.size() * 95 / 100];
}

void sleep_until(Instant instant) {
  std::this_thread::sleep_for(std::chrono::milliseconds(instant.ms - wall_now().ms));
}

}  // namespace

void measure_companies(Plan const& plan, Show const& show) {
  Company const company(Engine::Sqlite, 1);
  int const count = static_cast<int>(plan.companies);
  Instant const due{wall_now().ms + kFirst + count * kEach};
  std::string token;  // of a session that each copy knows
  {
    Server one(company);
    token = one.manager();
    owe(one, due);
    one.stop();
  }
  copy(company, count);
  Server const server(company);
  show({.name = "companies.first_answer_p95",
        .value = first_answer_ms(server, token),
        .unit = "ms",
        .bar = 200,
        .more_is_better = false});
  sleep_until({due.ms - 1000});
  show({.name = "companies.resident_waiting",
        .value = server.resident_mb(),
        .unit = "MB",
        .bar = 1000,
        .more_is_better = false});
  sleep_until({due.ms + 5000});
  show({.name = "companies.last_breach",
        .value = last_of_all(company, count, kBroken, due),
        .unit = "s",
        .bar = 2,
        .more_is_better = false});
  show({.name = "companies.last_made_good",
        .value = last_of_all(company, count, kMadeGood, due),
        .unit = "s",
        .more_is_better = false});
  show({.name = "companies.resident_most",
        .value = server.most_resident_mb(),
        .unit = "MB",
        .bar = 1000,
        .more_is_better = false});
}

}  // namespace vefa::bench
