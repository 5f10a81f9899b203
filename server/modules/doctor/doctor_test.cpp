#include "modules/doctor/doctor.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "db/migrate.hpp"
#include "modules/channels/email/test_world.hpp"
#include "modules/search/search.hpp"

namespace vefa::doctor {
namespace {

using testing::ad_hoc;
using namespace std::chrono_literals;

/// A company that takes in mail, keeps some promises and breaks others, with its search index.
class DoctorOf : public email::MailWorld {
 protected:
  void SetUp() override {
    search::add_jobs(registry);
    MailWorld::SetUp();
    make_mailbox(form("destek@firma.example"));
    for (char const* name : {"ali", "ayse", "can", "ece"}) {
      auto const address = fmt::format("{}@musteri.example", name);
      cases_.push_back(hand_in(mail(address, "Buzdolabı", name + std::string("-1@x.example"))));
    }
    clock.set(case_at(0).next_due_at.value());
    runner->wake();
    idle();
    EXPECT_GT(count("SELECT COUNT(*) FROM recoveries"), 0);
    customers_added();
  }
  /// They came before the subscribers of their events did.
  void customers_added() {
    write([&](db::Tx& tx) { search::rebuild(ctx(), tx); });
    idle();
  }
  cases::Case case_at(std::size_t i) { return case_of(cases_[i].case_id); }

  std::vector<std::string> violations(Options options = {}) {
    std::vector<std::string> all;
    auto const report = examine(*database, wall_now(), options,
                                [&](Violation const& v) { all.push_back(v.rule + ": " + v.what); });
    EXPECT_GT(report.rules, 30);
    EXPECT_EQ(report.violations, static_cast<std::int64_t>(all.size()));
    return all;
  }
  bool is_sqlite() const { return engine() == db::Engine::Sqlite; }

  /// Past every constraint that the schema has.
  void break_by(std::string const& sql) {
    if (!is_sqlite()) {
      write([&](db::Tx& tx) {
        tx.run(ad_hoc("SET LOCAL session_replication_role = replica"));
        for (auto const& one : split(sql, ';')) tx.run(ad_hoc(one.c_str()));
      });
      return;
    }
    sqlite3* connection = nullptr;
    auto const file = read([](db::Tx& tx) {
      return *tx.scalar<std::string>(ad_hoc("SELECT file FROM pragma_database_list"));
    });
    ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
    sqlite3_busy_timeout(connection, 5000);
    char const* const freely = "PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON";
    sqlite3_exec(connection, freely, nullptr, nullptr, nullptr);
    EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sql << ": " << sqlite3_errmsg(connection);
    sqlite3_close(connection);
  }
  void drop_checks_of_postgres() {
    if (is_sqlite()) return;
    write([&](db::Tx& tx) {
      tx.run(ad_hoc(
          "DO $$ DECLARE k RECORD; BEGIN FOR k IN SELECT conname, conrelid FROM pg_constraint"
          " WHERE contype = 'c' AND connamespace = current_schema()::regnamespace LOOP "
          "EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, "
          "k.conname); END LOOP; END $$"));
      tx.run(ad_hoc("ALTER TABLE cases DROP CONSTRAINT cases_number_key"));
      tx.run(ad_hoc("ALTER TABLE search_documents ALTER COLUMN tokens DROP EXPRESSION"));
    });
  }

  std::vector<email::RawMessage> cases_;
};
VEFA_ON_BOTH_DATABASES(DoctorOf);

TEST_P(DoctorOf, a_company_at_work_is_healthy) {
  EXPECT_THAT(violations(), ::testing::IsEmpty());
  runner->stop();
  EXPECT_THAT(violations({.quick = true}), ::testing::IsEmpty());
}

struct Break {
  std::string rule;
  std::string sql;
  std::string says;  // what must newly be said
};

class DoctorOfBroken : public DoctorOf {
 protected:
  std::string id(char const* sql) { return std::to_string(count(sql)); }
  std::string id(std::string const& sql) { return id(sql.c_str()); }
  static std::string wire(std::string const& prefix, std::string const& number) {
    return prefix + "_" + id_digits(std::stoll(number));
  }

