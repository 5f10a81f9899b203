// Limits of a role for one kind of remedy.
#include <gtest/gtest.h>

#include "modules/cases/test_house.hpp"
#include "modules/recovery/limits.hpp"

namespace vefa::recovery {
namespace {

class LimitsOfKinds : public cases::House {
 protected:
  void SetUp() override {
    House::SetUp();
    admin_ = add_person("Ada Yıldız", "ada@anka.example", staff::kAdministrator);
    case_ = take_in(mail("Fişim yok", "Kaybettim.")).case_id;
  }
  static RemedyKindLimitForm at_most(RemedyKind kind, char const* amount) {
    RemedyKindLimitForm form;
    form.kind = kind;
    form.amount = {amount};
    return form;
  }
  Result<RemedyLimits> setting(StaffId person, std::vector<RemedyKindLimitForm> kinds,
                               std::int64_t version = 0, RoleId role = staff::kAgent,
                               bool gives_unasked = false) {
    RemedyLimitsForm form{.version = version, .kinds = {}, .gives_unasked = gives_unasked};
    for (auto& kind : kinds) form.kinds.push_back(std::move(kind));
    auto const ctx = as(person);
    return database->write_result([&](db::Tx& tx) { return save_limits(ctx, tx, role, form); });
  }
  Result<Remedy> giving(StaffId person, RemedyKind kind, std::int64_t minor,
                        char const* money = "TRY") {
    auto const ctx = as(person);
    return database->write_result([&](db::Tx& tx) {
      return give_goodwill(ctx, tx, case_,
                           {.kind = kind, .amount = {minor, Currency::parse(money).value()}},
                           "She says that it leaked.", Evidence::None);
    });
  }
  RemedyState given(StaffId person, RemedyKind kind, std::int64_t minor,
                    char const* money = "TRY") {
    auto const remedy = giving(person, kind, minor, money);
    EXPECT_TRUE(remedy.ok());
    return remedy.ok() ? remedy->state : RemedyState::Declined;
  }
  RemedyLimits of_agent() {
    for (auto& one : read<std::vector<RemedyLimits>>([](db::Tx& tx) { return limits(tx); }))
      if (one.role_id == staff::kAgent) return one;
    return {};
  }

