// A company that was made up stands for one that lived: what `generate` writes past the use-cases
// is what they would have written.
#include <gmock/gmock.h>

#include "generate/generate.hpp"
#include "modules/cases/test_house.hpp"
#include "modules/recovery/owing.hpp"
#include "modules/search/search.hpp"

namespace vefa::generate {
namespace {

using namespace std::chrono_literals;
using vefa::testing::ad_hoc;
using Names = std::set<std::string>;

struct ColumnName {
  std::string of;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ColumnName, (), (of, name))

constexpr char const* kColumnsOfSqlite =
    "SELECT m.name AS of, p.name AS name FROM sqlite_master m "
    "JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'search_index%' "
    "ORDER BY m.name, p.name";
constexpr char const* kColumnsOfPostgres =
    "SELECT CAST(c.table_name AS TEXT) AS of, CAST(c.column_name AS TEXT) AS name "
    "FROM information_schema.columns c WHERE c.table_schema = current_schema() "
    "AND c.column_name <> 'tokens' ORDER BY c.table_name, c.column_name";

/// Tables that speak of customers, cases and what was said and promised on them.
bool speaks_of_customers(std::vector<ColumnName> const& columns, std::string const& table) {
  static Names const kWhom{"customer_id", "case_id", "interaction_id", "promise_id", "recovery_id"};
  return table == "cases" || table == "customers" ||
         std::any_of(columns.begin(), columns.end(), [&](ColumnName const& column) {
           return column.of == table && kWhom.contains(column.name);
         });
}

/// `table.column` of each column that says something in at least one row.
Names columns_with_something(db::Database& database) {
  Names out;
  database.read_now([&](db::Tx& tx) {
    bool const sqlite = tx.engine() == db::Engine::Sqlite;
    auto const columns =
        tx.list<ColumnName>(ad_hoc(sqlite ? kColumnsOfSqlite : kColumnsOfPostgres));
    for (auto const& column : columns) {
      if (!speaks_of_customers(columns, column.of)) continue;
      auto const sql = fmt::format(
          "SELECT COUNT(*) FROM (SELECT 1 AS one FROM {0} WHERE {1} IS NOT NULL "
          "AND CAST({1} AS TEXT) NOT IN ('', '0', '{{}}') LIMIT 1) AS found",
          column.of, column.name);
      if (tx.scalar<std::int64_t>(ad_hoc(sql.c_str())) == 1)
        out.insert(column.of + "." + column.name);
    }
  });
  return out;
}

struct Told {
  std::string kind;
  JsonObject payload;
};
BOOST_DESCRIBE_STRUCT(Told, (), (kind, payload))

/// `kind: key` of each event of a customer or a case.
Names told_by_events(db::Database& database) {
  Names out;
  database.read_now([&](db::Tx& tx) {
    for (auto const& event : tx.list<Told>(
             ad_hoc("SELECT kind, payload FROM events WHERE case_id <> 0 OR customer_id <> 0")))
      for (auto const& [key, value] : event.payload)
        out.insert(event.kind + ": " + std::string(key));
  });
  return out;
}

Names timers(db::Database& database) {
  Names out;
  database.read_now([&](db::Tx& tx) {
    for (auto& kind : tx.column<std::string>(ad_hoc(
             "SELECT DISTINCT kind FROM jobs WHERE subject <> '' AND kind NOT LIKE 'react%'")))
      out.insert(std::move(kind));
  });
  return out;
}

Names but_not(Names const& these, Names const& those) {
  Names out;
  std::set_difference(these.begin(), these.end(), those.begin(), those.end(),
                      std::inserter(out, out.end()));
  return out;
}

void expect_same(Names const& made_up, Names const& lived) {
  EXPECT_FALSE(lived.empty());
  EXPECT_THAT(but_not(made_up, lived), ::testing::IsEmpty()) << "made up, but never lived";
  EXPECT_THAT(but_not(lived, made_up), ::testing::IsEmpty()) << "lived, but not made up";
}

class Honest : public cases::House {
 protected:
  void add_more_jobs(jobs::Registry& registry) override { search::add_jobs(registry); }

