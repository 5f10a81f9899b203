#include "db/postgres/database.hpp"

#include <random>

#include "base/log.hpp"
#include "db/behind.hpp"
#include "db/crew.hpp"
#include "db/postgres/notices.hpp"
#include "db/postgres/transaction.hpp"
#include "db/remember.hpp"

namespace vefa::db::postgres {
namespace {

constexpr int kMaxCollisions = 5;
constexpr int kMaxLosses = 6;

enum class Access { Write, Read };

void pause(int milliseconds) {
  static thread_local std::minstd_rand random(std::random_device{}());
  // Between half and all of it, so that two that collided do not collide again.
  auto const jittered = milliseconds / 2 + static_cast<int>(random() % (milliseconds / 2 + 1));
  std::this_thread::sleep_for(std::chrono::milliseconds(jittered));
}

/// Readings for figures go through whole tables; what writes never should.
Address fit_for(Access access, Address address) {
  address.by_index = access == Access::Write;
  return address;
}

class Session final : public Crew::Worker {
 public:
  Session(Database& database, Address const& address, Access access)
      : database_(database), connection_(fit_for(access, address)), access_(access) {}

  void serve(Request request, Crew&) override {
    int collisions = 0;
    int losses = 0;
    while (true) {
      auto const failure = run(request);
      if (!failure) return;
      try {
        std::rethrow_exception(failure);
      } catch (Collided const&) {
        if (++collisions > kMaxCollisions) return answer(request.done, failure);
        pause(10 << collisions);
      } catch (Lost const& e) {
        connection_.shut();
        // Where the server was gone for the last request too, this one does not wait for it.
        if (++losses > (server_gone_ ? 1 : kMaxLosses)) {
          server_gone_ = true;
          return answer(request.done, failure);
        }
        log::warn("db.connection_lost", {{"why", e.what()}});
        if (losses > 1) pause(50 << losses);
      } catch (...) {
        return answer(request.done, failure);
      }
    }
  }

 private:
  // Runs and answers it, or gives the failure back.
  std::exception_ptr run(Request const& request) {
    Transaction tx(database_, connection_);
    bool keep = false;
    try {
      if (!connection_.is_open()) connection_.open();
      server_gone_ = false;
      connection_.command(access_ == Access::Write
                              ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                              : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                          0);
      keep = request.work(tx) == Outcome::Commit;
      if (keep && !tx.failure()) tx.end();
      if (keep && tx.failure()) std::rethrow_exception(tx.failure());
      if (keep) tx.finish();
    } catch (...) {
      return undo(tx, std::current_exception());
    }
    if (must_repeat(tx.failure())) return undo(tx, tx.failure());
    return keep ? commit(tx, request) : refuse(request);
  }

  std::exception_ptr commit(Transaction& tx, Request const& request) {
    try {
      connection_.commit();
    } catch (Lost const&) {
      connection_.shut();
      return std::make_exception_ptr(Unavailable(
          "The connection to PostgreSQL was lost while the change was being stored, so it is not "
          "known whether it was. Send it again with the same idempotency key."));
    } catch (...) {
      return undo(tx, std::current_exception());
    }
    run_hooks(tx.take_hooks());
    answer(request.done, nullptr);
    return nullptr;
  }

  std::exception_ptr refuse(Request const& request) {
    try {
      if (access_ == Access::Read) {
        connection_.end_reading();
      } else {
        connection_.roll_back();
      }
    } catch (Lost const&) {
      // The server undoes what a lost connection leaves.
      connection_.shut();
    }
    answer(request.done, nullptr);
    return nullptr;
  }

  std::exception_ptr undo(Transaction const& tx, std::exception_ptr failure) {
    // The use-case may have thrown something else because of it.
    if (must_repeat(tx.failure())) failure = tx.failure();
    try {
      if (connection_.is_open()) connection_.roll_back();
    } catch (Lost const&) {
      connection_.shut();
    }
    return failure;
  }

  static bool must_repeat(std::exception_ptr failure) {
    if (!failure) return false;
    try {
      std::rethrow_exception(failure);
    } catch (Lost const&) {
      return true;
    } catch (Collided const&) {
      return true;
    } catch (...) {
      return false;
    }
  }

  Database& database_;
  Connection connection_;
  Access const access_;
  bool server_gone_ = false;
};

class PostgresDatabase final : public Database, public HasBehind {
 public:
  PostgresDatabase(Address const& address, Options const& options)
      : writers_(
            std::max(1, options.connections),
            [this, address] { return std::make_unique<Session>(*this, address, Access::Write); }),
        readers_(
            std::max(1, options.readers),
            [this, address] { return std::make_unique<Session>(*this, address, Access::Read); }),
        notices_(address) {}
  ~PostgresDatabase() override {
    close();
    forget_database(*this);
  }

  Engine engine() const override { return Engine::Postgres; }
  void write(Work work, Done done) override { writers_.offer({std::move(work), std::move(done)}); }
  void write_behind(Work work, Done done) override {
    writers_.offer({std::move(work), std::move(done), Turn::Behind});
  }
  void read(std::function<void(Tx&)> work, Done done) override {
    readers_.offer({[work = std::move(work)](Tx& tx) {
                      work(tx);
                      return Outcome::Rollback;
                    },
                    std::move(done)});
  }
  void notify_peers() override { notices_.notify(); }
  void on_peer_notice(std::function<void()> listener) override {
    notices_.listen(std::move(listener));
  }
  void close() override {
    writers_.close();
    readers_.close();
    notices_.close();
  }

 private:
  Crew writers_;
  Crew readers_;
  Notices notices_;
};

}  // namespace

std::unique_ptr<Database> open(Options const& options) {
  auto const address = parse_address(options.url, options.durable);
  prepare_schema(address);
  return std::make_unique<PostgresDatabase>(address, options);
}

}  // namespace vefa::db::postgres
