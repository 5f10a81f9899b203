#include "modules/audit/audit.hpp"

#include <gmock/gmock.h>

#include "modules/ids.hpp"
#include "tests/support/databases.hpp"

namespace vefa::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Audit : public testing::OnBothDatabases {
 protected:
  Audit() : database_(fresh()) {
    static auto const insert = testing::ad_hoc(
        "INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, path, remote_address,"
        " request_id) VALUES ($1, $2, $3, $4, 'Ayla', $5, $6, '192.0.2.7', 'r')");
    database_->write_now([&](db::Tx& tx) {
      tx.run(insert, 1, Instant{1000}, "staff", StaffId{7}, "read_customer", "/api/v1/customers/a");
      tx.run(insert, 2, Instant{2000}, "staff", StaffId{8}, "read_customer",
             "/api/v1/customers/ab");
      tx.run(insert, 3, Instant{3000}, "customer", CustomerId{9}, "answer_case", "/c/x");
      tx.run(insert, 4, Instant{4000}, "anonymous", 0, "sign_in_staff", "/api/v1/session");
      tx.run(insert, 5, Instant{5000}, "staff", StaffId{7}, "open_case", "/api/v1/cases");
      return db::Outcome::Commit;
    });
  }
  std::vector<std::int64_t> ids(AuditFilter const& filter) {
    auto const found = page(filter).value();
    std::vector<std::int64_t> out;
    for (auto const& entry : found.items) out.push_back(entry.id.value);
    return out;
  }
  Result<Page<AuditEntry>> page(AuditFilter const& filter) {
    return database_->read_result([&](db::Tx& tx) { return list_entries(tx, filter); });
  }

  std::unique_ptr<db::Database> database_;
};
VEFA_ON_BOTH_DATABASES(Audit);

TEST_P(Audit, entries_come_the_newest_first_and_each_filter_narrows_them) {
  EXPECT_THAT(ids({}), ElementsAre(5, 4, 3, 2, 1));
  EXPECT_THAT(ids({.actor = StaffId{7}.text()}), ElementsAre(5, 1));
  EXPECT_THAT(ids({.actor = CustomerId{9}.text()}), ElementsAre(3));
  EXPECT_THAT(ids({.path = "/api/v1/customers/a"}), ElementsAre(1));
  EXPECT_THAT(ids({.path = "/api/v1/customers/a*"}), ElementsAre(2, 1));
  EXPECT_THAT(ids({.actor = StaffId{7}.text(), .path = "/api/v1/customers/*"}), ElementsAre(1));
  EXPECT_THAT(ids({.actor = StaffId{8}.text(), .path = "/api/v1/customers/a"}), IsEmpty());
  EXPECT_THAT(ids({.action = "read_customer"}), ElementsAre(2, 1));
  EXPECT_THAT(ids({.from = Instant{2000}, .to = Instant{4000}}), ElementsAre(3, 2));
}

TEST_P(Audit, pages_meet_without_a_gap) {
  AuditFilter filter{.limit = 2};
  std::vector<std::int64_t> seen;
  for (int pages = 0; pages < 5; ++pages) {
    auto const found = page(filter).value();
    for (auto const& entry : found.items) seen.push_back(entry.id.value);
    if (!found.next_cursor) break;
    filter.cursor = found.next_cursor;
  }
  EXPECT_THAT(seen, ElementsAre(5, 4, 3, 2, 1));
}

TEST_P(Audit, actors_bear_their_wire_names) {
  auto const items = page({}).value().items;
  EXPECT_EQ(items[0].actor, StaffId{7}.text());
  EXPECT_EQ(items[1].actor, std::nullopt);
  EXPECT_EQ(items[2].actor, CustomerId{9}.text());
}

TEST_P(Audit, a_filter_that_names_nothing_is_refused_by_its_field) {
  EXPECT_EQ(page({.actor = "7"}).error().field, "actor");
  EXPECT_EQ(page({.cursor = "x"}).error().field, "cursor");
  EXPECT_EQ(page({.limit = 0}).error().field, "limit");
}

}  // namespace
}  // namespace vefa::audit