  /// The cases are told apart by their numbers: 1 to 4 in the order they came.
  std::string a_case(int n) { return std::to_string(cases_[n - 1].case_id.value); }
  std::string pending_of(int n) {
    return id("SELECT MIN(id) FROM promises WHERE state = 'pending' AND case_id = " + a_case(n));
  }

  std::vector<Break> promise_breaks() {
    auto const p1 = pending_of(1);
    auto const p2 = pending_of(2);
    auto const broken = id("SELECT MIN(id) FROM promises WHERE state = 'broken'");
    auto const other = id("SELECT MAX(id) FROM promises WHERE state = 'broken'");
    auto const case_of_other = id("SELECT case_id FROM promises WHERE id = " + other);
    return {
        {"promise_without_timer",
         "DELETE FROM jobs WHERE kind = 'promise.clock' AND subject = '" + wire("pro", p1) + "'",
         "pending promise " + wire("pro", p1) + " has no job promise.clock"},
        {"promise_without_timer",
         "UPDATE jobs SET state = 'failed', last_error = 'odd' WHERE kind = 'promise.clock' AND "
         "subject = '" +
             wire("pro", p2) + "'",
         wire("pro", p2) + " was given up (odd)"},
        {"promise_without_timer",
         "UPDATE jobs SET run_at = run_at + 900000000000 WHERE kind = 'promise.clock' AND subject "
         "= '" +
             wire("pro", pending_of(3)) + "'",
         wire("pro", pending_of(3)) + " is due at"},
        {"next_promise_is_another",
         "UPDATE cases SET next_due_at = next_due_at + 1 WHERE id = " + a_case(1),
         "open case " + wire("cas", a_case(1))},
        {"foreign_keys", "SELECT 1", "cases"},
        {"broken_at_another_instant",
         "UPDATE promises SET settled_at = settled_at + 1 WHERE id = " + broken,
         wire("pro", broken)},
        {"broken_without_recovery", "DELETE FROM recoveries WHERE promise_id = " + other,
         wire("pro", other) + " (answer_by) of the case " + wire("cas", case_of_other)},
        {"recovery_of_unbroken", "UPDATE promises SET state = 'kept' WHERE id = " + broken,
         "makes good the promise " + wire("pro", broken) + ", which is kept"},
        {"promise_flags_disagree", "UPDATE promises SET pending_on_open = NULL WHERE id = " + p2,
         wire("pro", p2)},
        {"closed_with_promise",
         "UPDATE cases SET open = 0, state = 'closed', closed_at = 1, closed_by = 'staff' WHERE id "
         "= " +
             a_case(2),
         "closed case " + wire("cas", a_case(2))},
        {"case_flags_disagree", "UPDATE cases SET closed_at = 1 WHERE id = " + a_case(3),
         wire("cas", a_case(3))},
        {"open_without_promise",
         "UPDATE promises SET state = 'withdrawn', pending_on_open = NULL, settled_at = 1 WHERE "
         "state = 'pending' AND case_id = " +
             a_case(4),
         "open case " + wire("cas", a_case(4))},
        {"promise_without_case", "UPDATE promises SET case_id = 77 WHERE id = " + p1,
         wire("pro", p1) + " (answer_by) is of the case " + wire("cas", "77")},
        {"numbers_run_ahead", "UPDATE cases SET number = 'V999999-X' WHERE id = " + a_case(1),
         wire("cas", a_case(1)) + " has the number V999999-X"},
    };
  }

