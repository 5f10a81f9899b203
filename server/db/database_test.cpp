#include "db/database.hpp"

#include <future>

#include "db/expecting.hpp"
#include "db/later.hpp"
#include "db/together.hpp"
#include "tests/support/databases.hpp"

namespace vefa {
namespace {

using db::ConstraintError;
using db::Outcome;
using db::together;
using db::Tx;
using db::Undo;
using testing::ad_hoc;

enum class Colour { DarkRed, Green };
BOOST_DESCRIBE_ENUM(Colour, DarkRed, Green)
struct ThingTag {};
using ThingId = Id<ThingTag>;

struct Thing {
  ThingId id;
  std::string name;
  Colour colour = Colour::Green;
  std::optional<std::int64_t> size;
  double weight = 0;
  bool fragile = false;
  Instant made_at;
  LocalDate made_on;
  JsonObject notes;
  db::Bytes picture;
  ThingId parent_id;
  bool operator==(Thing const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Thing, (),
                      (id, name, colour, size, weight, fragile, made_at, made_on, notes, picture,
                       parent_id))

struct GrowthRow {
  ThingId id;
  std::int64_t size = 0;
};
BOOST_DESCRIBE_STRUCT(GrowthRow, (), (id, size))

auto const kAddThing = ad_hoc(
    "INSERT INTO things (id, name, colour, size, weight, fragile, made_at, made_on, notes, "
    "picture, "
    "parent_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
auto const kFindThing = ad_hoc(
    "SELECT id, name, colour, size, weight, fragile, made_at, made_on, notes, picture, parent_id "
    "FROM things WHERE id = $1");
auto const kCount = ad_hoc("SELECT count(*) AS count FROM things");

char const* const kThings =
    "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, colour TEXT NOT NULL, "
    "size BIGINT CHECK (size > 0), weight DOUBLE PRECISION NOT NULL, fragile BIGINT NOT NULL, "
    "made_at BIGINT NOT NULL, made_on TEXT NOT NULL, notes TEXT NOT NULL, picture BYTEA NOT NULL, "
    "parent_id BIGINT REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED)";

class Databases : public testing::OnBothDatabases {
 public:
  std::unique_ptr<db::Database> with_things() const {
    auto database = fresh();
    database->write_now([](Tx& tx) {
      tx.run(ad_hoc(kThings));
      return Outcome::Commit;
    });
    return database;
  }
};
VEFA_ON_BOTH_DATABASES(Databases);

Thing thing(std::int64_t id, ThingId parent = {}) {
  Thing t;
  t.id = {id};
  t.name = "thing " + std::to_string(id);
  t.parent_id = parent;
  return t;
}

void add(db::Database& database, Thing const& t) {
  database.write_now([&](Tx& tx) {
    tx.insert(kAddThing, t);
    return Outcome::Commit;
  });
}

std::int64_t count(db::Database& database) {
  std::int64_t n = -1;
  database.read_now([&](Tx& tx) { n = tx.scalar<std::int64_t>(kCount).value(); });
  return n;
}

// Collects answers of writes that were queued without waiting.
class Answers {
 public:
  db::Done done() {
    {
      std::lock_guard lock(mutex_);
      ++asked_;
    }
    return [this](std::exception_ptr failure) {
      std::lock_guard lock(mutex_);
      failures_.push_back(std::move(failure));
      changed_.notify_all();
    };
  }
  std::vector<std::exception_ptr> wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failures_.size() == asked_; });
    return failures_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::exception_ptr> failures_;
  std::size_t asked_ = 0;
};

ConstraintError::Kind kind_of_refusal(db::Database& database, db::Work const& work) {
  try {
    database.write_now(work);
  } catch (ConstraintError const& e) {
    return e.kind;
  }
  throw std::runtime_error("nothing was refused");
}

TEST_P(Databases, every_type_of_column_comes_back_as_it_went) {
  auto const database = with_things();
  Thing t = thing(1);
  t.name = "Çığ לְמָשָׁל ő";
  t.colour = Colour::DarkRed;
  t.size = 7;
  t.weight = 0.1;
  t.fragile = true;
  t.made_at = {1'700'000'000'123};
  t.made_on = {2026, 2, 28};
  t.notes = {{"a", {1, 2.5, nullptr, "ş"}}};
  t.picture = {std::string("\0\xff'\\x", 5)};
  add(*database, t);
  Thing const plain = thing(2, ThingId{1});
  add(*database, plain);
  database->read_now([&](Tx& tx) {
    EXPECT_EQ(tx.find<Thing>(kFindThing, 1), t);
    EXPECT_EQ(tx.find<Thing>(kFindThing, 2), plain);
    EXPECT_EQ(tx.find<Thing>(kFindThing, 3), std::nullopt);
    EXPECT_EQ(tx.scalar<std::string>(ad_hoc("SELECT colour FROM things WHERE id = $1"), 1),
              "dark_red");
    EXPECT_EQ(tx.scalar<std::int64_t>(ad_hoc("SELECT size FROM things WHERE id = $1"), 2),
              std::nullopt);
    EXPECT_EQ(tx.column<ThingId>(ad_hoc("SELECT id FROM things ORDER BY id")),
              (std::vector<ThingId>{{1}, {2}}));
  });
}

TEST_P(Databases, columns_that_do_not_bear_the_members_names_are_refused_by_name) {
  auto const database = with_things();
  add(*database, thing(1));
  auto const wrong = ad_hoc("SELECT name, id FROM things");
  EXPECT_THROW(database->read_now([&](Tx& tx) { tx.list<Thing>(wrong); }), std::logic_error);
}

TEST_P(Databases, a_gap_in_the_parameters_is_allowed_and_a_missing_one_is_not) {
  auto const database = with_things();
  add(*database, thing(1));
  auto const rename = ad_hoc("UPDATE things SET name = $3 WHERE id = $1");
  database->write_now([&](Tx& tx) {
    EXPECT_EQ(tx.change(rename, 1, "not used", "new"), 1);
    return Outcome::Commit;
  });
  EXPECT_THROW(database->write_now([&](Tx& tx) {
    tx.change(rename, 1, "new");
    return Outcome::Commit;
  }),
               std::logic_error);
}

TEST_P(Databases, texts_with_a_nul_or_broken_utf8_are_refused_alike) {
  auto const database = with_things();
  for (std::string const& bad : {std::string("a\0b", 3), std::string("\xc3")}) {
    Thing t = thing(1);
    t.name = bad;
    EXPECT_THROW(add(*database, t), std::invalid_argument);
  }
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Databases, change_answers_the_number_of_rows) {
  auto const database = with_things();
  add(*database, thing(1));
  add(*database, thing(2));
  auto const grow = ad_hoc("UPDATE things SET size = 5 WHERE id >= $1");
  database->write_now([&](Tx& tx) {
    EXPECT_EQ(tx.change(grow, 1), 2);
    EXPECT_EQ(tx.change(grow, 2), 1);
    EXPECT_EQ(tx.change(grow, 3), 0);
    return Outcome::Commit;
  });
}

TEST_P(Databases, a_change_of_one_row_that_changes_none_undoes_the_use_case) {
  auto const database = with_things();
  add(*database, thing(1));
  auto const grow = ad_hoc("UPDATE things SET size = $2 WHERE id = $1");
  auto const growing = [&](std::int64_t id) {
    database->write_now([&](Tx& tx) {
      tx.insert(kAddThing, thing(10 + id));
      db::update_one(tx, grow, GrowthRow{{id}, 5});
      return Outcome::Commit;
    });
  };
  growing(1);
  EXPECT_THROW(growing(2), std::logic_error) << "nobody asked for an answer before the commit";
  database->read_now([&](Tx& tx) {
    EXPECT_EQ(tx.find<Thing>(kFindThing, 1)->size, 5);
    EXPECT_TRUE(tx.find<Thing>(kFindThing, 11));
    EXPECT_FALSE(tx.find<Thing>(kFindThing, 12));
  });
}

TEST_P(Databases, rows_that_are_written_later_are_there_when_one_asks_and_in_their_order) {
  auto const database = with_things();
  constexpr std::int64_t kMany = 75;  // more than are sent at once
  auto const name_of = ad_hoc("SELECT name FROM things WHERE id = $1");
  auto const rename = ad_hoc("UPDATE things SET name = $2 WHERE id = $1");
  database->write_now([&](Tx& tx) {
    for (std::int64_t id = 1; id <= 3; ++id) db::insert_later(tx, kAddThing, thing(id));
    EXPECT_EQ(tx.scalar<std::int64_t>(kCount), 3);
    db::insert_later(tx, kAddThing, thing(4));
    tx.run(rename, 4, "renamed");
    EXPECT_EQ(tx.scalar<std::string>(name_of, 4), "renamed") << "behind its row";
    for (std::int64_t id = 5; id <= kMany; ++id) db::insert_later(tx, kAddThing, thing(id));
    return Outcome::Commit;
  });
  database->write_now([&](Tx& tx) {
    db::insert_later(tx, kAddThing, thing(99));
    return Outcome::Rollback;
  });
  database->read_now([&](Tx& tx) {
    EXPECT_EQ(tx.scalar<std::int64_t>(kCount), kMany);
    EXPECT_EQ(tx.find<Thing>(kFindThing, kMany), thing(kMany));
  });
}

TEST_P(Databases, rows_that_are_written_later_are_undone_with_their_attempt_and_refused_in_it) {
  auto const database = with_things();
  database->write_now([&](Tx& tx) {
    db::insert_later(tx, kAddThing, thing(1));
    EXPECT_FALSE(tx.attempt([&] {
      db::insert_later(tx, kAddThing, thing(2));
      throw Undo();
    }));
    EXPECT_FALSE(tx.attempt([&] {
      db::insert_later(tx, kAddThing, thing(3));
      db::insert_later(tx, kAddThing, thing(1));
    })) << "the one before it stands";
    EXPECT_TRUE(tx.attempt([&] { db::insert_later(tx, kAddThing, thing(4)); }));
    return Outcome::Commit;
  });
  EXPECT_THROW(database->write_now([&](Tx& tx) {
    db::insert_later(tx, kAddThing, thing(5));
    db::insert_later(tx, kAddThing, thing(4));
    return Outcome::Commit;
  }),
               ConstraintError);
  database->read_now([&](Tx& tx) {
    EXPECT_EQ(tx.scalar<std::int64_t>(kCount), 2);
    EXPECT_TRUE(tx.find<Thing>(kFindThing, 1));
    EXPECT_TRUE(tx.find<Thing>(kFindThing, 4));
  });
}

TEST_P(Databases, each_constraint_refuses_with_its_kind) {
  auto const database = with_things();
  add(*database, thing(1));
  auto const refused = [&](char const* sql) {
    return kind_of_refusal(*database, [&](Tx& tx) {
      tx.run(ad_hoc(sql));
      return Outcome::Commit;
    });
  };
  EXPECT_EQ(refused("UPDATE things SET size = 0"), ConstraintError::Kind::Check);
  EXPECT_EQ(refused("UPDATE things SET name = NULL"), ConstraintError::Kind::NotNull);
  EXPECT_EQ(refused("INSERT INTO things SELECT * FROM things WHERE id > 0"),
            ConstraintError::Kind::Unique);
  EXPECT_EQ(refused("UPDATE things SET parent_id = 99"), ConstraintError::Kind::ForeignKey);
}

TEST_P(Databases, a_deferred_foreign_key_may_be_met_later_in_the_use_case_but_not_after_it) {
  auto const database = with_things();
  database->write_now([](Tx& tx) {
    tx.insert(kAddThing, thing(1, ThingId{2}));
    tx.insert(kAddThing, thing(2));
    return Outcome::Commit;
  });
  EXPECT_EQ(count(*database), 2);
  auto const kind = kind_of_refusal(*database, [](Tx& tx) {
    tx.insert(kAddThing, thing(3, ThingId{4}));
    return Outcome::Commit;
  });
  EXPECT_EQ(kind, ConstraintError::Kind::ForeignKey);
  EXPECT_EQ(count(*database), 2);
}

TEST_P(Databases, a_refused_use_case_leaves_nothing_and_a_thrown_one_neither) {
  auto const database = with_things();
  database->write_now([](Tx& tx) {
    tx.insert(kAddThing, thing(1));
    return Outcome::Rollback;
  });
  EXPECT_THROW(database->write_now([](Tx& tx) -> Outcome {
    tx.insert(kAddThing, thing(2));
    throw std::domain_error("no");
  }),
               std::domain_error);
  EXPECT_EQ(count(*database), 0);
  auto const refusal = database->write_result([](Tx& tx) -> Result<int> {
    tx.insert(kAddThing, thing(3));
    return refused("test.no");
  });
  EXPECT_EQ(refusal.error().key, "test.no");
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Databases, an_error_that_was_swallowed_still_prevents_the_commit) {
  auto const database = with_things();
  add(*database, thing(1));
  EXPECT_THROW(database->write_now([](Tx& tx) {
    tx.insert(kAddThing, thing(2));
    try {
      tx.change(ad_hoc("UPDATE things SET size = 0"));
    } catch (ConstraintError const&) {
    }
    return Outcome::Commit;
  }),
               ConstraintError);
  EXPECT_EQ(count(*database), 1);
}

TEST_P(Databases, an_attempt_undoes_its_own_writes_when_a_unique_constraint_refuses) {
  auto const database = with_things();
  add(*database, thing(1));
  int hooks = 0;
  database->write_now([&](Tx& tx) {
    tx.insert(kAddThing, thing(2));
    bool const second = tx.attempt([&] {
      tx.insert(kAddThing, thing(3));
      tx.after_commit([&] { hooks += 100; });
      tx.insert(kAddThing, thing(1));
    });
    EXPECT_FALSE(second);
    EXPECT_TRUE(tx.attempt([&] {
      tx.insert(kAddThing, thing(4));
      tx.after_commit([&] { ++hooks; });
    }));
    return Outcome::Commit;
  });
  database->read_now([](Tx& tx) {
    EXPECT_EQ(tx.column<std::int64_t>(ad_hoc("SELECT id FROM things ORDER BY id")),
              (std::vector<std::int64_t>{1, 2, 4}));
  });
  EXPECT_EQ(hooks, 1);
}

TEST_P(Databases, of_many_attempts_together_one_that_wrote_nothing_is_undone_by_itself) {
  auto const database = with_things();
  int hooks = 0;
  database->write_now([&](Tx& tx) {
    std::vector<bool> kept;
    bool const whole = together(tx, [&] {
      kept.clear();
      kept.push_back(tx.attempt([&] { tx.insert(kAddThing, thing(1)); }));
      kept.push_back(tx.attempt([&] {
        tx.after_commit([&] { ++hooks; });
        throw Undo{};
      }));
      kept.push_back(tx.attempt([&] { tx.insert(kAddThing, thing(2)); }));
    });
    EXPECT_TRUE(whole);
    EXPECT_EQ(kept, (std::vector<bool>{true, false, true}));
    return Outcome::Commit;
  });
  EXPECT_EQ(count(*database), 2);
  EXPECT_EQ(hooks, 0);
}

TEST_P(Databases, of_many_attempts_together_what_cannot_be_undone_alone_is_done_again_apart) {
  for (bool const by_constraint : {false, true}) {
    auto const database = with_things();
    add(*database, thing(1));
    std::vector<bool> kept;
    database->write_now([&](Tx& tx) {
      tx.insert(kAddThing, thing(2));
      auto const all = [&] {
        kept.clear();
        for (int i = 3; i <= 5; ++i)
          kept.push_back(tx.attempt([&] {
            tx.insert(kAddThing, thing(i));
            if (i == 4 && by_constraint) tx.insert(kAddThing, thing(1));
            if (i == 4 && !by_constraint) throw Undo{};
          }));
      };
      if (!together(tx, all)) all();
      return Outcome::Commit;
    });
    EXPECT_EQ(kept, (std::vector<bool>{true, false, true}));
    database->read_now([](Tx& tx) {
      EXPECT_EQ(tx.column<std::int64_t>(ad_hoc("SELECT id FROM things ORDER BY id")),
                (std::vector<std::int64_t>{1, 2, 3, 5}));
    });
  }
}

TEST_P(Databases, an_attempt_does_not_hide_what_failed_before_it_nor_other_constraints) {
  auto const database = with_things();
  add(*database, thing(1));
  EXPECT_THROW(database->write_now([](Tx& tx) {
    tx.insert(kAddThing, thing(1));
    tx.attempt([&] { tx.insert(kAddThing, thing(2)); });
    return Outcome::Commit;
  }),
               ConstraintError);
  auto const kind = kind_of_refusal(*database, [](Tx& tx) {
    tx.attempt([&] { tx.change(ad_hoc("UPDATE things SET size = 0")); });
    return Outcome::Commit;
  });
  EXPECT_EQ(kind, ConstraintError::Kind::Check);
  EXPECT_EQ(count(*database), 1);
}

TEST_P(Databases, one_refused_use_case_does_not_harm_those_committed_with_it) {
  auto const database = with_things();
  Answers answers;
  std::promise<void> all_queued;
  auto const start = all_queued.get_future().share();
  for (int i = 1; i <= 40; ++i) {
    auto work = [i, start](Tx& tx) {
      start.wait();
      tx.insert(kAddThing, thing(i));
      if (i % 4 == 1) tx.insert(kAddThing, thing(i));                        // the same id twice
      if (i % 4 == 2) tx.insert(kAddThing, thing(1000 + i, ThingId{5000}));  // no such parent
      return i % 4 == 3 ? Outcome::Rollback : Outcome::Commit;
    };
    database->write(work, answers.done());
  }
  all_queued.set_value();
  auto const failures = answers.wait();
  EXPECT_EQ(std::count_if(failures.begin(), failures.end(), [](auto const& f) { return !!f; }), 20);
  EXPECT_EQ(count(*database), 10);
}

TEST_P(Databases, after_commit_runs_after_the_commit_before_the_answer_and_never_else) {
  auto const database = with_things();
  std::vector<std::string> order;
  Answers answers;
  auto const done = answers.done();
  database->write(
      [&](Tx& tx) {
        tx.insert(kAddThing, thing(1));
        tx.after_commit([&] {
          order.push_back("hook");
          // Visible to others by now.
          std::promise<std::int64_t> seen;
          database->read([&](Tx& other) { seen.set_value(*other.scalar<std::int64_t>(kCount)); },
                         {});
          order.push_back(std::to_string(seen.get_future().get()));
        });
        return Outcome::Commit;
      },
      [&](std::exception_ptr failure) {
        order.push_back("answer");
        done(failure);
      });
  answers.wait();
  EXPECT_EQ(order, (std::vector<std::string>{"hook", "1", "answer"}));
  bool ran = false;
  database->write_now([&](Tx& tx) {
    tx.after_commit([&] { ran = true; });
    return Outcome::Rollback;
  });
  EXPECT_THROW(database->write_now([&](Tx& tx) {
    tx.after_commit([&] { ran = true; });
    tx.insert(kAddThing, thing(1));
    return Outcome::Commit;
  }),
               ConstraintError);
  EXPECT_FALSE(ran);
}

TEST_P(Databases, readers_see_every_write_that_was_answered_and_never_half_of_one) {
  auto const database = with_things();
  std::atomic<std::int64_t> answered = 0;
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    for (int i = 0; i < 300; ++i) {
      database->write_now([&](Tx& tx) {
        tx.insert(kAddThing, thing(2 * i + 1));
        tx.insert(kAddThing, thing(2 * i + 2));
        return Outcome::Commit;
      });
      answered = 2 * (i + 1);
    }
    stop = true;
  });
  std::vector<std::thread> readers;
  for (int r = 0; r < 3; ++r)
    readers.emplace_back([&] {
      while (!stop) {
        auto const at_least = answered.load();
        database->read_now([&](Tx& tx) {
          auto const first = *tx.scalar<std::int64_t>(kCount);
          auto const again = *tx.scalar<std::int64_t>(kCount);
          EXPECT_EQ(first, again);
          EXPECT_EQ(first % 2, 0);
          EXPECT_GE(first, at_least);
        });
      }
    });
  writer.join();
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(count(*database), 600);
}

