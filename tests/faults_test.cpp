// What the world does to a server: the real program, on a disk that is really full, beside a
// database that dies, under a clock that is set, behind ten thousand silent clients.
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/time.hpp"
#include "modules/doctor/doctor.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/sanitized.hpp"
#include "tests/support/vefa_process.hpp"
#include "tests/support/writers.hpp"

namespace vefa::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A disk of a few megabytes, in memory. Only root may mount one.
class SmallDisk {
 public:
  explicit SmallDisk(char const* size) : folder_(temporary_folder()) {
    mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, options(size).c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  bool is_there() const { return mounted_; }
  std::string const& folder() const { return folder_; }
  void resize(char const* size) {
    if (::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, options(size).c_str()) != 0)
      throw std::runtime_error("the disk cannot be resized");
  }

 private:
  static std::string options(char const* size) { return std::string("size=") + size; }

  std::string folder_;
  bool mounted_ = false;
};

/// Opens cases one after the other and counts those that were acknowledged.
class Clerk {
 public:
  Clerk(int port, FirstDay const& who) : http_(port), customer_(who.customer_id) {
    http_.token = who.token;
  }
  HttpAnswer write() {
    auto answer = http_.post(
        "/api/v1/cases",
        fmt::format(R"({{"customer_id": "{}", "channel": "phone", "subject": "{}", "text": "{}"}})",
                    customer_, ++tried_, std::string(15'000, 'x')));
    if (answer.status == 201) ++acknowledged_;
    return answer;
  }
  /// The cases there are, by their list.
  std::size_t stored() {
    std::size_t count = 0;
    for (std::string cursor;;) {
      auto const page =
          http_.get("/api/v1/cases?limit=100" + (cursor.empty() ? "" : "&cursor=" + cursor));
      EXPECT_EQ(page.status, 200) << page.body;
      auto const rows = page.json();
      count += rows.at("items").as_array().size();
      auto const& next = rows.at("next_cursor");
      if (!next.is_string()) return count;
      cursor = std::string(next.as_string());
    }
  }
  std::size_t acknowledged() const { return acknowledged_; }

 private:
  HttpClient http_;
  std::string customer_;
  std::size_t tried_ = 0;
  std::size_t acknowledged_ = 0;
};

std::vector<std::string> faults_of(std::string const& url) {
  auto const database = db::open({.url = url});
  std::vector<std::string> out;
  doctor::examine(*database, wall_now(), {}, [&](doctor::Violation const& violation) {
    out.push_back(violation.rule + ": " + violation.what);
  });
  database->close();
  return out;
}

TEST(Faults, a_full_disk_is_said_harms_nothing_and_is_over_when_there_is_room) {
  SmallDisk disk("6m");
  if (!disk.is_there()) GTEST_SKIP() << "only root may mount a small disk";
  auto const logs = temporary_folder();
  VefaProcess vefa(logs, {"--data", disk.folder()});
  auto const who = first_day(vefa.port());
  Clerk clerk(vefa.port(), who);
  HttpAnswer answer;
  // What needs a page less may find room once more; in the end nothing does.
  int refused = 0;
  for (int i = 0; i < 2000 && refused < 20; ++i) {
    answer = clerk.write();
    refused = answer.status == 503 ? refused + 1 : 0;
  }
  EXPECT_EQ(refused, 20) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr("unavailable"));
  EXPECT_NE(answer.header("retry-after"), "");
  // Those who read are still served, and see what was acknowledged and no more.
  EXPECT_EQ(clerk.stored(), clerk.acknowledged() + 1);
  disk.resize("64m");
  answer = clerk.write();
  for (int i = 0; i < 200 && answer.status != 201; ++i) answer = clerk.write();
  EXPECT_EQ(answer.status, 201) << answer.body;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(clerk.write().status, 201);
  EXPECT_EQ(clerk.stored(), clerk.acknowledged() + 1);
  EXPECT_EQ(vefa.stop(), 0);
  EXPECT_THAT(faults_of("sqlite:" + disk.folder() + "/vefa.db"), IsEmpty());
  std::filesystem::remove_all(logs);
}

/// Each acknowledged write is there once, and nothing else is wrong.
void expect_whole(Writers const& writers, std::string const& url) {
  EXPECT_EQ(writers.trouble(), "");
  std::map<std::string, int> there;
  auto const database = db::open({.url = url, .readers = 1});
  database->read_now([&](db::Tx& tx) {
    for (auto& subject : tx.column<std::string>(ad_hoc("SELECT subject FROM cases")))
      ++there[subject];
  });
  database->close();
  for (auto const& [subject, id] : writers.acknowledged())
    EXPECT_EQ(there[subject], 1) << subject << " " << id;
  for (auto const& [subject, count] : there) EXPECT_EQ(count, 1) << subject;
  EXPECT_THAT(faults_of(url), IsEmpty());
}

bool until(std::function<bool()> const& is_so) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::vector<std::string> without_limits(std::vector<std::string> flags) {
  flags.insert(flags.end(), {"--requests-per-second-per-address", "0",
                             "--requests-per-second-per-account", "0"});
  return flags;
}

TEST(Faults, a_database_that_dies_is_said_and_work_goes_on_by_itself_when_it_is_back) {
  OwnPostgres postgres;
  auto const folder = temporary_folder();
  VefaProcess vefa(folder, without_limits({"--data", folder, "--database", postgres.url()}));
  Writers writers(8, first_day(vefa.port()), [&] { return vefa.port(); });
  HttpClient looker(vefa.port());
  auto const asked = [&] { return looker.get("/readyz"); };
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(writers.wait_for_more(30, 60)) << writers.trouble();
    postgres.kill();
    auto refused = looker.get("/api/v1/me");
    EXPECT_TRUE(until([&] { return (refused = looker.get("/api/v1/me")).status == 503; }));
    EXPECT_NE(refused.header("retry-after"), "") << refused.status << " " << refused.body;
    // What needs no database is still served.
    EXPECT_EQ(looker.get("/healthz").status, 200);
    postgres.start();
    ASSERT_TRUE(writers.wait_for_more(30, 60)) << writers.trouble() << vefa.log();
    for (int cut = 0; cut < 3; ++cut) {
      postgres.cut_connections();
      ASSERT_TRUE(writers.wait_for_more(10, 60)) << writers.trouble() << vefa.log();
    }
  }
  EXPECT_TRUE(until([&] { return asked().status == 200; }));
  writers.stop();
  EXPECT_EQ(vefa.stop(), 0);
  expect_whole(writers, postgres.url());
  std::filesystem::remove_all(folder);
}

TEST(Faults, ten_thousand_silent_clients_hold_up_nobody) {
  // Both ends are of this machine: so many descriptors here, and as many there.
  rlimit most{};
  ::getrlimit(RLIMIT_NOFILE, &most);
  most.rlim_cur = most.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &most);
  std::size_t const wanted = std::min<rlim_t>(10'000, most.rlim_max - 200);
  auto const folder = temporary_folder();
  VefaProcess vefa(folder, without_limits({"--data", folder, "--max-connections",
                                           std::to_string(wanted - 100)}));
  auto const who = first_day(vefa.port());
  HttpClient worker(vefa.port());
  worker.token = who.token;
  ASSERT_EQ(worker.get("/api/v1/cases").status, 200);
  std::vector<std::unique_ptr<BareSocket>> silent;
  for (std::size_t i = 0; i < wanted; ++i) {
    auto& one = silent.emplace_back(std::make_unique<BareSocket>(vefa.port()));
    // Silence, half a head, half a body.
    if (i % 3 == 1) one->send("GET /api/v1/cases HTTP/1.1\r\nHost: x\r\nX-");
    if (i % 3 == 2)
      one->send(
          "POST /api/v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          "Content-Length: 1000\r\n\r\n{\"customer");
  }
  // Who was there before them works on, and nothing of their halves was taken.
  Clerk clerk(vefa.port(), who);
  EXPECT_EQ(worker.get("/api/v1/cases").status, 200);
  EXPECT_EQ(worker.connections(), 1);
  // Beyond the limit nobody is taken; whoever comes when some have gone is.
  silent.resize(silent.size() / 2);
  HttpClient next(vefa.port());
  next.token = who.token;
  EXPECT_TRUE(until([&] { return next.get("/api/v1/cases").status == 200; })) << vefa.log();
  EXPECT_EQ(clerk.write().status, 201);
  EXPECT_EQ(clerk.stored(), 2u);
  silent.clear();
  EXPECT_EQ(vefa.stop(), 0);
  std::filesystem::remove_all(folder);
}

/// `vefa serve` whose wall clock is set by a file (libfaketime).
class SetClock {
 public:
  explicit SetClock(std::string file) : file_(std::move(file)) {
    set("+0");
    ::setenv("LD_PRELOAD", kLibrary, 1);
    ::setenv("FAKETIME_TIMESTAMP_FILE", file_.c_str(), 1);
    ::setenv("FAKETIME_NO_CACHE", "1", 1);
    ::setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1", 1);
  }
  /// What was started keeps its clock; what follows has the machine's.
  static void leave() { ::unsetenv("LD_PRELOAD"); }
  ~SetClock() { leave(); }
  SetClock(SetClock const&) = delete;
  SetClock& operator=(SetClock const&) = delete;
  static bool can() { return !kSanitized && std::filesystem::exists(kLibrary); }
  /// "+2d", "-3h": from the machine's own.
  void set(std::string const& offset) const {
    std::ofstream(file_ + ".new") << offset << "\n";
    std::filesystem::rename(file_ + ".new", file_);
  }

 private:
  static constexpr char const* kLibrary = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
  std::string const file_;
};

TEST(Faults, a_clock_that_is_set_back_and_forth_loses_nothing_and_breaks_each_promise_once) {
  if (!SetClock::can()) GTEST_SKIP() << "libfaketime is not installed, or cannot be slipped in";
  auto const folder = temporary_folder();
  SetClock const clock(folder + "/clock");
  VefaProcess vefa(folder, without_limits({"--data", folder}));
  SetClock::leave();
  Writers writers(2, first_day(vefa.port()), [&] { return vefa.port(); });
  auto const url = "sqlite:" + folder + "/vefa.db";
  auto const broken = [&] {
    std::int64_t count = 0;
    auto const database = db::open({.url = url, .readers = 1});
    database->read_now([&](db::Tx& tx) {
      count =
          *tx.scalar<std::int64_t>(ad_hoc("SELECT COUNT(*) FROM promises WHERE state = 'broken'"));
    });
    database->close();
    return count;
  };
  for (auto const* offset : {"-3h", "+1h", "-20h", "+0"}) {
    clock.set(offset);
    ASSERT_TRUE(writers.wait_for_more(10, 60)) << offset << writers.trouble() << vefa.log();
  }
  EXPECT_EQ(broken(), 0);
  writers.stop();
  // A long way ahead: what was promised is broken, at its own instant (a rule of the schema).
  clock.set("+20d");
  EXPECT_TRUE(until([&] { return broken() > 0; })) << vefa.log();
  clock.set("+0");
  EXPECT_EQ(vefa.stop(), 0);
  expect_whole(writers, url);
  std::filesystem::remove_all(folder);
}

TEST(Faults, a_restart_under_load_costs_nobody_a_request) {
  // With VEFA_OLD_BINARY the first program is an older one, whose database the new one migrates.
  auto const* const old = std::getenv("VEFA_OLD_BINARY");
  auto const* const given = std::getenv("VEFA_BINARY");
  std::string const now = given ? given : "build/vefa";
  auto const folder = temporary_folder();
  auto const flags = without_limits({"--data", folder});
  if (old) ::setenv("VEFA_BINARY", old, 1);
  auto vefa = std::make_unique<VefaProcess>(folder, flags);
  ::setenv("VEFA_BINARY", now.c_str(), 1);
  std::atomic<int> port = vefa->port();
  Writers writers(8, first_day(port), [&] { return port.load(); });
  ASSERT_TRUE(writers.wait_for_more(100, 60)) << writers.trouble();
  auto const begun = std::chrono::steady_clock::now();
  EXPECT_EQ(vefa->stop(), 0);
  vefa = std::make_unique<VefaProcess>(folder, flags);
  port = vefa->port();
  auto const stood = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begun);
  ASSERT_TRUE(writers.wait_for_more(100, 60)) << writers.trouble() << vefa->log();
  writers.stop();
  EXPECT_EQ(vefa->stop(), 0);
  expect_whole(writers, "sqlite:" + folder + "/vefa.db");
  std::printf("stopped and started in %lld ms; the longest write took %lld ms\n",
              static_cast<long long>(stood.count()),
              static_cast<long long>(writers.longest_wait().count()));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::testing