  std::vector<Break> work_breaks() {
    auto const raw = std::to_string(cases_[0].id.value);
    auto const inbound = id("SELECT MIN(id) FROM interactions WHERE direction = 'inbound'");
    auto const out = id("SELECT MIN(id) FROM mail_out");
    auto const wall = wall_now();
    auto const alive = fmt::format(
        "INSERT INTO nodes (node, holder, leased_until) VALUES (9, 'x', {})", (wall + 1h).ms);
    return {
        {"message_without_job", "UPDATE raw_messages SET state = 'new' WHERE id = " + raw,
         wire("raw", raw) + " has no job email.take"},
        {"mail_without_job",
         "INSERT INTO mail_out (id, interaction_id, case_id, mailbox_id, recipients, message_id, "
         "automatic, state, tries, error, created_at) VALUES (78, " +
             inbound + ", " + a_case(1) + ", " + std::to_string(mailbox.value) +
             ", '', 'm78', 0, 'queued', 0, '', 0)",
         wire("out", "78") + " has no job email.send"},
        {"answer_without_timer",
         "UPDATE interactions SET state = 'queued', send_at = 5 WHERE id = " + inbound,
         wire("int", inbound) + " has no job cases.send"},
        {"delivery_without_job",
         "INSERT INTO webhook_deliveries (id, webhook_id, kind, body, state, attempts, created_at, "
         "fault_detail, response_excerpt) VALUES (79, 1, 'x', '', 'queued', 0, 0, '', '')",
         wire("dlv", "79") + " has no job webhooks.deliver"},
        {"leases_of_the_dead",
         alive + "; INSERT INTO jobs (id, kind, effect, subject, run_at, next_try_at, state, "
                 "leased_until, leased_by, payload) VALUES (89, 'x', 1, '', 5, 5, 'leased', 5, 4, "
                 "'{}')",
         wire("job", "89") + " (x) is leased"},
        {"stuck_jobs",
         fmt::format("UPDATE jobs SET state = 'ready', leased_until = NULL, leased_by = NULL, "
                     "next_try_at = {} WHERE id = 89",
                     (wall - 1h).ms),
         wire("job", "89") + " (x) has been due"},
        {"taken_without_interaction",
         "UPDATE raw_messages SET interaction_id = 80 WHERE id = " +
             std::to_string(cases_[1].id.value),
         wire("int", "80")},
        {"mail_without_raw", "UPDATE interactions SET raw_blob_id = NULL WHERE id = " + inbound,
         wire("int", inbound) + " <ali-1@x.example>"},
        {"blobs_without_owner",
         "INSERT INTO blobs (id, sha256, size_bytes, created_at) SELECT 81, sha256, 0, 0 FROM "
         "blobs "
         "WHERE id = " +
             std::to_string(cases_[0].blob_id.value),
         wire("blb", "81") + " belongs to nothing"},
        {"file_contents", "SELECT 1", wire("blb", "81") + " is not what was stored"},
        {"signed_statements",
         "INSERT INTO quote_signatures (id, quote_id, version, n, form, taken_by, name, statement, "
         "sha256, media_type, at, actor) VALUES (90, 90, 1, 1, 'typed', 'customer', 'x', '{}', '" +
             std::string(64, '0') + "', '', 0, 'x')",
         "under the signature " + wire("sgn", "90")},
        {"blobs_of_another_size",
         "DELETE FROM blob_parts WHERE blob_id = " + std::to_string(cases_[2].blob_id.value),
         cases_[2].blob_id.text()},
        {"events_without_row",
         "UPDATE events SET case_id = 82 WHERE id = (SELECT MIN(id) FROM "
         "events WHERE case_id <> 0)",
         wire("cas", "82")},
        {"events_without_customer",
         "UPDATE events SET customer_id = 83 WHERE id = (SELECT MIN(id) FROM events WHERE "
         "customer_id <> 0)",
         wire("cus", "83")},
    };
  }