TEST_P(Databases, a_reading_use_case_cannot_write) {
  auto const database = with_things();
  EXPECT_ANY_THROW(database->read_now([](Tx& tx) {
    tx.change(kAddThing, 1, "a", "green", 1, 1.0, 0, 0, "2026-01-01", "{}", db::Bytes{},
              std::nullopt);
  }));
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Databases, closing_finishes_what_was_accepted_and_refuses_the_rest) {
  auto options = testing::fresh_options(engine());
  auto const database = db::open(options);
  database->write_now([](Tx& tx) {
    tx.run(ad_hoc("CREATE TABLE numbers (n BIGINT PRIMARY KEY)"));
    return Outcome::Commit;
  });
  Answers answers;
  for (int i = 0; i < 200; ++i)
    database->write(
        [i](Tx& tx) {
          tx.run(ad_hoc("INSERT INTO numbers (n) VALUES ($1)"), i);
          return Outcome::Commit;
        },
        answers.done());
  database->close();
  for (auto const& failure : answers.wait()) EXPECT_FALSE(failure);
  EXPECT_THROW(database->write_now([](Tx&) { return Outcome::Commit; }), db::Unavailable);
  EXPECT_THROW(database->read_now([](Tx&) {}), db::Unavailable);
}

TEST_P(Databases, more_waiting_writes_than_the_bound_are_refused_at_once) {
  auto const database = with_things();
  std::promise<void> go;
  auto const gate = go.get_future().share();
  Answers answers;
  std::size_t const asked = db::Database::kMaxQueued + 100;
  std::atomic<std::size_t> refused_at_once = 0;
  for (std::size_t i = 0; i < asked; ++i) {
    auto const done = answers.done();
    database->write(
        [gate](Tx&) {
          gate.wait();
          return Outcome::Commit;
        },
        [&, done](std::exception_ptr failure) {
          if (failure) ++refused_at_once;
          done(failure);
        });
  }
  // Those in the hands of a thread are not waiting any more: at most ten.
  EXPECT_GE(refused_at_once, 90u);
  EXPECT_LE(refused_at_once, 100u);
  go.set_value();
  EXPECT_EQ(answers.wait().size(), asked);
}

TEST_P(Databases, waiting_on_a_database_thread_is_refused_instead_of_standing_still) {
  auto const database = with_things();
  EXPECT_THROW(database->write_now([&](Tx&) {
    database->read_now([](Tx&) {});
    return Outcome::Commit;
  }),
               std::logic_error);
}

}  // namespace
}  // namespace vefa