  cases::Inbound message(char const* subject, char const* text, CaseId id = {}) const {
    auto in = mail(subject, text, id);
    in.recipients.push_back({interactions::Role::To, "service@anka.example", ""});
    in.message_id = fmt::format("{}@musteri.example", text);
    return in;
  }
  void say(CaseId id, char const* text, cases::After after) {
    answer_as(elif_, id, {.text = text, .after = after});
    pass(1min);
  }
  void take_word(CaseId id) {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(cases::take_verdict(system(), tx, id, {.solved = true, .rating = 5}));
      return true;
    });
    idle();
  }
  void grant_remedies(CaseId id) {
    auto ctx = as(elif_);
    ctx.actor.permissions.set();
    write([&](db::Tx& tx) -> Result<bool> {
      for (auto const& remedy : recovery::remedies_of_case(tx, id))
        TRY(recovery::grant(ctx, tx, remedy.id, remedy.version));
      for (auto const& remedy : recovery::remedies_of_case(tx, id))
        TRY(recovery::hand_over(ctx, tx, remedy.id, ""));
      return true;
    });
    idle();
  }
  /// Everything that a made-up case may see.
  void live_through_a_case() {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(customers::add_contact(
          system(), tx, ayse,
          {.kind = customers::ContactKind::Phone, .value = Text<320>{"+905321112233"}}));
      return true;
    });
    auto const got = take_in(message("Buzdolabım soğutmuyor", "Dünden beri soğutmuyor."));
    auto const ctx = as(elif_);
    write([&](db::Tx& tx) { return cases::note(ctx, tx, got.case_id, "Parça var mı?", {}); });
    move_to(promise(got.promise_id).due_at - 1s);  // warned twice
    say(got.case_id, "Yarın geliyoruz.", cases::After::FollowUp);
    take_in(message("", "Kimse gelmedi!", got.case_id));
    move_to(next_promise(got.case_id).due_at + 1s);  // broken
    say(got.case_id, "Parça değişti.", cases::After::Solved);
    take_in(message("", "Yine bozuldu.", got.case_id));
    say(got.case_id, "Yenisi yolda.", cases::After::Solved);
    grant_remedies(got.case_id);
    take_word(got.case_id);
  }
  void live_through_silence() {
    auto const called = write([&](db::Tx& tx) {
      return customers::create(system(), tx,
                               {.kind = customers::CustomerKind::Person,
                                .given_name = Text<100>{"Mehmet"},
                                .family_name = Text<100>{"Demir"},
                                .language = Language::Tr});
    });
    auto in = message("Kılavuz nerede?", "Kılavuzu bulamadım.");
    in.customer_id = called.id;
    in.channel = interactions::Channel::Phone;
    auto const got = take_in(in);
    answer_as(elif_, got.case_id,
              {.text = "Postada.",
               .channel = interactions::Channel::Phone,
               .after = cases::After::Solved});
    move_to(next_promise(got.case_id).due_at + 1s);
  }
};
VEFA_ON_BOTH_DATABASES(Honest);

TEST_P(Honest, a_made_up_company_holds_what_a_lived_one_would_and_nothing_else) {
  live_through_a_case();
  live_through_silence();
  take_in(message("Montaj ne zaman?", "Montajı bekliyoruz."));
  auto const made_up = fresh();
  IdSource ids(1);
  Wanted const wanted{
      .cases = 150, .seed = 7, .until = clock.now(), .password_hash = "not to be used"};
  fill({.now = wanted.until, .ids = &ids}, *made_up, wanted,
       [](std::int64_t, std::string const&) {});
  expect_same(columns_with_something(*made_up), columns_with_something(*database));
  expect_same(told_by_events(*made_up), told_by_events(*database));
  expect_same(timers(*made_up), timers(*database));
  made_up->close();
}

}  // namespace
}  // namespace vefa::generate
