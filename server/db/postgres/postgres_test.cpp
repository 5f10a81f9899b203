#include <libpq-fe.h>

#include <future>

#include "db/migrate.hpp"
#include "db/postgres/address.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/postgres.hpp"

namespace vefa {
namespace {

using db::Outcome;
using db::Tx;
using testing::ad_hoc;

class Postgres : public ::testing::Test {
 public:
  Postgres() {
    options_.url = testing::fresh_postgres_url();
    options_.durable = false;
    database_ = db::open_unmigrated(options_);
    database_->write_now([](Tx& tx) {
      tx.run(ad_hoc("CREATE TABLE rows (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)"));
      tx.run(ad_hoc("INSERT INTO rows (id, n) VALUES (1, 0), (2, 0)"));
      return Outcome::Commit;
    });
  }

  // Ends every session of this test's but the asking one, as a restart of the server would.
  void end_sessions() {
    auto const address = db::postgres::parse_address(options_.url, false);
    auto const connection = db::postgres::connect(address);
    std::string const sql =
        "SELECT count(pg_terminate_backend(a.pid, 5000)) FROM pg_stat_activity a "
        "WHERE a.pid <> pg_backend_pid() AND a.pid = ANY (ARRAY[" +
        backends() + "]::int[])";
    PQclear(PQexec(connection.get(), sql.c_str()));
  }
  // The server's processes that served us so far.
  std::string backends() {
    std::lock_guard lock(mutex_);
    std::string list;
    for (auto const pid : pids_) list += (list.empty() ? "" : ",") + std::to_string(pid);
    return list;
  }
  void note_backend(Tx& tx) {
    auto const pid = *tx.scalar<std::int64_t>(ad_hoc("SELECT pg_backend_pid() AS pid"));
    std::lock_guard lock(mutex_);
    pids_.insert(pid);
  }
  std::int64_t n_of(std::int64_t id) {
    std::int64_t n = -1;
    database_->read_now([&](Tx& tx) {
      n = *tx.scalar<std::int64_t>(ad_hoc("SELECT n FROM rows WHERE id = $1"), id);
    });
    return n;
  }