  /// Two units of one maker, one joined into the other, and a part, all in order.
  void add_goods() {
    auto const customer = id("SELECT MIN(id) FROM customers");
    for (std::string const& sql :
         {std::string("INSERT INTO manufacturers VALUES (201, 1, 'A', 'a', 0)"),
          std::string("INSERT INTO manufacturers VALUES (202, 1, 'B', 'b', 0)"),
          std::string("INSERT INTO product_groups VALUES (203, 1, NULL, 'g', '{}', NULL, 0, NULL)"),
          product(204, "p"), product(205, "q"), product(206, "r"), unit(207, "NULL", "active"),
          unit(208, "207", "merged"), unit(209, "NULL", "active"),
          "INSERT INTO ownerships VALUES (210, 207, " + customer +
              ", '2026-01-01', NULL, 'sale', 0, 'x')",
          std::string("INSERT INTO meter_readings VALUES "
                      "(211, 207, 'km', 5, 10, 10, 0, 'staff', '', 0, 'x', NULL, '', '')"),
          std::string("INSERT INTO meter_readings VALUES "  // mistyped, and counted no more
                      "(299, 207, 'km', 5, 99, 99, 0, 'staff', '', 0, 'x', 6, 'x', 'typo')"),
          std::string("INSERT INTO meter_readings VALUES "
                      "(212, 207, 'km', 6, 12, 12, 0, 'staff', '', 0, 'x', NULL, '', '')"),
          std::string(
              "INSERT INTO coverage_templates VALUES (213, 1, 'active', 'extended', 0, '{}',"
              " '{}', '[]', 'TRY', 0, 'x')"),
          std::string("INSERT INTO coverage_template_versions VALUES (213, 1, '{}', '{}', '[]', 0,"
                      " 'x')"),
          std::string(
              "INSERT INTO coverages VALUES (214, 207, 'extended', 'valid', 213, 1, 0, '{}',"
              " '[]', 'TRY', '', '', 0, 'x', NULL, '')"),
          std::string(
              "INSERT INTO successions VALUES (215, 204, 205, '2026-01-01', '2026-02-01', 1,"
              " 1, 'one_way', 0, '', 0, 'x')")})
      break_by(sql);
  }
  static std::string product(int n, std::string const& model) {
    return fmt::format(
        "INSERT INTO products VALUES ({}, 1, 'part', 'active', 203, 201, '', '', '', '{}', '{{}}',"
        " '', NULL, 0, 0, NULL, NULL, '{}', '{}')",
        n, model, model, model);
  }
  static std::string unit(int n, std::string const& into, std::string const& state) {
    return fmt::format(
        "INSERT INTO units VALUES ({0}, 1, '{2}', {1}, 201, 204, 'S{0}', NULL, '', NULL, 0, 0, 'x',"
        " 'S{0}', '5{0}')",
        n, into, state);
  }

