// What was written freely of a person goes with her file, and nobody speaks for her afterwards. The
// clock stands at Monday 2026-11-23, 10:00 in Istanbul.
#include <gmock/gmock.h>

#include "modules/cases/debts.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/test_law.hpp"
#include "modules/customers/customers.hpp"

namespace vefa::clocks {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char const* kRepair = "TR-03-in-warranty";

class ErasedPeople : public LawHouse {
 protected:
  void erase() {
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(customers::erase(system(), tx, ayse, customers::find(tx, ayse)->version));
      return true;
    });
    idle();
  }
  void close(CaseId id) {
    auto const ctx = as(manager());
    write([&](db::Tx& tx) -> Result<bool> {
      TRY(dismiss(ctx, tx, id, {0, NoCase::Mistake, {"her ex-husband wrote in her name"}}));
      return true;
    });
    idle();
  }
  /// All that the history and the ledger say of a case.
  std::string told(CaseId id) {
    std::string all;
    database->read_now([&](db::Tx& tx) {
      for (auto const& e : jobs::events_of_case(tx, id.value, {}, 1000))
        all += e.kind + boost::json::serialize(e.payload) + "\n";
      for (auto const& p : promises::of_case(tx, id)) all += p.reason + p.what + "\n";
    });
    return all;
  }
};
VEFA_ON_BOTH_DATABASES(ErasedPeople);

TEST_P(ErasedPeople, lose_every_reason_that_was_written_and_keep_what_happened) {
  auto const id = faulty();
  close(id);
  EXPECT_THAT(told(id), HasSubstr("ex-husband"));
  auto const promised = promise(clock_of(id, kRepair).promise_id);
  EXPECT_THAT(promised.reason, HasSubstr("ex-husband"));
  erase();
  EXPECT_THAT(told(id), Not(HasSubstr("ex-husband")));
  EXPECT_THAT(told(id), HasSubstr("case_law.dismissed"));
  auto const now = promise(promised.id);
  EXPECT_EQ(now.state, promised.state);
  EXPECT_EQ(now.what, promised.what) << "the law's words are not hers";
  EXPECT_EQ(now.due_at, promised.due_at);
}

TEST_P(ErasedPeople, lose_what_she_was_to_be_told) {
  auto const id = open_case();
  write([&](db::Tx& tx) -> Result<bool> {
    tx.run(vefa::testing::ad_hoc("UPDATE promises SET what = 'call her about her divorce', kind = "
                                 "'notify_by' WHERE case_id = $1"),
           id);
    return true;
  });
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, id, {}));
    return true;
  });
  idle();
  erase();
  EXPECT_THAT(told(id), Not(HasSubstr("divorce")));
}

TEST_P(ErasedPeople, lose_the_way_by_which_it_was_told_where_it_is_no_way_but_a_sentence) {
  approve_pack("TR");
  auto const id = faulty();
  note(id, {.kind = "visit.agreed", .channel = "shouted from her balcony"});
  note(id, {.kind = "visit.agreed", .channel = "phone"});
  move_to(at("2026-12-16T21:00:00Z"));
  auto const right = followed(id, kRepair).at(1).id;
  auto const agent = as(manager());
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(decide(agent, tx, right, {{"replacement"}, {"she rang"}, {"told her sister"}}));
    return true;
  });
  write([&](db::Tx& tx) -> Result<bool> {
    tx.run(vefa::testing::ad_hoc("UPDATE legal_notices SET channel = 'by her sister'"));
    return true;
  });
  erase();
  auto const ways = read<std::vector<std::string>>([&](db::Tx& tx) {
    return tx.column<std::string>(
        vefa::testing::ad_hoc("SELECT channel FROM case_law_events UNION ALL SELECT channel FROM "
                              "legal_decisions UNION ALL SELECT channel FROM legal_notices"));
  });
  for (auto const& way : ways) EXPECT_THAT(way, ::testing::AnyOf("", "—", "phone"));
  EXPECT_THAT(ways, ::testing::Contains("phone")) << "how it was told is proof";
  EXPECT_THAT(ways, ::testing::Contains("—")) << "that it was offered stays";
}

TEST_P(ErasedPeople, choose_nothing_and_say_nothing_more) {
  approve_pack("TR");
  auto const id = faulty();
  move_to(at("2026-12-16T21:00:00Z"));
  auto const right = followed(id, kRepair).at(1).id;
  close(id);
  erase();
  auto const agent = as(manager());
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return decide(agent, tx, right, {{"replacement"}, {"she rang"}, {"phone"}});
            }).key,
            "cases.person_erased");
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return choose(system(), tx, id, right, "replacement"); }).key,
      "cases.person_erased");
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return cases::take_verdict(system(), tx, id, {.solved = false});
            }).key,
            "cases.person_erased");
}

TEST_P(ErasedPeople, have_nothing_told_of_them_or_taken_back_and_write_no_more) {
  auto const id = faulty();
  auto const event = write([&](db::Tx& tx) {
    return happened(system(), tx, id, {.kind = "fault.notified", .at = clock.now()});
  });
  close(id);
  erase();
  auto const agent = as(manager());
  EXPECT_EQ(refused_by([&](db::Tx& tx) {
              return happened(agent, tx, id, {.kind = "goods.handed_over", .note = "her son"});
            }).key,
            "cases.person_erased");
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return take_back(agent, tx, id, event, "her son"); }).key,
            "cases.person_erased");
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) { return cases::receive(system(), tx, mail("x", "y", id)); }).key,
      "cases.person_erased")
      << "of the erased one herself";
  auto const other = customer("new@x.tr", "Ayşe");
  auto in = mail("x", "y", id);
  in.customer_id = other;
  auto const anew = write([&](db::Tx& tx) { return cases::receive(system(), tx, in); });
  EXPECT_TRUE(anew.opened);
  EXPECT_NE(anew.case_id, id);
}

TEST_P(ErasedPeople, leave_no_case_that_staff_cannot_end_and_no_words_of_its_end) {
  std::vector<CaseId> const ids{faulty(), open_case()};
  close(ids[0]);
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(cases::take_verdict(system(), tx, ids[1], {}));
    return true;
  });
  erase();
  auto const agent = as(manager());
  for (auto const id : ids) {
    write([&](db::Tx& tx) -> Result<bool> {
      cases::open_for_goods(system(), tx, id);
      return true;
    });
    idle();
    ASSERT_TRUE(row(id).open);
  }
  write([&](db::Tx& tx) -> Result<bool> {
    TRY(dismiss(agent, tx, ids[0], {0, NoCase::Mistake, {"her ex-husband wrote"}}));
    TRY(cases::solve(agent, tx, ids[1], 0));
    return true;
  });
  for (auto const id : ids) {
    EXPECT_FALSE(row(id).open) << "there is nobody to ask whether it is solved";
    EXPECT_THAT(told(id), Not(HasSubstr("ex-husband")));
  }
}

}  // namespace
}  // namespace vefa::clocks