 protected:
  db::Options options_;
  std::unique_ptr<db::Database> database_;
  std::mutex mutex_;
  std::set<std::int64_t> pids_;
};

void count_up(Tx& tx, std::int64_t id) {
  tx.change(ad_hoc("UPDATE rows SET n = n + 1 WHERE id = $1"), id);
}

TEST_F(Postgres, use_cases_that_lock_each_other_out_both_succeed) {
  std::promise<void> first_holds;
  std::promise<void> second_holds;
  auto const first = first_holds.get_future().share();
  auto const second = second_holds.get_future().share();
  std::atomic<int> runs = 0;
  auto const cross = [&](std::int64_t mine, std::int64_t theirs, std::promise<void>& holding,
                         std::shared_future<void> const& other, std::atomic<int>& round) {
    return [&, mine, theirs](Tx& tx) {
      ++runs;
      count_up(tx, mine);
      if (round++ == 0) {
        holding.set_value();
        other.wait();
      }
      count_up(tx, theirs);
      return Outcome::Commit;
    };
  };
  std::atomic<int> round_a = 0;
  std::atomic<int> round_b = 0;
  std::thread a([&] { database_->write_now(cross(1, 2, first_holds, second, round_a)); });
  std::thread b([&] { database_->write_now(cross(2, 1, second_holds, first, round_b)); });
  a.join();
  b.join();
  EXPECT_EQ(n_of(1), 2);
  EXPECT_EQ(n_of(2), 2);
  EXPECT_EQ(runs, 3);  // one was chosen by the server to run again
}

TEST_F(Postgres, a_conflict_of_serialisation_runs_again_even_when_the_use_case_swallowed_it) {
  for (bool const swallow : {false, true}) {
    int runs = 0;
    database_->write_now([&](Tx& tx) {
      if (++runs < 3) {
        try {
          tx.change(ad_hoc("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"));
        } catch (std::exception const&) {
          if (!swallow) throw;
          return Outcome::Rollback;
        }
      }
      count_up(tx, 1);
      return Outcome::Commit;
    });
    EXPECT_EQ(runs, 3);
  }
  EXPECT_EQ(n_of(1), 2);
}

TEST_F(Postgres, what_collides_for_ever_becomes_unavailable) {
  int runs = 0;
  EXPECT_THROW(database_->write_now([&](Tx& tx) {
    ++runs;
    tx.run(ad_hoc("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$"));
    return Outcome::Commit;
  }),
               db::Unavailable);
  EXPECT_EQ(runs, 6);
}

TEST_F(Postgres, a_connection_lost_between_or_within_use_cases_is_made_again) {
  database_->write_now([&](Tx& tx) {
    note_backend(tx);
    return Outcome::Rollback;
  });
  database_->read_now([&](Tx& tx) { note_backend(tx); });
  end_sessions();
  EXPECT_EQ(n_of(1), 0);
  int runs = 0;
  database_->write_now([&](Tx& tx) {
    count_up(tx, 1);
    note_backend(tx);
    if (++runs == 1) end_sessions();
    count_up(tx, 2);
    return Outcome::Commit;
  });
  EXPECT_GE(runs, 2);
  EXPECT_EQ(n_of(1), 1);
  EXPECT_EQ(n_of(2), 1);
}

TEST_F(Postgres, a_connection_lost_after_the_commit_was_sent_is_not_run_again) {
  int runs = 0;
  // The deferred trigger ends the session while the COMMIT is being served.
  database_->write_now([](Tx& tx) {
    tx.run(
        ad_hoc("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
               "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); "
               "PERFORM pg_sleep(5); RETURN NULL; END $$"));
    tx.run(
        ad_hoc("CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE ON rows DEFERRABLE INITIALLY "
               "DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"));
    return Outcome::Commit;
  });
  try {
    database_->write_now([&](Tx& tx) {
      ++runs;
      count_up(tx, 1);
      return Outcome::Commit;
    });
    FAIL();
  } catch (db::Unavailable const& e) {
    EXPECT_THAT(e.what(), ::testing::HasSubstr("not known whether"));
  }
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(n_of(1), 0);
}

// Counts notices, and lets the test wait for them. The first says that the listener is connected.
class Notices {
 public:
  std::function<void()> listener() {
    return [this] {
      std::lock_guard lock(mutex_);
      ++count_;
      changed_.notify_all();
    };
  }
  bool reach(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return count_ >= count; });
  }
  int count() {
    std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST_F(Postgres, a_peer_is_told_of_commits_and_one_is_not_told_of_ones_own) {
  Notices own;
  Notices peers;
  auto const peer = db::open_unmigrated(options_);
  database_->on_peer_notice(own.listener());
  peer->on_peer_notice(peers.listener());
  ASSERT_TRUE(own.reach(1));
  ASSERT_TRUE(peers.reach(1));
  for (int i = 0; i < 1000; ++i) database_->notify_peers();
  EXPECT_TRUE(peers.reach(2));
  peer->notify_peers();
  EXPECT_TRUE(own.reach(2));  // the peer's, which came after its own would have
  EXPECT_EQ(own.count(), 2);
  EXPECT_LT(peers.count(), 100);
  database_->close();
  peer->close();
}

TEST_F(Postgres, other_schemas_hear_nothing_and_a_regained_connection_is_a_notice) {
  Notices notices;
  database_->on_peer_notice(notices.listener());
  ASSERT_TRUE(notices.reach(1));
  db::Options other;
  other.url = testing::fresh_postgres_url();
  auto const stranger = db::open_unmigrated(other);
  stranger->notify_peers();
  stranger->close();  // sends what is owed
  database_->read_now([&](Tx& tx) {
    auto const listening =
        ad_hoc("SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN vefa_' || current_schema()");
    auto const pids = tx.column<std::int64_t>(listening);
    EXPECT_EQ(pids.size(), 1u);
    pids_.insert(pids.begin(), pids.end());
  });
  EXPECT_EQ(notices.count(), 1);
  end_sessions();
  EXPECT_TRUE(notices.reach(2));
  database_->close();
}

TEST(PostgresAddress, the_schema_is_taken_out_and_must_be_a_plain_name) {
  using db::postgres::parse_address;
  auto const full = parse_address("postgresql://u@h/d?sslmode=require&schema=firma_1&x=y", true);
  EXPECT_EQ(full.url, "postgresql://u@h/d?sslmode=require&x=y");
  EXPECT_EQ(full.schema, "firma_1");
  EXPECT_EQ(parse_address("postgresql://u@h/d?schema=a", true).url, "postgresql://u@h/d");
  EXPECT_EQ(parse_address("postgresql://u@h/d", true).schema, "vefa");
  for (char const* bad : {"", "1a", "A", "a;b", "a b", "a\"b"})
    EXPECT_THROW(parse_address(std::string("postgresql://u@h/d?schema=") + bad, true),
                 db::Unavailable)
        << bad;
}

TEST(PostgresAddress, a_server_that_is_not_there_is_unavailable) {
  db::Options options;
  options.url = "postgresql://nobody@/nothing?host=/nonexistent&schema=a";
  EXPECT_THROW(db::open(options), db::Unavailable);
}

}  // namespace
}  // namespace vefa
