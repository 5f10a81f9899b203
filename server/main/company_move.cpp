// `vefa company move`: a company's data into another database, while it is served.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <thread>

#include "base/log.hpp"
#include "db/migrate.hpp"
#include "db/moving.hpp"
#include "jobs/nodes.hpp"
#include "main/commands.hpp"
#include "main/company_list.hpp"

namespace vefa {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::int64_t kFewChanges = 200;
constexpr int kMostRounds = 20;
constexpr auto kShort = std::chrono::milliseconds(300);
constexpr auto kLook = std::chrono::milliseconds(50);

std::atomic<bool> stopped = false;

/// Interrupted, a move puts everything back.
void stop_at_signals() {
  for (int const number : {SIGINT, SIGTERM, SIGHUP}) ::signal(number, [](int) { stopped = true; });
}

/// Held while a company is moved, so that nobody moves it twice.
class MoveLock {
 public:
  MoveLock(Config const& config, std::string const& company) {
    auto const file = fmt::format("{}/{}.moving.lock", config.data, folder_name(company));
    fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd_ < 0 || ::flock(fd_, LOCK_EX | LOCK_NB) != 0)
      throw std::runtime_error(fmt::format("{} is being moved already", company));
  }
  ~MoveLock() { ::close(fd_); }
  MoveLock(MoveLock const&) = delete;
  MoveLock& operator=(MoveLock const&) = delete;

 private:
  int fd_;
};

/// Puts the list back as it was, unless the move succeeded.
class ListChange {
 public:
  explicit ListChange(Config const& config)
      : config_(config), before_(company_list::text_of(config)) {}
  ~ListChange() {
    if (!changed_) return;
    try {
      company_list::put_text(config_, before_);
    } catch (std::exception const& e) {
      std::cerr << "vefa: companies.toml could not be put back: " << e.what() << "\n";
    }
  }
  ListChange(ListChange const&) = delete;
  ListChange& operator=(ListChange const&) = delete;
  void put(CompanyConfig const& company) {
    company_list::put(config_, company);
    changed_ = true;
  }
  void keep() { changed_ = false; }

 private:
  Config const& config_;
  std::string const before_;
  bool changed_ = false;
};

/// For people and logs.
std::string without_password(std::string const& url) {
  auto const at = url.find('@');
  auto const begin = url.find("//");
  if (begin == std::string::npos || at == std::string::npos) return url;
  auto const colon = url.find(':', begin);
  return colon < at ? url.substr(0, colon) + url.substr(at) : url;
}

std::unique_ptr<db::Database> look_into(std::string const& url) {
  return db::open_unmigrated({.url = url, .readers = 1, .connections = 1});
}

/// What stands in the way of moving it from there; it may be served meanwhile.
void require_movable(CompanyConfig const& company) {
  if (company.database.starts_with(kSqlite) && !fs::exists(company.database.substr(kSqlite.size())))
    throw std::runtime_error("there is no database " + company.database);
  auto const database = look_into(company.database);
  auto const fault = db::migration_fault(*database);
  if (fault.empty()) db::require_not_moved(*database);
  database->close();
  if (!fault.empty()) throw std::runtime_error(fault);
}

/// A database that is made for the move, and taken away again unless it succeeds.
class NewDatabase {
 public:
  explicit NewDatabase(std::string url) : url_(std::move(url)) {
    if (is_file() && fs::exists(path()))
      throw std::runtime_error(path() + " is there already; name a new file");
    if (!is_file() && has_tables())
      throw std::runtime_error(fmt::format(
          "{} holds tables already; name another schema (…?schema=name)", without_password(url_)));
    db::open({.url = url_, .readers = 1, .connections = 1})->close();
  }
  ~NewDatabase() {
    if (kept_) return;
    try {
      take_away();
    } catch (std::exception const& e) {
      std::cerr << fmt::format("vefa: {} could not be taken away again: {}\n",
                               without_password(url_), e.what());
    }
  }
  NewDatabase(NewDatabase const&) = delete;
  NewDatabase& operator=(NewDatabase const&) = delete;
  std::string const& url() const { return url_; }
  void keep() { kept_ = true; }