  std::vector<Break> goods_breaks() {
    auto const customer = id("SELECT MIN(id) FROM customers");
    return {
        {"owners_at_once",
         "UPDATE ownerships SET until_on = '2026-03-01' WHERE id = 210;"
         "INSERT INTO ownerships VALUES (216, 207, " +
             customer + ", '2026-02-28', NULL, 'resale', 0, 'x')",
         "the unit " + wire("unt", "207") + " has two owners at once"},
        {"goods_of_merged", "UPDATE ownerships SET unit_id = 208 WHERE id = 216",
         "a period of an owner is still of the unit " + wire("unt", "208")},
        {"merged_into_merged",
         "UPDATE units SET state = 'merged', merged_into = 209 WHERE id = 207",
         wire("unt", "208") + " (S208) was joined into " + wire("unt", "207")},
        {"unit_of_another_maker", "UPDATE units SET manufacturer_id = 202 WHERE id = 209",
         wire("unt", "209") + " (S209)"},
        {"totals_run_back", "UPDATE meter_readings SET total = 9 WHERE id = 212",
         "of the unit " + wire("unt", "207") + " runs back at the reading " + wire("rdg", "212")},
        {"coverage_of_no_version", "UPDATE coverages SET template_version = 7 WHERE id = 214",
         "version 7 of " + wire("cvt", "213")},
        {"use_of_another_bill",
         "INSERT INTO invoices VALUES (218, 'I218', " + a_case(1) + ", 207, " + customer +
             ", 1, 1, 'en', 'TRY', 1, 0, 0, 0, '2026-03-01', 0, 'x');"
             "INSERT INTO credit_notes VALUES (219, 'C219', 218, 0, 'TRY', 'x', '2026-03-02', 0,"
             " 'x', NULL, 0, 0, NULL);"
             "INSERT INTO coverage_uses VALUES (220, 214, NULL, 1, 500, 0, 'x', 218, 'TRY', '', "
             "NULL)",
         "the use " + wire("cvu", "220") + " of the coverage " + wire("cov", "214") +
             " is of the credited invoice I218"},
        {"used_beyond_the_bill", "SELECT 1", "the invoice " + wire("inv", "218") + " (I218) used"},
        {"stay_lost",
         "INSERT INTO repair_times (id, unit_id, case_id, from_on, until_on, note, recorded_at, "
         "recorded_by) VALUES (221, 207, " +
             a_case(1) +
             ", '2026-02-01', NULL, '', 0, 'system');"
             "INSERT INTO case_units VALUES (" +
             a_case(1) + ", 209, 0, 'x')",
         "the time in repair since 2026-02-01 of the unit " + wire("unt", "207") +
             " is of the case"},
        {"stay_runs_on",
         "INSERT INTO case_laws (case_id, version, code, facts, product_group, taken_at, "
         "taken_by_name) VALUES (" +
             a_case(1) +
             ", 1, 'TR', '{}', '', 0, 'x');"
             "INSERT INTO case_law_events (id, case_id, kind, at, facts, channel, note, "
             "recorded_at, "
             "actor_kind, actor_id, actor_name) VALUES (222, " +
             a_case(1) + ", 'goods.handed_back', 5, '{}', '', '', 5, 'staff', 1, 'x')",
         "the time in repair since 2026-02-01 of the unit " + wire("unt", "207") + " still runs"},
        {"successors_at_once",
         "INSERT INTO successions VALUES (217, 204, 206, '2026-01-31', NULL, 1, 1, 'one_way', 0,"
         " '', 0, 'x')",
         wire("prd", "204") + " has two successors at once"},
    };
  }

  std::vector<Break> budget_breaks() {
    return {
        {"budget_sums_disagree",
         "INSERT INTO remedy_budgets VALUES (301, 1, 'company', NULL, 0, 'month', 900, 'TRY', 1, "
         "0, "
         "'x');"
         "INSERT INTO remedy_spending VALUES (301, 0, '2026-11-01', 5)",
         "the budget " + wire("rbu", "301") + " says another sum of its period of 2026-11-01"},
        {"taken_but_not_given",
         "INSERT INTO remedy_takings SELECT id, 301, 0, '2026-11-01', 5 FROM remedies "
         "WHERE id = (SELECT MIN(id) FROM remedies)",
         "was taken out of the budget " + wire("rbu", "301") + ", but it is proposed"},
        {"lost_teams",
         "INSERT INTO remedy_budgets VALUES (302, 1, 'team', 89, 0, 'month', 9, 'TRY', 1, 0, 'x')",
         "remedy_budgets.team_id of " + wire("rbu", "302")},
    };
  }