  StaffId admin_;
  CaseId case_;
};
VEFA_ON_BOTH_DATABASES(LimitsOfKinds);

constexpr auto kGranted = RemedyState::Granted;
constexpr auto kAwaits = RemedyState::AwaitingApproval;

TEST_P(LimitsOfKinds, hold_for_their_kind_and_the_general_one_for_all_that_are_not_named) {
  EXPECT_EQ(given(elif_, RemedyKind::Coupon, 50000), kGranted) << "the general limit is 500";
  ASSERT_TRUE(
      setting(admin_, {at_most(RemedyKind::Coupon, "800.00"), at_most(RemedyKind::Money, "50.00")})
          .ok());
  EXPECT_EQ(given(elif_, RemedyKind::Coupon, 80000), kGranted);
  EXPECT_EQ(given(elif_, RemedyKind::Coupon, 80001), kAwaits);
  EXPECT_EQ(given(elif_, RemedyKind::Money, 5000), kGranted);
  EXPECT_EQ(given(elif_, RemedyKind::Money, 5001), kAwaits) << "less than the general one";
  EXPECT_EQ(given(elif_, RemedyKind::Shipping, 50000), kGranted) << "not named";
  EXPECT_EQ(given(elif_, RemedyKind::Shipping, 50001), kAwaits);
  EXPECT_EQ(given(elif_, RemedyKind::Coupon, 100, "HUF"), kAwaits) << "another currency";
  auto const boss = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
  EXPECT_EQ(given(boss, RemedyKind::Money, 500'000), kGranted) << "her own general limit";
}

TEST_P(LimitsOfKinds, of_nothing_keep_a_kind_from_being_given_whatever_it_costs) {
  EXPECT_EQ(given(elif_, RemedyKind::Loaner, 1), kGranted);
  ASSERT_TRUE(
      setting(admin_, {at_most(RemedyKind::Loaner, "0"), at_most(RemedyKind::Replacement, "0"),
                       at_most(RemedyKind::FreeService, "200.00")})
          .ok());
  EXPECT_EQ(given(elif_, RemedyKind::Loaner, 1), kAwaits);
  EXPECT_EQ(given(elif_, RemedyKind::Replacement, 1), kAwaits);
  EXPECT_EQ(given(elif_, RemedyKind::FreeService, 20000), kGranted) << "by what it costs us";
  EXPECT_EQ(given(elif_, RemedyKind::FreeService, 20001), kAwaits);
  EXPECT_EQ(given(elif_, RemedyKind::Apology, 0), kGranted) << "anybody may apologise";
}

TEST_P(LimitsOfKinds, hold_for_what_one_who_approves_asked_for_herself) {
  auto const boss = add_person("Deniz Kaya", "deniz@anka.example", staff::kServiceManager);
  auto const give = [&](StaffId person, Remedy const& remedy) {
    auto const ctx = as(person);
    return database->write_result(
        [&](db::Tx& tx) { return grant(ctx, tx, remedy.id, remedy.version); });
  };
  auto const hers = giving(boss, RemedyKind::Money, 500'001).value();
  EXPECT_EQ(hers.state, kAwaits) << "more than her role gives by itself";
  EXPECT_EQ(give(boss, hers).error().key, "recovery.another_approves");
  EXPECT_EQ(give(admin_, hers)->state, kGranted);
  auto const agents = giving(elif_, RemedyKind::Money, 500'001).value();
  EXPECT_EQ(give(boss, agents)->state, kGranted) << "another's wish";
  ASSERT_TRUE(setting(admin_, {}, 0, staff::kServiceManager, true).ok());
  EXPECT_EQ(given(boss, RemedyKind::Money, 500'001), kGranted) << "her company says so";
  EXPECT_EQ(given(elif_, RemedyKind::Money, 50'001), kAwaits) << "she may not approve";
}

TEST_P(LimitsOfKinds, say_so_where_nobody_else_approves) {
  auto const refusal = giving(admin_, RemedyKind::Money, 500'001);
  ASSERT_FALSE(refusal.ok());
  EXPECT_EQ(refusal.error().key, "recovery.nobody_else_approves");
}

TEST_P(LimitsOfKinds, of_several_roles_the_highest_counts) {
  auto const both =
      add_person("Elif Demir", "demir@anka.example", staff::kAgent);  // and desk clerk
  write([&](db::Tx& tx) -> Result<bool> {
    tx.change(vefa::testing::ad_hoc(("INSERT INTO staff_roles (staff_id, role_id) VALUES (" +
                                     std::to_string(both.value) + ", " +
                                     std::to_string(staff::kDeskClerk.value) + ")")
                                        .c_str()));
    return true;
  });
  ASSERT_TRUE(setting(admin_, {at_most(RemedyKind::Loaner, "0")}).ok());
  EXPECT_EQ(given(both, RemedyKind::Loaner, 100), kAwaits);
  ASSERT_TRUE(setting(admin_, {at_most(RemedyKind::Loaner, "900.00")}, 0, staff::kDeskClerk).ok());
  EXPECT_EQ(given(both, RemedyKind::Loaner, 90000), kGranted);
  EXPECT_EQ(given(both, RemedyKind::Loaner, 90001), kAwaits);
}

TEST_P(LimitsOfKinds, are_replaced_as_a_whole_by_who_saw_them) {
  EXPECT_EQ(of_agent().version, 0);
  EXPECT_EQ(of_agent().authority, "500.00");
  auto const first = setting(admin_, {at_most(RemedyKind::Coupon, "800.00")});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->version, 1);
  EXPECT_EQ(setting(admin_, {}).error().code, Code::Stale);
  auto const second = setting(admin_, {at_most(RemedyKind::Money, "50")}, 1);
  ASSERT_TRUE(second.ok());
  ASSERT_EQ(of_agent().kinds.size(), 1u);
  EXPECT_EQ(of_agent().kinds[0].kind, RemedyKind::Money);
  EXPECT_EQ(of_agent().kinds[0].amount, "50.00");
  EXPECT_EQ(of_agent().kinds[0].currency, "TRY") << "the role’s";
  EXPECT_EQ(of_agent().changed_by_name, "Ada Yıldız");
  ASSERT_TRUE(setting(admin_, {}, 2).ok());
  EXPECT_TRUE(of_agent().kinds.empty()) << "the general one holds again";
  EXPECT_EQ(given(elif_, RemedyKind::Money, 50000), kGranted);
}

TEST_P(LimitsOfKinds, are_refused_by_the_field_that_is_wrong) {
  auto const refused = [&](std::vector<RemedyKindLimitForm> kinds) {
    auto const answer = setting(admin_, std::move(kinds));
    return answer.ok() ? std::string() : answer.error().field + " " + answer.error().key;
  };
  auto const coupon = at_most(RemedyKind::Coupon, "1.00");
  EXPECT_EQ(refused({at_most(RemedyKind::Apology, "0")}),
            "kinds[0].kind recovery.limit_of_an_apology");
  EXPECT_EQ(refused({coupon, coupon}), "kinds[1].kind recovery.limit_twice");
  EXPECT_EQ(refused({coupon, at_most(RemedyKind::Money, "-1.00")}),
            "kinds[1].amount recovery.bad_amount");
  auto odd = coupon;
  odd.currency = Text<3, 3>{"XQQ"};
  EXPECT_EQ(refused({odd}), "kinds[0].currency recovery.bad_currency");
  EXPECT_EQ(of_agent().version, 0) << "nothing is half-written";
  EXPECT_EQ(setting(admin_, {coupon}, 0, RoleId{424242}).error().code, Code::NotFound);
  // A role with rights that she has not is not hers to change.
  EXPECT_EQ(setting(elif_, {coupon}, 0, staff::kServiceManager).error().key,
            "staff.more_than_own_rights");
}

}  // namespace
}  // namespace vefa::recovery
