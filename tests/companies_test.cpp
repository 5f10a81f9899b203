// Many companies on one server: opened when asked for or when a promise is due, closed when idle.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/log.hpp"
#include "main/companies.hpp"
#include "main/company_list.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;

/// Companies with one kind of work, which notes whose it was.
class ManyCompanies : public OnBothDatabases {
 public:
  ManyCompanies() {
    config_.data = folder_;
    config_.database =
        engine() == db::Engine::Sqlite ? "sqlite:" + folder_ + "/vefa.db" : empty_postgres_url();
    config_.company_idle_seconds = 1;
    config_.readers = 1;
    config_.connections = 1;
    registry_.timer("test.ring", [this](Context const&, db::Tx&, jobs::Job const& job) {
      std::lock_guard const lock(mutex_);
      rung_.insert(job.subject);
      changed_.notify_all();
    });
    jobs::install(registry_);
  }
  ~ManyCompanies() override {
    companies_.reset();
    if (engine() == db::Engine::Postgres) drop_postgres(config_.database);
    std::filesystem::remove_all(folder_);
  }

 protected:
  void add(std::string const& name) {
    CompanyConfig one{name, "sqlite:" + name + ".db", {name + ".example"}};
    if (engine() == db::Engine::Postgres) one.database = config_.database + "&schema=" + name;
    company_list::add(config_, one);
  }
  void start() {
    // The default one stands beside the others only where it is there.
    config_.companies.clear();
    companies_ = std::make_unique<Companies>(config_, registry_, clock_);
    companies_->start();
  }
  /// Owes work at this instant, in the company of this name.
  void owe(std::string const& name, Instant at) {
    auto const company = companies_->open(name + ".example");
    ASSERT_TRUE(company);
    company->database->write_now([&](db::Tx& tx) {
      jobs::add({.now = clock_.now(), .ids = company->ids}, tx, "test.ring", name, at);
      return db::Outcome::Commit;
    });
  }
  bool wait_for(std::function<bool()> const& is_so) {
    std::unique_lock lock(mutex_);
    auto const until = std::chrono::steady_clock::now() + 30s;
    while (!is_so()) {
      if (std::chrono::steady_clock::now() > until) return false;
      changed_.wait_for(lock, 20ms);
    }
    return true;
  }
  bool wait_until_open(std::size_t count) {
    return wait_for([&] { return companies_->count_open() == count; });
  }

  std::string const folder_ = temporary_folder();
  Config config_;
  FakeClock clock_{wall_now()};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> rung_;
  jobs::Registry registry_;
  std::unique_ptr<Companies> companies_;
};
VEFA_ON_BOTH_DATABASES(ManyCompanies);

TEST_P(ManyCompanies, one_that_is_closed_is_opened_for_its_promise_and_closed_again) {
  for (char const* name : {"anka", "bulut", "cinar"}) add(name);
  start();
  EXPECT_EQ(companies_->find_open("anka.example"), nullptr);
  for (char const* name : {"anka", "bulut"}) owe(name, clock_.now() + 24h);
  EXPECT_TRUE(wait_until_open(0)) << "idle ones are closed";
  clock_.advance(24h);
  companies_->wake_all();
  EXPECT_TRUE(companies_->wait_idle(60s));
  EXPECT_TRUE(wait_for([&] { return rung_ == std::set<std::string>{"anka", "bulut"}; }));
  EXPECT_TRUE(wait_until_open(0));
}

TEST_P(ManyCompanies, after_a_start_each_is_open_before_its_promise_is_due) {
  add("anka");
  add("bulut");
  start();
  owe("anka", clock_.now() + 10min);
  companies_.reset();
  start();
  EXPECT_TRUE(wait_until_open(0));
  clock_.advance(10min - 2s);
  EXPECT_TRUE(wait_until_open(1)) << "it is opened a little before";
  EXPECT_TRUE(rung_.empty());
  clock_.advance(2s);
  companies_->wake_all();
  EXPECT_TRUE(wait_for([&] { return rung_.contains("anka"); }));
}

TEST_P(ManyCompanies, one_in_use_stays_open) {
  add("anka");
  add("bulut");
  start();
  {
    auto const held = companies_->open("anka.example");
    companies_->open("bulut.example");
    EXPECT_TRUE(wait_until_open(1)) << "the other one is closed";
    EXPECT_NE(companies_->find_open("anka.example"), nullptr);
  }
  EXPECT_TRUE(wait_until_open(0));
}

TEST_P(ManyCompanies, added_and_removed_ones_are_noticed_by_a_running_server) {
  add("anka");
  add("bulut");
  start();
  // On PostgreSQL the server's own company answers for every other name.
  auto const others = companies_->open("cinar.example");
  add("cinar");
  EXPECT_TRUE(wait_for([&] { return companies_->open("cinar.example") != others; }));
  company_list::remove(config_, "cinar");
  EXPECT_TRUE(wait_for([&] { return companies_->open("cinar.example") == others; }));
}

