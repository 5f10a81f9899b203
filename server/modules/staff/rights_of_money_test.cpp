// The rights of money came after companies were at work.
#include "db/migrate.hpp"
#include "tests/support/databases.hpp"
#include "tests/support/postgres.hpp"

namespace vefa {
namespace {

using testing::ad_hoc;

class RightsOfMoney : public testing::OnBothDatabases {};
VEFA_ON_BOTH_DATABASES(RightsOfMoney);

TEST_P(RightsOfMoney, came_without_taking_any_from_anybody) {
  db::Options options;
  options.durable = false;
  bool const is_postgres = engine() == db::Engine::Postgres;
  options.url = is_postgres ? testing::fresh_postgres_url() : "sqlite::memory:";
  auto const database = db::open_unmigrated(options);
  auto before = db::embedded_migrations();
  std::erase_if(before, [](auto const& m) { return m.number >= 380; });
  db::migrate(*database, before);
  database->write_now([](db::Tx& tx) {
    auto const role = ad_hoc(
        "INSERT INTO roles (id, version, key, name, folded_name, permissions, authority_minor, "
        "authority_currency, totp_required, created_at) VALUES ($1, 1, NULL, $2, $2, $3, 0, 'TRY', "
        "0, 0)");
    tx.run(role, 901, "writers", "cases_read cases_write");
    tx.run(role, 902, "readers", "cases_read");
    tx.run(role, 903, "deciders", "remedies_approve cases_write");
    return db::Outcome::Commit;
  });
  db::migrate(*database, db::embedded_migrations());
  std::vector<std::string> rights;
  database->read_now([&](db::Tx& tx) {
    rights = tx.column<std::string>(ad_hoc(
        "SELECT permissions FROM roles WHERE id > 900 OR key = 'service_manager' ORDER BY id"));
  });
  database->close();
  ASSERT_EQ(rights.size(), 4U);
  EXPECT_TRUE(rights[0].ends_with(" bills_write bills_refund")) << "the service manager";
  EXPECT_EQ(rights[1], "cases_read cases_write bills_write");
  EXPECT_EQ(rights[2], "cases_read");
  EXPECT_EQ(rights[3], "remedies_approve cases_write bills_write bills_refund");
}

}  // namespace
}  // namespace vefa