  std::vector<Break> reference_breaks() {
    auto const inbound = id("SELECT MAX(id) FROM interactions WHERE direction = 'inbound'");
    auto const doc = id("SELECT MIN(id) FROM search_documents WHERE kind = 'case'");
    auto const customer = id("SELECT MIN(id) FROM customers");
    auto const words = is_sqlite() ? "DELETE FROM search_index_docsize WHERE id = "
                                   : "UPDATE search_documents SET tokens = NULL WHERE id = ";
    return {
        {"documents_without_tokens", words + doc, "document " + doc + " lacks its words"},
        {"search_index", "DELETE FROM search_documents WHERE id = " + a_case(2),
         "the case " + wire("cas", a_case(2))},
        {"search_index", "DELETE FROM search_documents WHERE id = " + inbound,
         wire("int", inbound) + " of the case"},
        {"search_index", "DELETE FROM search_documents WHERE id = " + customer,
         "the customer " + wire("cus", customer)},
        {"search_index",
         "UPDATE interactions SET state = 'cancelled' WHERE id = " +
             id("SELECT MIN(id) FROM search_documents WHERE kind = 'interaction'"),
         "which must not be found"},
        {"lost_customers", "UPDATE cases SET customer_id = 84 WHERE id = " + a_case(1),
         "cases.customer_id of " + wire("cas", a_case(1)) + " names " + wire("cus", "84")},
        {"lost_people", "UPDATE cases SET owner_id = 85 WHERE id = " + a_case(1),
         wire("stf", "85")},
        {"lost_teams", "UPDATE cases SET team_id = 86 WHERE id = " + a_case(1), wire("tea", "86")},
        {"lost_talk", "UPDATE cases SET last_interaction_id = 87 WHERE id = " + a_case(1),
         "cases.last_interaction_id of " + wire("cas", a_case(1)) + " names 87"},
        {"lost_settings", "UPDATE cases SET mailbox_id = 88 WHERE id = " + a_case(1), "names 88"},
        {"duplicate_numbers", duplicate(), "both have the number V1"},
    };
  }
  /// SQLite lets go of a UNIQUE only with its table.
  std::string duplicate() const {
    std::string const same = "UPDATE cases SET number = 'V1'";
    if (!is_sqlite()) return same;
    return "CREATE TABLE bare AS SELECT * FROM cases; DROP TABLE cases; ALTER TABLE bare RENAME TO "
           "cases; " +
           same;
  }