TEST_P(ManyCompanies, names_hosts_and_databases_are_given_once) {
  add("anka");
  auto const again = [&](CompanyConfig const& one) {
    try {
      company_list::add(config_, one);
    } catch (std::runtime_error const& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  EXPECT_THAT(again({"anka", "sqlite:x.db", {"x"}}), HasSubstr("company \"anka\" already"));
  EXPECT_THAT(again({"x", "sqlite:x.db", {"x", "anka.example"}}), HasSubstr("host name"));
  EXPECT_THAT(again({"x", company_list::all(config_).back().database, {"x"}}),
              HasSubstr("database"));
  EXPECT_EQ(again({"Çınar \"A\" \\ Ş", "sqlite:x.db", {"x"}}), "");
  EXPECT_EQ(company_list::all(config_).back().name, "Çınar \"A\" \\ Ş");
  EXPECT_THROW(company_list::remove(config_, "nobody"), std::runtime_error);
}

TEST(ManyCompaniesAtOnce, each_fires_its_promise_though_all_are_due_in_the_same_second) {
  // VEFA_COMPANIES=1000 for the measurement of docs/performance.md.
  auto const* const wanted = std::getenv("VEFA_COMPANIES");
  int const count = wanted ? std::atoi(wanted) : 20;
  auto const folder = temporary_folder();
  log::set_level(log::Level::Warn);
  Config config;
  config.data = folder;
  config.database = "sqlite:" + folder + "/vefa.db";
  config.company_idle_seconds = 1;
  config.readers = 1;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, Instant> rung;
  int times = 0;
  jobs::Registry registry;
  registry.timer("test.ring", [&](Context const&, db::Tx&, jobs::Job const& job) {
    std::lock_guard const lock(mutex);
    rung[job.subject] = wall_now();
    ++times;
    changed.notify_all();
  });
  jobs::install(registry);
  WallClock const wall;
  for (int i = 0; i < count; ++i) {
    auto const name = fmt::format("c{:04}", i);
    company_list::add(config, {name, "sqlite:" + name + ".db", {name + ".example"}});
  }
  auto const each = [&](std::function<void(std::string const&, db::Tx&)> const& work) {
    for (auto const& one : company_list::all(config)) {
      auto const database = db::open({.url = one.database, .readers = 1, .durable = false});
      database->write_now([&](db::Tx& tx) {
        work(one.name, tx);
        return db::Outcome::Commit;
      });
      database->close();
    }
  };
  each([](std::string const&, db::Tx&) {});  // made; which takes its time
  auto const due = wall_now() + Duration(8'000 + 200 * count);
  IdSource ids;
  each([&](std::string const& name, db::Tx& tx) {
    jobs::add({.now = wall_now(), .ids = &ids}, tx, "test.ring", name, due);
  });
  Companies companies(config, registry, wall);
  companies.start();
  std::unique_lock lock(mutex);
  auto const all = [&] { return rung.size() == static_cast<std::size_t>(count); };
  ASSERT_TRUE(changed.wait_for(lock, (due - wall_now()) + 120s, all)) << rung.size();
  EXPECT_EQ(times, count);
  Duration latest{0};
  for (auto const& [name, at] : rung) {
    EXPECT_GE(at, due) << name;
    latest = std::max(latest, at - due);
  }
  std::printf("%d companies, the last fired %lld ms after the instant\n", count,
              static_cast<long long>(latest.count()));
  lock.unlock();
  companies.close();
  std::filesystem::remove_all(folder);
}

TEST(ManyCompaniesServed, one_with_a_damaged_file_harms_no_other) {
  auto const folder = temporary_folder();
  std::vector<std::string> const data{"--data", folder};
  for (char const* name : {"Anka", "Bulut"}) {
    auto const host = folder_name(name) + ".example";
    auto const added = run_vefa({"company", "add", name, "--host", host, "--data", folder});
    ASSERT_EQ(added.status, 0) << added.said;
  }
  EXPECT_THAT(run_vefa({"company", "list", "--data", folder}).said, HasSubstr("bulut.example"));
  std::ofstream(folder + "/bulut.db") << std::string(100'000, 'x');
  VefaProcess server(folder, data);
  HttpClient broken(server.port(), "bulut.example");
  EXPECT_EQ(broken.get("/api/v1/me").status, 503);
  EXPECT_NO_THROW(first_day(server.port(), "anka.example"));
  HttpClient unknown(server.port(), "nobody.example");
  EXPECT_EQ(unknown.get("/api/v1/me").status, 404);
  // What was saved of both is said; what could be is.
  auto const saved = run_vefa({"backup", folder + "/saved", "--company", "Anka", "--data", folder});
  EXPECT_EQ(saved.status, 0) << saved.said;
  ASSERT_EQ(run_vefa({"restore", folder + "/saved", folder + "/again"}).status, 0);
  auto const listed = run_vefa({"company", "list", "--data", folder + "/again"});
  EXPECT_EQ(listed.said, "Anka\tanka.example\tsqlite:" + folder + "/again/anka.db\n");
  auto const examined = run_vefa({"doctor", "--data", folder});
  EXPECT_EQ(examined.status, 1);
  EXPECT_THAT(examined.said, ContainsRegex("Anka: [0-9]+ rules looked at, all is well\nBulut: "));
  auto const removed = run_vefa({"company", "remove", "Bulut", "--data", folder});
  EXPECT_EQ(removed.status, 0) << removed.said;
  EXPECT_TRUE(std::filesystem::exists(folder + "/bulut.db"));
  EXPECT_EQ(server.stop(), 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::testing
