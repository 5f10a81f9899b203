#include "db/sqlite/database.hpp"

#include <unistd.h>

#include <filesystem>

#include "base/log.hpp"
#include "db/behind.hpp"
#include "db/crew.hpp"
#include "db/look.hpp"
#include "db/remember.hpp"
#include "db/sqlite/log_watch.hpp"
#include "db/sqlite/transaction.hpp"

namespace vefa::db::sqlite {
namespace {

constexpr int kMaxGroup = 256;
constexpr auto kMaxGroupTime = std::chrono::milliseconds(50);

constexpr int kCarefulFor = 64;

constexpr int kCheckpointFrames = 4000;
constexpr int kMostFrames = 4 * kCheckpointFrames;  // then the lane waits for it

// Who watches the log, from any thread.
class Watch {
 public:
  void set(std::shared_ptr<LogWatch> watch) {
    std::lock_guard const lock(mutex_);
    watch_ = std::move(watch);
  }
  std::shared_ptr<LogWatch> get() {
    std::lock_guard const lock(mutex_);
    return watch_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<LogWatch> watch_;
};

// Moves what a long log holds into the file, beside the lane: it takes as long as a hundred
// use-cases. The lane moves the rest, after which the log begins anew.
class Mover {
 public:
  explicit Mover(File const& file) : crew_(1, [file] { return std::make_unique<Worker>(file); }) {}

  /// True once after it was done.
  bool has_moved() {
    std::lock_guard const lock(mutex_);
    bool const moved = state_ == State::Moved;
    if (moved) state_ = State::Resting;
    return moved;
  }
  void start() {
    {
      std::lock_guard const lock(mutex_);
      if (!may_start_ || state_ != State::Resting) return;
      state_ = State::Moving;
    }
    crew_.offer({{}, [this](std::exception_ptr const&) {
                   std::lock_guard const lock(mutex_);
                   state_ = State::Moved;
                   changed_.notify_all();
                 }});
  }
  /// Waits until nothing is moved any more, and sees to it that nothing is.
  void stop() {
    std::unique_lock lock(mutex_);
    may_start_ = false;
    changed_.wait(lock, [&] { return state_ != State::Moving; });
  }
  void go_on() {
    std::lock_guard const lock(mutex_);
    may_start_ = true;
  }
  void close() { crew_.close(); }

 private:
  enum class State { Resting, Moving, Moved };

  class Worker final : public Crew::Worker {
   public:
    explicit Worker(File const& file) : connection_(file, Role::Reader) {}
    void serve(Request request, Crew&) override {
      std::exception_ptr failure;
      try {
        connection_.use();
        connection_.checkpoint();
      } catch (std::exception const& e) {
        failure = std::current_exception();
        log::error("db.no_checkpoint", {{"why", e.what()}});
      }
      answer(request.done, failure);
    }
    void rest() override { connection_.let_go(); }

   private:
    Connection connection_;
  };

  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::Resting;
  bool may_start_ = true;
  Crew crew_;
};

void serve_reading(Database& database, Connection& connection, Request const& request) {
  std::exception_ptr failure;
  try {
    connection.use();
    connection.command("BEGIN");
    Transaction tx(database, connection);
    request.work(tx);
  } catch (...) {
    failure = std::current_exception();
  }
  try {
    if (connection.in_transaction()) connection.command("ROLLBACK");
  } catch (...) {
    failure = std::current_exception();
  }
  answer(request.done, failure);
}

// Runs use-cases one after the other and makes a group of them durable together. A savepoint
// around each would copy every page that it changes, so that it can be undone by itself; most need
// no undoing. So they run without; when one of them has to be undone, all are, and run again, each
// in a savepoint, and so do those that come soon after.
class Lane final : public Crew::Worker {
 public:
  Lane(Database& database, Watch& watch, Mover& mover, File const& file)
      : database_(database),
        watch_(watch),
        mover_(mover),
        path_(file.path),
        connection_(file, Role::Writer) {}

  void serve(Request first, Crew& queue) override {
    std::optional<Request> next = std::move(first);
    while (next) {
      if (next->looks) {
        serve_reading(database_, connection_, *next);
        next = queue.next();
      } else {
        next = serve_group(std::move(*next), queue);
      }
    }
  }
  void rest() override { connection_.let_go(); }

 private:
  struct Member {
    Request request;
    std::vector<std::function<void()>> hooks;
  };

  // Answers the look that ended the group: it must not see what is not committed, nor keep others
  // from writing.
  std::optional<Request> serve_group(Request first, Crew& queue) {
    try {
      connection_.use();
      connection_.command("BEGIN IMMEDIATE");
    } catch (...) {
      refuse_all(std::move(first), queue, std::current_exception());
      return std::nullopt;
    }
    auto const until = std::chrono::steady_clock::now() + kMaxGroupTime;
    int count = 0;
    std::optional<Request> request = std::move(first);
    while (request) {
      if (request->looks) break;
      run(std::move(*request));
      if (!connection_.in_transaction()) {
        lose_group("the transaction was rolled back");
        return std::nullopt;
      }
      bool const room = ++count < kMaxGroup && std::chrono::steady_clock::now() < until;
      request = room ? queue.next() : std::nullopt;
    }
    commit();
    return request;
  }

