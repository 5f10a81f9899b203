// Customers become one, people leave: nothing that was promised is left behind.
#include <gtest/gtest.h>

#include <future>

#include "modules/cases/rules.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/test_house.hpp"

namespace vefa::cases {
namespace {

using promises::PromiseKind;
using PState = promises::State;

class ChangeOfPeople : public House {
 protected:
  /// `lost` is joined into `kept`; what follows by itself is done.
  void join(CustomerId kept, CustomerId lost) {
    write([&](db::Tx& tx) {
      auto const row = customers::find(tx, kept).value();
      return customers::merge(system(), tx, row.id, row.version, lost, "one person");
    });
    idle();
  }
  std::int64_t of_customer(char const* table, CustomerId id) {
    std::string const count =
        "SELECT COUNT(*) FROM " + std::string(table) + " WHERE customer_id = $1";
    return read<std::int64_t>([&](db::Tx& tx) {
      return tx.scalar<std::int64_t>(vefa::testing::ad_hoc(count.c_str()), id).value();
    });
  }
  Inbound mail_of(CustomerId id, char const* subject) const {
    auto in = mail(subject, "Bir sorun var.");
    in.customer_id = id;
    return in;
  }
  void leave(StaffId person) {
    write([&](db::Tx& tx) -> Result<staff::Person> {
      staff::NewPerson admin{.name = {"Deniz Kaya"}, .email = {"deniz@anka.example"}};
      admin.roles.push_back(staff::kAdministrator);
      admin.teams.emplace();  // she takes no cases
      TRY(staff::add_active(system(), tx, admin, "no password signs in with this"));
      return staff::leave(system(), tx, person, {.version = staff::find(tx, person)->version});
    });
    idle();
  }
};
VEFA_ON_BOTH_DATABASES(ChangeOfPeople);

TEST_P(ChangeOfPeople, what_was_promised_to_a_merged_customer_is_owed_to_the_kept_one) {
  auto const lost = customer("ayse.eski@musteri.example", "Ayşe Yılmaz");
  auto const open = take_in(mail_of(lost, "Buzdolabım soğutmuyor"));
  auto const broken = take_in(mail_of(lost, "Fırın ısınmıyor"));
  auto const done = take_in(mail_of(lost, "Teşekkürler"));
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_verdict(system(), tx, done.case_id, {.solved = true}));
    return true;
  });
  move_to(promise(broken.promise_id).due_at);  // breaks, is apologised for, a coupon is proposed
  auto const agent = as(elif_);
  write([&](db::Tx& tx) {
    auto const recovery = recovery::of_case(tx, broken.case_id).at(0).id;
    return recovery::propose(
        agent, tx, recovery,
        {recovery::RemedyKind::Coupon, {5000, Currency::parse("TRY").value()}, "çek"});
  });
  ASSERT_GT(of_customer("promises", lost), 3);
  ASSERT_GT(of_customer("remedies", lost), 0);
  auto const version = row(open.case_id).version;

  join(ayse, lost);
  for (auto const id : {open.case_id, broken.case_id, done.case_id})
    EXPECT_EQ(row(id).customer_id, ayse);
  for (char const* table : {"cases", "promises", "recoveries", "remedies", "case_participants"})
    EXPECT_EQ(of_customer(table, lost), 0) << table;
  EXPECT_EQ(row(open.case_id).version, version + 1) << "who looks at the old name is told";
  EXPECT_EQ(next_promise(open.case_id).customer_id, ayse);
  EXPECT_EQ(
      read<std::vector<CaseId>>([&](db::Tx& tx) { return cases::of_customer(tx, ayse); }).size(),
      3u);
  EXPECT_EQ(events("case.customer_changed"), 3);
}

TEST_P(ChangeOfPeople, work_on_a_case_goes_on_after_its_customer_was_merged) {
  auto const lost = customer("ayse.eski@musteri.example", "Ayşe Yılmaz");
  auto const got = take_in(mail_of(lost, "Buzdolabım soğutmuyor"));
  join(ayse, lost);
  answer_as(elif_, got.case_id, {.text = "Yarın geliyoruz."});
  pass(10s);
  EXPECT_EQ(promise(got.promise_id).state, PState::Kept);
  EXPECT_EQ(next_promise(got.case_id).customer_id, ayse);
  // A channel that still knows her by the old row opens the case for the living one.
  EXPECT_EQ(row(take_in(mail_of(lost, "Bir şey daha")).case_id).customer_id, ayse);
}

TEST_P(ChangeOfPeople, a_customer_merged_twice_takes_everything_along) {
  auto const first = customer("a@musteri.example", "Ayşe");
  auto const second = customer("b@musteri.example", "Ayşe Y.");
  auto const got = take_in(mail_of(first, "Buzdolabım soğutmuyor"));
  write([&](db::Tx& tx) -> Result<bool> {
    auto const b = customers::find(tx, second).value();
    TRY(customers::merge(system(), tx, b.id, b.version, first, ""));
    auto const c = customers::find(tx, ayse).value();
    TRY(customers::merge(system(), tx, c.id, c.version, second, ""));
    return true;
  });
  idle();
  EXPECT_EQ(row(got.case_id).customer_id, ayse);
  EXPECT_EQ(promise(got.promise_id).customer_id, ayse);
}

