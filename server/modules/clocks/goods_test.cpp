// What the law owes on open cases outlives a hand in the catalogue. The clock stands at Monday
// 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/catalogue/bringing_in.hpp"
#include "modules/clocks/guarding.hpp"
#include "modules/clocks/test_law.hpp"
#include "modules/units/units.hpp"

namespace vefa::clocks {
namespace {

constexpr char const* kRepair = "TR-03-in-warranty";

class GoodsLaw : public LawHouse {
 protected:
  void SetUp() override {
    LawHouse::SetUp();
    customers::install_guard(keep_what_is_owed);
    for (char const* code : {"fridge", "car"}) group(code);
    inner_ = group("freezer", "fridge");
    product_ = write([&](db::Tx& tx) {
      catalogue::NewProduct wanted{.group = {"freezer"}, .manufacturer = {"Anka"}};
      wanted.model = {"5230 NF"};
      return catalogue::add(system(), tx, wanted);
    });
  }
  void TearDown() override {
    customers::install_guard(nullptr);
    LawHouse::TearDown();
  }
  ProductGroupId group(char const* code, char const* above = nullptr) {
    return write([&](db::Tx& tx) -> Result<ProductGroupId> {
      catalogue::NewGroup wanted{.code = {code}, .names = {{"en", {code}}}, .parent_id = {}};
      if (above) wanted.parent_id = named(tx, above);
      return TRY(catalogue::add_group(system(), tx, wanted)).id;
    });
  }
  static ProductGroupId named(db::Tx& tx, std::string_view code) {
    for (auto const& one : catalogue::groups(tx))
      if (one.code == code) return one.id;
    return {};
  }
  /// A repair of such goods, sold in March.
  CaseId broken() {
    auto const unit = write([&](db::Tx& tx) -> Result<UnitId> {
      auto const id = TRY(units::create(system(), tx, {.product_id = product_.id})).id;
      units::NewSale sale{.customer_id = ayse, .sold_on = parse_date("2026-03-02").value()};
      sale.country = {{"TR"}};
      TRY(units::add_sale(system(), tx, id, sale));
      return id;
    });
    auto in = mail("Bozuldu", "Dünden beri.");
    in.kind = cases::CaseKind::Repair;
    auto const id = take_in(in).case_id;
    write([&](db::Tx& tx) -> Result<bool> {
      cases::name_unit(system(), tx, *cases::find(tx, id), unit);
      return true;
    });
    idle();
    return id;
  }
  Result<void> put_into(StaffId who, char const* code) {
    auto const ctx = as(who);
    auto done = database->write_result([&](db::Tx& tx) -> Result<void> {
      catalogue::ProductChange change{.version = catalogue::find(tx, product_.id)->version};
      change.group = {code};
      TRY(catalogue::change(ctx, tx, product_.id, change));
      return {};
    });
    idle();
    return done;
  }
  Result<void> move_group(StaffId who, char const* above) {
    auto const ctx = as(who);
    auto done = database->write_result([&](db::Tx& tx) -> Result<void> {
      auto const now = catalogue::find_group(tx, inner_).value();
      catalogue::GroupChange change{.version = now.version};
      change.parent_id = named(tx, above);
      TRY(catalogue::change_group(ctx, tx, inner_, change));
      return {};
    });
    idle();
    return done;
  }
  Instant due(CaseId id) { return clock_of(id, kRepair).due_at.value(); }
  static void expect_refused(Result<void> const& done, char const* key, char const* count) {
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().key, key);
    EXPECT_EQ(done.error().args, (Args{{"count", count}}));
  }

  catalogue::Product product_;
  ProductGroupId inner_;
};
VEFA_ON_BOTH_DATABASES(GoodsLaw);

TEST_P(GoodsLaw, outlives_another_group_of_a_product_but_at_the_hands_of_larger_authority) {
  auto const one = broken(), other = broken();
  auto const owed = due(one);
  auto const refused = put_into(elif_, "car");
  expect_refused(refused, "cases.goods_owe_less", "2");
  EXPECT_EQ(refused.error().field, "group");
  EXPECT_EQ(
      read<ProductGroupId>([&](db::Tx& tx) { return catalogue::find(tx, product_.id)->group_id; }),
      inner_);
  EXPECT_EQ(due(one), owed);
  EXPECT_EQ(events("case_law.lessened"), 0);
  ASSERT_TRUE(put_into(manager(), "car").ok());
  EXPECT_GT(due(one), owed) << "a car's repair may take longer";
  EXPECT_GT(due(other), owed) << "counted though nobody looked at it";
  EXPECT_EQ(events("case_law.lessened"), 2) << "each tells its story";
  ASSERT_TRUE(put_into(elif_, "fridge").ok()) << "what is owed sooner is free";
  EXPECT_EQ(due(other), owed) << "and waits for nobody to look";
}

TEST_P(GoodsLaw, outlives_another_place_of_a_group_and_what_takes_nothing_away_is_free) {
  auto const id = broken();
  auto const owed = due(id);
  expect_refused(move_group(elif_, "car"), "cases.goods_owe_less", "1");
  EXPECT_EQ(due(id), owed);
  ASSERT_TRUE(put_into(elif_, "fridge").ok()) << "it was one before, by the group above";
  ASSERT_TRUE(move_group(elif_, "car").ok()) << "no goods are in it";
  EXPECT_EQ(due(id), owed);
  ASSERT_TRUE(move_group(elif_, "fridge").ok());
  ASSERT_TRUE(put_into(elif_, "freezer").ok());
  ASSERT_TRUE(move_group(manager(), "car").ok());
  EXPECT_GT(due(id), owed);
  EXPECT_EQ(events("case_law.lessened"), 1);
}

TEST_P(GoodsLaw, of_more_cases_than_are_counted_at_once_is_moved_in_pages_by_larger_authority) {
  std::vector<CaseId> all;
  all.reserve(52);
  for (int i = 0; i < 21; ++i) all.push_back(broken());
  auto const owed = due(all.front());
  expect_refused(put_into(elif_, "car"), "cases.goods_may_owe_less", "20");
  expect_refused(put_into(elif_, "fridge"), "cases.goods_may_owe_less", "20");
  while (all.size() < 52) all.push_back(broken());
  ASSERT_TRUE(put_into(manager(), "car").ok());
  for (auto const id : all) EXPECT_GT(due(id), owed);
  EXPECT_EQ(events("case_law.lessened"), 52);
}

TEST_P(GoodsLaw, outlives_a_file_that_is_undone) {
  auto const id = broken();
  auto const owed = due(id);
  auto const before = write([&](db::Tx& tx) -> Result<catalogue::Product> {
    catalogue::Product row = catalogue::find(tx, product_.id).value();
    row.group_id = named(tx, "car");
    return row;
  });
  auto const ctx = as(elif_);
  auto const back = database->write_result([&](db::Tx& tx) -> Result<void> {
    return catalogue::put_back(ctx, tx, before, before.version);
  });
  expect_refused(back, "cases.goods_owe_less", "1");
  EXPECT_EQ(due(id), owed);
}

}  // namespace
}  // namespace vefa::clocks