  void expect_each_named(std::vector<Break> const& breaks) {
    auto before = violations();
    for (auto const& one : breaks) {
      break_by(one.sql);
      auto const after = violations();
      auto const is_it = [&](std::string const& v) {
        return v.starts_with(one.rule + ": ") && v.find(one.says) != std::string::npos;
      };
      EXPECT_TRUE(std::any_of(after.begin(), after.end(), is_it))
          << one.rule << " should say “" << one.says << "”:\n"
          << join(after, "\n");
      // Some are said together with the one before.
      EXPECT_TRUE(one.sql == "SELECT 1" || std::none_of(before.begin(), before.end(), is_it))
          << one.rule << " said it before it was broken";
      before = after;
    }
  }
};
VEFA_ON_BOTH_DATABASES(DoctorOfBroken);

TEST_P(DoctorOfBroken, promises_that_are_not_kept_track_of_are_named) {
  drop_checks_of_postgres();
  expect_each_named(promise_breaks());
}

TEST_P(DoctorOfBroken, work_and_messages_that_would_be_forgotten_are_named) {
  runner->stop();
  drop_checks_of_postgres();
  expect_each_named(work_breaks());
}

TEST_P(DoctorOfBroken, references_and_search_documents_that_lead_nowhere_are_named) {
  runner->stop();
  drop_checks_of_postgres();
  expect_each_named(reference_breaks());
}

TEST_P(DoctorOfBroken, goods_that_disagree_are_named) {
  runner->stop();
  drop_checks_of_postgres();
  add_goods();
  auto const before = violations();
  EXPECT_TRUE(std::none_of(before.begin(), before.end(), [](auto const& said) {
    return said.find("unt_") != std::string::npos || said.find("prd_") != std::string::npos;
  })) << join(before, "\n");
  expect_each_named(goods_breaks());
}

TEST_P(DoctorOfBroken, times_in_repair_that_a_fault_lost_are_found_again_where_it_is_certain) {
  runner->stop();
  drop_checks_of_postgres();
  add_goods();
  auto const joined = a_case(1);
  auto const kept = a_case(2);
  auto const stay = [](int n, int unit, std::string const& of, char const* until) {
    return fmt::format(
        "INSERT INTO repair_times (id, unit_id, case_id, from_on, until_on, note, recorded_at, "
        "recorded_by) VALUES ({}, {}, {}, '2026-02-01', {}, '', 0, 'system')",
        n, unit, of, until);
  };
  break_by("UPDATE cases SET merged_into_id = " + kept + " WHERE id = " + joined);
  break_by("INSERT INTO case_units VALUES (" + kept + ", 209, 0, 'x')");
  break_by(stay(221, 207, joined, "NULL"));
  break_by(stay(222, 207, joined, "'2026-02-03'"));
  auto const named = [&] {
    auto const all = violations();
    return std::count_if(all.begin(), all.end(), [](std::string const& said) {
      return said.find("the time in repair since") != std::string::npos;
    });
  };
  EXPECT_EQ(named(), 1);
  auto const migrations = db::embedded_migrations();
  auto const mends = std::ranges::find(migrations, 520, &db::Migration::number);
  ASSERT_NE(mends, migrations.end());
  for (auto const& sql : db::statements_of(*mends, database->engine())) break_by(sql);
  EXPECT_EQ(id("SELECT unit_id FROM repair_times WHERE id = 221"), "209") << "it runs";
  EXPECT_EQ(id("SELECT unit_id FROM repair_times WHERE id = 222"), "207") << "it is over";
  EXPECT_EQ(id("SELECT COUNT(*) FROM repair_times WHERE case_id = " + kept), "2");
  EXPECT_EQ(named(), 0);
  break_by(stay(223, 207, kept, "NULL"));
  break_by("UPDATE repair_times SET unit_id = 207 WHERE id = 221");
  for (auto const& sql : db::statements_of(*mends, database->engine())) break_by(sql);
  EXPECT_EQ(named(), 2) << "which of the two came in nobody knows";
}

TEST_P(DoctorOfBroken, budgets_that_do_not_add_up_are_named) {
  runner->stop();
  drop_checks_of_postgres();
  expect_each_named(budget_breaks());
}

TEST_P(DoctorOfBroken, many_of_one_rule_are_cut_and_it_is_said) {
  runner->stop();
  break_by("DELETE FROM search_documents WHERE kind = 'case'");
  auto const said = violations({.most_of_each = 2});
  EXPECT_THAT(said, ::testing::Contains(::testing::HasSubstr("there are more of these")));
  EXPECT_LE(said.size(), 3u);
}

TEST_P(DoctorOfBroken, documents_on_their_way_are_not_missed) {
  runner->stop();
  break_by("DELETE FROM search_documents WHERE id = " + a_case(1));
  EXPECT_EQ(violations().size(), 1u);
  write([&](db::Tx& tx) { search::rebuild(ctx(), tx); });
  EXPECT_THAT(violations(), ::testing::IsEmpty());
}

TEST_P(DoctorOfBroken, another_schema_is_said_and_not_looked_at) {
  break_by("DELETE FROM migrations WHERE number = (SELECT MAX(number) FROM migrations)");
  std::vector<std::string> all;
  examine(*database, wall_now(), {}, [&](Violation const& v) { all.push_back(v.what); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_THAT(all[0], ::testing::HasSubstr("older than this program"));
}

TEST(DoctorOfFiles, a_damaged_file_is_named) {
  auto folder = (std::filesystem::temp_directory_path() / "vefa-doctor-XXXXXX").string();
  ASSERT_TRUE(mkdtemp(folder.data()));
  auto const path = folder + "/company.db";
  {
    IdSource ids;
    auto const whole = db::open({.url = "sqlite:" + path, .durable = false});
    whole->write_now([&](db::Tx& tx) {
      blobs::put({.ids = &ids}, tx, std::string(4'000'000, 'x'));
      return db::Outcome::Commit;
    });
    whole->close();
  }
  auto const size = std::filesystem::file_size(path);
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t at = size / 2 / 4096 * 4096; at < size; at += 4096) {
      file.seekp(static_cast<std::streamoff>(at));
      file.write("no page of SQLite's begins like this", 36);
    }
  }
  std::vector<std::string> all;
  auto const database = db::open_unmigrated({.url = "sqlite:" + path, .durable = false});
  examine(*database, wall_now(), {},
          [&](Violation const& v) { all.push_back(v.rule + ": " + v.what); });
  EXPECT_THAT(all, ::testing::Contains(::testing::HasSubstr("file_damage")));
  EXPECT_THAT(all, ::testing::Contains(::testing::HasSubstr("file_contents")));
  database->close();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace vefa::doctor