 private:
  bool is_file() const { return url_.starts_with(kSqlite); }
  std::string path() const { return url_.substr(kSqlite.size()); }
  bool has_tables() const {
    auto const database = look_into(url_);
    bool const found = db::has_tables(*database);
    database->close();
    return found;
  }
  void take_away() const {
    if (!is_file()) return db::drop_all(url_);
    for (char const* end : {"", "-wal", "-shm"}) fs::remove(path() + end);
  }

  std::string const url_;
  bool kept_ = false;
};

/// Waits until no server has the company open.
void wait_until_nobody_has(std::string const& url, std::int64_t wait_seconds) {
  auto const database = look_into(url);
  auto const until = Steady::now() + std::chrono::seconds(wait_seconds);
  for (;;) {
    std::vector<Instant> held;
    database->read_now([&](db::Tx& tx) { held = jobs::held_until(tx); });
    if (held.empty()) break;
    if (stopped) throw std::runtime_error("the move was stopped; nothing was switched");
    if (Steady::now() > until)
      throw std::runtime_error(fmt::format(
          "{} server{} still open: stop the other nodes, or close it in their lists; one "
          "that was killed holds it until {}. Nothing was switched; then move it again",
          held.size(), held.size() == 1 ? " has the company" : "s have the company",
          to_text(held.back())));
    std::this_thread::sleep_for(kLook);
  }
  database->close();
}

db::MoveOptions telling() {
  auto const told_at = std::make_shared<Steady::time_point>(Steady::now());
  return {.tell =
              [told_at](std::string const& table, std::int64_t rows) {
                if (Steady::now() - *told_at < std::chrono::seconds(2)) return;
                *told_at = Steady::now();
                std::cerr << fmt::format("  {}: {} rows\n", table, rows);
              },
          .is_stopped = [] { return stopped.load(); }};
}

/// Until so little is left that nobody waits long for it, or others write as fast as it follows.
void catch_up(db::Moving& moving) {
  auto last = Steady::duration::max();
  for (int round = 0; round < kMostRounds; ++round) {
    auto const begun = Steady::now();
    auto const rows = moving.catch_up();
    auto const took = Steady::now() - begun;
    if (stopped) throw std::runtime_error("the move was stopped; nothing was switched");
    if (rows < kFewChanges || took < kShort || took > last / 3 * 2) return;
    last = took;
  }
}

CompanyConfig one_named(Config const& config, std::string const& name) {
  auto const all = companies_named(config, name);
  return company_list::in_full(config, all.front());
}

}  // namespace

int move_company(Config const& config, MoveCommand const& command) {
  log::set_level(log::Level::Error);
  stop_at_signals();
  auto const company = one_named(config, command.company);
  auto target = company;
  target.database = command.to;
  target = company_list::in_full(config, target);
  MoveLock const lock(config, company.name);
  require_movable(company);
  NewDatabase made(target.database);
  auto const moving = db::begin_move(company.database, made.url(), telling());
  std::cerr << fmt::format("Copying {}, which is served meanwhile\n", company.name);
  moving->copy();
  catch_up(*moving);
  ListChange list(config);
  auto const stop = Steady::now();
  auto closed = company;
  closed.closed = true;
  list.put(closed);
  wait_until_nobody_has(company.database, command.wait_seconds);
  auto const moved = moving->finish();
  target.closed = company.closed;
  list.put(target);
  list.keep();
  made.keep();
  auto const stood = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - stop);
  moving->retire(without_password(target.database));
  moving->validate();
  std::cout << fmt::format(
      "{} is served from {}: {} rows of {} tables, {}. It stood still for {:.1f} s. What it was "
      "is still in {}, which no server opens any more.\n",
      company.name, without_password(target.database), moved.rows, moved.tables,
      moved.compared_all ? "each compared" : "their numbers compared",
      static_cast<double>(stood.count()) / 1000, without_password(company.database));
  return 0;
}

}  // namespace vefa
