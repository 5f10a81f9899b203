// What the law gives her is offered to her, and the choice is hers. The clock stands at Monday
// 2026-11-23, 10:00 in Istanbul.
#include "modules/clocks/notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/clocks/test_law.hpp"

namespace vefa::clocks {
namespace {

using ::testing::HasSubstr;

constexpr char const* kRepair = "TR-03-in-warranty";

class HerChoice : public LawHouse {
 protected:
  /// A repair that was not done: the choice is there.
  CaseId breached(CustomerId whose) {
    auto in = mail("Buzdolabım soğutmuyor", "Dünden beri.");
    in.customer_id = whose;
    auto const id = take_in(in).case_id;
    govern(id, "TR", known());
    note(id, {.kind = "fault.notified", .channel = "phone"});
    move_to(at("2026-12-16T21:00:00Z"));
    return id;
  }
  LegalConsequence granted(CaseId id) {
    for (auto const& row : followed(id, kRepair))
      if (row.effect == "grant") return row;
    ADD_FAILURE() << "nothing is granted";
    return {};
  }
  std::vector<Notice> told(CaseId id) {
    return read<std::vector<Notice>>([&](db::Tx& tx) { return notices_of_case(tx, id); });
  }
  std::vector<OpenChoice> open(CaseId id) {
    return read<std::vector<OpenChoice>>(
        [&](db::Tx& tx) { return open_choices(tx, id, Language::Tr); });
  }
  Context hers() const {
    auto ctx = system();
    ctx.actor = {.kind = ActorKind::Customer, .id = ayse.value};
    return ctx;
  }
  Result<void> press(CaseId id, LegalConsequenceId what, char const* choice) {
    return database->write_result(
        [&](db::Tx& tx) -> Result<void> { return choose(hers(), tx, id, what, choice); });
  }
};
VEFA_ON_BOTH_DATABASES(HerChoice);

TEST_P(HerChoice, is_offered_in_writing_and_what_when_and_where_to_is_kept) {
  approve_pack("TR");
  auto const id = breached(ayse);
  auto const notices = told(id);
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].consequence_id, granted(id).id);
  EXPECT_EQ(notices[0].channel, "email");
  EXPECT_EQ(notices[0].address, "ayse@musteri.example");
  EXPECT_EQ(notices[0].told_at, at("2026-12-16T21:00:00Z"));
  EXPECT_THAT(notices[0].text, HasSubstr("bedel iadesi, bedel indirimi ve ürün değişimi"));
  EXPECT_THAT(notices[0].text, HasSubstr("/c/"));
  auto const message = read<std::optional<interactions::Interaction>>(
      [&](db::Tx& tx) { return interactions::find(tx, notices[0].interaction_id); });
  ASSERT_TRUE(message);
  EXPECT_EQ(message->text, notices[0].text) << "word for word what went out";
}

TEST_P(HerChoice, is_made_by_her_link_once_and_nobody_chooses_after_her) {
  approve_pack("TR");
  auto const id = breached(ayse);
  auto const offers = open(id);
  ASSERT_EQ(offers.size(), 1u);
  EXPECT_EQ(offers[0].title, "Azami tamir süresi (garanti içinde)");
  EXPECT_EQ(offers[0].choices.at(2).words, "ürün değişimi");
  EXPECT_EQ(press(id, offers[0].id, "car").error().key, "clocks.not_a_choice");
  EXPECT_TRUE(press(id, offers[0].id, "replacement").ok());
  EXPECT_EQ(press(id, offers[0].id, "refund").error().key, "clocks.no_longer_owed");
  EXPECT_TRUE(open(id).empty());
  EXPECT_EQ(decision(elif_, offers[0].id, "refund", "").error().key, "clocks.already_decided");
  EXPECT_EQ(events("legal_consequence.decided"), 1);
  auto const other = open_case();
  EXPECT_EQ(press(other, offers[0].id, "refund").error().code, Code::NotFound);
}

TEST_P(HerChoice, on_her_word_is_recorded_with_the_way_by_which_she_told_it) {
  approve_pack("TR");
  auto const what = granted(breached(ayse)).id;
  auto const agent = as(elif_);
  auto const wordless = database->write_result([&](db::Tx& tx) {
    return decide(agent, tx, what, {{"refund"}, {""}, {""}});
  });
  EXPECT_EQ(wordless.error().key, "clocks.channel_needed");
  EXPECT_EQ(wordless.error().field, "channel");
  auto const made = decision(elif_, what, "refund", "");
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made->channel, "phone");
  EXPECT_EQ(made->decided_by_kind, "staff");
}

TEST_P(HerChoice, by_a_pack_that_nobody_approved_is_offered_by_a_person_of_authority) {
  auto const id = breached(ayse);
  auto const what = granted(id).id;
  EXPECT_EQ(granted(id).state, "to_decide");
  EXPECT_TRUE(told(id).empty());
  EXPECT_TRUE(open(id).empty());
  auto const agent = as(elif_);
  auto const boss = as(manager());
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return offer(agent, tx, what, "it is the law"); }).code,
            Code::Forbidden);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return offer(boss, tx, what, " "); }).key,
            "clocks.reason_needed");
  write([&](db::Tx& tx) { return offer(boss, tx, what, "it is the law"); });
  EXPECT_EQ(told(id).size(), 1u);
  EXPECT_EQ(open(id).size(), 1u);
  EXPECT_EQ(refused_by([&](db::Tx& tx) { return offer(boss, tx, what, "again"); }).key,
            "clocks.already_offered");
}

TEST_P(HerChoice, is_told_by_a_person_where_the_program_cannot_write_to_her) {
  approve_pack("TR");
  auto const fatma = write([&](db::Tx& tx) -> Result<CustomerId> {
    customers::NewCustomer form{.display_name = {"Fatma Kaya"}};
    return TRY(customers::create(system(), tx, form)).id;
  });
  auto const id = breached(fatma);
  EXPECT_TRUE(told(id).empty());
  auto const agent = as(elif_);
  auto const what = granted(id).id;
  EXPECT_EQ(
      refused_by([&](db::Tx& tx) {
        return note_notice(agent, tx, what, {{"phone"}, {}, {"Read to her."}, clock.now() + 1h});
      }).key,
      "clocks.told_in_future");
  write([&](db::Tx& tx) {
    return note_notice(agent, tx, what,
                       {{"phone"}, Text<320>{"+90 532 000 00 00"}, {"Read to her."}, {}});
  });
  ASSERT_EQ(told(id).size(), 1u);
  EXPECT_EQ(told(id)[0].address, "+90 532 000 00 00");
  EXPECT_EQ(told(id)[0].told_by_name, "Elif Aydın");
}

TEST_P(HerChoice, money_that_the_law_owes_is_told_by_itself_and_the_higher_sum_again) {
  approve_pack("IL");
  auto const id = open_case();
  govern(id, "IL",
         {{"customer", "consumer"},
          {"place", "home"},
          {"visit_purpose", "warranty"},
          {"in_warranty", true}});
  note(id, {.kind = "visit.agreed", .about_at = at("2026-11-24T11:00:00Z")});
  move_to(at("2026-11-24T15:10:00Z"));
  ASSERT_EQ(told(id).size(), 1u);
  EXPECT_THAT(told(id)[0].text, HasSubstr("300"));
  move_to(at("2026-11-24T16:10:00Z"));
  ASSERT_EQ(told(id).size(), 2u);
  EXPECT_THAT(told(id)[1].text, HasSubstr("600"));
}

}  // namespace
}  // namespace vefa::clocks