  // Those behind would each wait as long for the same answer. None is answered before all are
  // taken, so that who comes again upon her answer is not refused with them.
  static void refuse_all(Request first, Crew& queue, std::exception_ptr why) {
    std::vector<Request> all;
    for (std::optional<Request> request = std::move(first); request;
         request = all.size() < Database::kMaxQueued ? queue.next() : std::nullopt)
      all.push_back(std::move(*request));
    for (auto const& request : all) answer(request.done, why);
  }

  void run(Request request) {
    if (careful_ > 0) {
      --careful_;
      return run_in_savepoint(std::move(request));
    }
    Transaction tx(database_, connection_);
    auto const writes = connection_.writes();
    bool keep = false;
    auto const failure = work(request, tx, keep);
    if (keep && !failure) {
      group_.push_back({std::move(request), tx.take_hooks()});
    } else if (connection_.writes() == writes || !connection_.in_transaction()) {
      answer(request.done, failure);
    } else {
      start_over(std::move(request), failure);
    }
  }

  // The failure for which it may not commit, if there is one.
  std::exception_ptr work(Request const& request, Transaction& tx, bool& keep) {
    try {
      keep = request.work(tx) == Outcome::Commit;
      if (keep && !tx.failure()) tx.end();
      // A refusal may follow from an error that the use-case caught; a commit may not.
      if (keep && tx.failure()) return tx.failure();
      if (keep && connection_.breaks_foreign_keys())
        return std::make_exception_ptr(
            ConstraintError(ConstraintError::Kind::ForeignKey,
                            "a deferred foreign key was still unmet at the end"));
      return nullptr;
    } catch (...) {
      return std::current_exception();
    }
  }

  void start_over(Request undone, std::exception_ptr const& failure) {
    roll_back();
    // Alone it has taken nobody along; the next one begins a group of its own.
    if (group_.empty()) return answer(undone.done, failure);
    memory_of(database_).forget();
    careful_ = kCarefulFor;
    auto again = std::exchange(group_, {});
    again.push_back({std::move(undone), {}});
    std::exception_ptr why;
    try {
      connection_.command("BEGIN IMMEDIATE");
    } catch (...) {
      why = std::current_exception();
    }
    for (auto& member : again) {
      if (!why && !connection_.in_transaction()) why = lost("the transaction was rolled back");
      if (why) {
        answer(member.request.done, why);
      } else {
        run_in_savepoint(std::move(member.request));
      }
    }
  }

  void run_in_savepoint(Request request) {
    Transaction tx(database_, connection_);
    bool keep = false;
    std::exception_ptr failure;
    try {
      connection_.command("SAVEPOINT use_case");
      failure = work(request, tx, keep);
    } catch (...) {
      failure = std::current_exception();
    }
    keep = keep && !failure;
    if (!end_savepoint(keep) && !failure) failure = lost("its savepoint could not be ended");
    if (keep && !failure) {
      group_.push_back({std::move(request), tx.take_hooks()});
    } else {
      answer(request.done, failure);
    }
  }

  // False when the whole transaction is gone.
  bool end_savepoint(bool keep) {
    if (!connection_.in_transaction()) return false;
    try {
      if (!keep) connection_.command("ROLLBACK TO use_case");
      connection_.command("RELEASE use_case");
      return true;
    } catch (std::exception const&) {
      roll_back();
      return false;
    }
  }

  void commit() {
    try {
      connection_.command("COMMIT");
    } catch (std::exception const& e) {
      roll_back();
      return lose_group(e.what());
    }
    auto const watch = watch_.get();
    if (watch) watch->committed(connection_.log_frames());
    auto const group = std::exchange(group_, {});
    for (auto const& member : group) run_hooks(member.hooks);
    for (auto const& member : group) answer(member.request.done, nullptr);
    if (connection_.log_frames() >= kCheckpointFrames) checkpoint(watch.get());
  }

  // After the answers: nobody waits for it but the next group.
  void checkpoint(LogWatch* watch) {
    try {
      // Where another process ships this log, it alone may let it begin anew.
      if (watch ? !watch->may_checkpoint() : std::filesystem::exists(marker_of(path_))) return;
      // What is shipped may not be moved while more comes: it would begin anew with what was not.
      bool const is_rest = watch || mover_.has_moved() || connection_.log_frames() >= kMostFrames;
      if (!is_rest) return mover_.start();
      connection_.checkpoint();
    } catch (std::exception const& e) {
      log::error("db.no_checkpoint", {{"why", e.what()}});
    }
  }