TEST_P(ChangeOfPeople, many_cases_move_page_by_page) {
  auto const lost = customer("kurum@musteri.example", "Kurum");
  auto const got = take_in(mail_of(lost, "İlk"));
  constexpr int kMore = 400;
  write([&](db::Tx& tx) -> Result<bool> {
    auto const first = find(tx, got.case_id).value();
    for (int i = 0; i < kMore; ++i) {
      Case row = first;
      row.id = system().new_id<CaseId>();
      row.number += "-" + std::to_string(i);
      close(row, ClosedBy::Staff, clock.now());
      row.next_promise_id = {};
      row.next_promise_pending.reset();
      row.next_due_at.reset();
      store::insert(tx, row);
    }
    return true;
  });
  join(ayse, lost);
  EXPECT_EQ(of_customer("cases", ayse), kMore + 1);
  EXPECT_EQ(of_customer("cases", lost), 0);
}

TEST_P(ChangeOfPeople, an_open_case_of_a_merged_customer_holds_the_file) {
  auto const lost = customer("ayse.eski@musteri.example", "Ayşe Yılmaz");
  auto const got = take_in(mail_of(lost, "Buzdolabım soğutmuyor"));
  customers::install({.exports = {}, .holds = {cases::holds}});
  auto const refusal = refused_by([&](db::Tx& tx) -> Result<customers::Customer> {
    auto const kept = customers::find(tx, ayse).value();
    auto const merged = TRY(customers::merge(system(), tx, ayse, kept.version, lost, ""));
    return customers::erase(system(), tx, ayse, merged.version);
  });
  customers::install({});
  EXPECT_EQ(refusal.key, "customers.held");
  EXPECT_TRUE(row(got.case_id).open);
}

TEST_P(ChangeOfPeople, a_case_that_opens_while_its_customer_is_merged_is_not_left_behind) {
  if (database->engine() == db::Engine::Sqlite) return;  // one lane: nothing happens meanwhile
  auto const lost = customer("ayse.eski@musteri.example", "Ayşe Yılmaz");
  auto const is_waiting = vefa::testing::ad_hoc("SELECT COUNT(*) FROM pg_locks WHERE NOT granted");
  std::future<void> merging;
  auto const got = write([&](db::Tx& tx) -> Result<Received> {
    auto received = TRY(receive(system(), tx, mail_of(lost, "Buzdolabım soğutmuyor")));
    merging = std::async(std::launch::async, [&] { join(ayse, lost); });
    // The merge either waits for this transaction, or it has gone past it.
    while (merging.wait_for(1ms) != std::future_status::ready &&
           tx.scalar<std::int64_t>(is_waiting).value() == 0) {
    }
    return received;
  });
  merging.get();
  idle();
  EXPECT_EQ(row(got.case_id).customer_id, ayse);
  EXPECT_EQ(promise(got.promise_id).customer_id, ayse);
}

TEST_P(ChangeOfPeople, a_persons_cases_find_new_owners_when_she_leaves) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  auto const answered = take_in(mail("Fırın", "Isınmıyor."));
  auto const agent = as(elif_);
  auto const word = write([&](db::Tx& tx) {
    return give_word(agent, tx, got.case_id, PromiseKind::CallBackBy, clock.now() + 5h, "");
  });
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(take_verdict(system(), tx, answered.case_id, {.solved = true}));
    return true;
  });
  ASSERT_EQ(row(got.case_id).owner_id, elif_);
  auto const can = add_person("Can Demir", "can@anka.example", staff::kAgent);
  auto const due = row(got.case_id).next_due_at;
  leave(elif_);
  EXPECT_EQ(row(got.case_id).owner_id, can);
  EXPECT_EQ(promise(got.promise_id).owner_id, can);
  EXPECT_EQ(promise(word.id).owner_id, can) << "her word is the house's";
  EXPECT_EQ(promise(word.id).state, PState::Pending);
  EXPECT_EQ(row(got.case_id).next_due_at, due) << "and due when she said";
  EXPECT_EQ(row(answered.case_id).owner_id, elif_) << "what she finished stays hers";
  auto const mine = read<Page<promises::Promise>>(
      [&](db::Tx& tx) { return promises::owed_by(tx, elif_, "", 10).value(); });
  EXPECT_TRUE(mine.items.empty());
}

TEST_P(ChangeOfPeople, where_nobody_is_left_the_team_owns_her_cases) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  leave(elif_);
  EXPECT_FALSE(row(got.case_id).owner_id);
  EXPECT_FALSE(promise(got.promise_id).owner_id);
  EXPECT_TRUE(promise(got.promise_id).team_id);
}

TEST_P(ChangeOfPeople, a_case_given_to_her_while_she_leaves_is_found_too) {
  auto const got = take_in(mail("Buzdolabım soğutmuyor", "Dünden beri."));
  leave(elif_);
  write([&](db::Tx& tx) -> Result<bool> {  // as by a transaction that began before she left
    auto r = lock(tx, got.case_id).value();
    r.owner_id = elif_;
    promises::assign(tx, r.id, r.team_id, elif_);
    settle(system(), tx, r);
    return true;
  });
  pass(1min);
  EXPECT_FALSE(row(got.case_id).owner_id);
  EXPECT_FALSE(promise(got.promise_id).owner_id);
}

}  // namespace
}  // namespace vefa::cases