  void lose_group(std::string const& why) {
    // The group's own changes may have been remembered by those behind them in it.
    memory_of(database_).forget();
    auto const group = std::exchange(group_, {});
    for (auto const& member : group) answer(member.request.done, lost(why));
  }

  static std::exception_ptr lost(std::string const& why) {
    return std::make_exception_ptr(
        Unavailable("The change could not be stored (" + why + "); try again in a moment."));
  }

  void roll_back() {
    if (!connection_.in_transaction()) return;
    try {
      connection_.command("ROLLBACK");
    } catch (std::exception const&) {
      // A failing ROLLBACK leaves no transaction behind; the next BEGIN shows whether the file
      // works.
    }
  }

  Database& database_;
  Watch& watch_;
  Mover& mover_;
  std::string const path_;
  Connection connection_;
  std::vector<Member> group_;
  int careful_ = 0;  // so many more run in savepoints
};

class Reader final : public Crew::Worker {
 public:
  Reader(Database& database, File const& file)
      : database_(database), connection_(file, Role::Reader) {}

  void serve(Request request, Crew&) override { serve_reading(database_, connection_, request); }
  void rest() override { connection_.let_go(); }

 private:
  Database& database_;
  Connection connection_;
};

// A database without a name is a file in a folder of its own, so that it behaves as any other.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code none;
    auto const root = std::filesystem::is_directory("/dev/shm", none)
                          ? std::filesystem::path("/dev/shm")
                          : std::filesystem::temp_directory_path();
    path_ = (root / "vefa-XXXXXX").string();
    if (!mkdtemp(path_.data()))
      throw Unavailable("No folder for a temporary database can be made in " + root.string() + ".");
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string const& path() const { return path_; }

 private:
  std::string path_;
};

class SqliteDatabase final : public Database, public Watchable, public HasBehind, public HasLook {
 public:
  SqliteDatabase(File file, std::unique_ptr<TemporaryFolder> folder, int readers)
      : folder_(std::move(folder)),
        path_(file.path),
        mover_(file),
        lane_(1, [this, file] { return std::make_unique<Lane>(*this, watch_, mover_, file); }),
        readers_(std::max(1, readers),
                 [this, file] { return std::make_unique<Reader>(*this, file); }) {}
  ~SqliteDatabase() override {
    close();
    forget_database(*this);
  }

  Engine engine() const override { return Engine::Sqlite; }
  void write(Work work, Done done) override { lane_.offer({std::move(work), std::move(done)}); }
  void write_behind(Work work, Done done) override {
    lane_.offer({std::move(work), std::move(done), Turn::Behind});
  }
  void read(std::function<void(Tx&)> work, Done done) override {
    readers_.offer(reading(std::move(work), std::move(done)));
  }
  void look(std::function<void(Tx&)> work, Done done) override {
    auto& crew = readers_.has_threads() ? readers_ : lane_;
    auto request = reading(std::move(work), std::move(done));
    request.looks = true;
    crew.offer(std::move(request));
  }
  void notify_peers() override {}
  void on_peer_notice(std::function<void()>) override {}
  void watch_log(std::shared_ptr<LogWatch> watch) override {
    if (watch) {
      mover_.stop();
    } else {
      mover_.go_on();
    }
    watch_.set(std::move(watch));
  }
  std::string path() const override { return path_; }
  void close() override {
    lane_.close();
    mover_.close();
    readers_.close();
    if (!folder_ && !std::exchange(is_closed_, true)) empty_log();
  }

 private:
  /// The last connection writes the log into the file; of those that close at once each takes
  /// another for the last, and the log stays.
  void empty_log() noexcept {
    try {
      if (std::filesystem::exists(path_ + "-wal")) Connection const last({path_}, Role::Reader);
    } catch (std::exception const& e) {
      log::error("db.no_checkpoint", {{"why", e.what()}});
    }
  }
  static Request reading(std::function<void(Tx&)> work, Done done) {
    return {[work = std::move(work)](Tx& tx) {
              work(tx);
              return Outcome::Rollback;
            },
            std::move(done)};
  }

  std::unique_ptr<TemporaryFolder> const folder_;  // outlives the connections
  std::string const path_;
  Watch watch_;
  Mover mover_;
  Crew lane_;
  Crew readers_;
  bool is_closed_ = false;
};

}  // namespace

std::unique_ptr<Database> open(Options const& options) {
  std::string const path = options.url.substr(std::string_view("sqlite:").size());
  std::unique_ptr<TemporaryFolder> folder;
  File file{path, options.page_cache_mb, options.durable};
  if (path == ":memory:") {
    folder = std::make_unique<TemporaryFolder>();
    file = {folder->path() + "/company.db", options.page_cache_mb, false};
  }
  // Made now, so that a wrong path is said at the start; the write-ahead log needs a writer first.
  { Connection const opened(file, Role::Writer); }
  return std::make_unique<SqliteDatabase>(std::move(file), std::move(folder), options.readers);
}

}  // namespace vefa::db::sqlite
