// What a person tells of a coverage that ended, and what goes with a person's file. The clock
// stands at 2026-11-22.
#include <gmock/gmock.h>

#include "modules/coverage/store.hpp"
#include "modules/units/test_house.hpp"

namespace vefa::coverage {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ToldUses : public units::Units {
 protected:
  void add_more_routes(http::Routes& routes) override { add_routes(routes); }
  void add_more_jobs(jobs::Registry& registry) override { add_jobs(registry); }

  void SetUp() override {
    units::Units::SetUp();
    ayse_ = person("Ayşe Yılmaz", "ayse@x.tr");
    unit_ = unit("S1");
    made("/units/" + unit_ + "/sales",
         R"({"sold_on": "2026-01-10", "customer_id": ")" + ayse_ + "\"}");
    given_ = give();
    run_jobs();
  }
  std::string give() {
    return made("/units/" + unit_ + "/coverages", R"({"names": {"en": "Visits"},
        "reason": "her mother is ill", "lines": [{"component": "travel", "percent": 100,
        "payer": "company", "start": "given", "from_on": "2026-11-01", "max_visits": 5}]})");
  }
  std::string give_by(std::string const& unit, std::string const& start) {
    return made("/units/" + unit + "/coverages", R"({"names": {"en": "By terms"},
        "reason": "goodwill", "lines": [{"component": "travel", "percent": 100,
        "payer": "company", "max_visits": 5, )" + start +
                                                     "}]}");
  }
  void erase(std::string const& customer) {
    database_->write_now([&](db::Tx& tx) {
      jobs::record({.now = clock.now(), .ids = &ids_}, tx,
                   {.kind = "customer.erased", .customer_id = CustomerId::parse(customer)->value});
      return db::Outcome::Commit;
    });
    run_jobs();
  }
  void end(char const* cause) {
    auto const answer =
        client->post(path("/coverages/" + given_ + "/end"),
                     R"({"reason": "she shouted", "cause": ")" + std::string(cause) + "\"}");
    ASSERT_EQ(answer.status, 200) << answer.body;
    run_jobs();
  }
  vefa::testing::HttpAnswer tell(std::string const& more) {
    return client->post(path("/coverages/" + given_ + "/uses"),
                        R"({"visits": 1, "reason": "her neighbour rang")" + more + "}");
  }
  static std::string field(vefa::testing::HttpAnswer const& answer) {
    return text(answer.json().at("errors").at(0).at("field"));
  }
  /// All that was written freely in this module, however it is shown.
  std::string written() {
    std::string all;
    database_->read_now([&](db::Tx& tx) {
      for (auto const* of :
           {"SELECT reason FROM coverages", "SELECT names FROM coverages",
            "SELECT reason FROM coverage_endings", "SELECT reason FROM coverage_revivals",
            "SELECT reason FROM coverage_uses", "SELECT reason FROM coverage_uses_taken_back",
            "SELECT note FROM repair_times", "SELECT reason FROM repair_corrections"})
        for (auto const& one : tx.column<std::string>(vefa::testing::ad_hoc(of))) all += one + "|";
    });
    return all;
  }

  std::string ayse_;
  std::string unit_;
  std::string given_;
};
VEFA_ON_BOTH_DATABASES(ToldUses);

TEST_P(ToldUses, of_a_coverage_that_ended_lie_before_its_end) {
  EXPECT_EQ(field(tell(R"(, "used_on": "2026-11-23")")), "used_on") << "to come";
  end("returned");
  ASSERT_EQ(tell(R"(, "used_on": "2026-11-20")").status, 201);
  ASSERT_EQ(tell("").status, 201) << "it holds until today";
  clock.advance(std::chrono::hours(48));
  auto const after = tell("");
  EXPECT_EQ(key(after), "coverage.used_outside");
  EXPECT_EQ(field(after), "used_on");
  EXPECT_THAT(after.body, HasSubstr("1 November 2026"));
  EXPECT_THAT(after.body, HasSubstr("22 November 2026"));
  ASSERT_EQ(tell(R"(, "used_on": "2026-11-22")").status, 201);
  auto const told = client->get(path("/coverages/" + given_ + "/uses")).json().at("items");
  EXPECT_EQ(told.at(0).at("used_on"), "2026-11-22");
}

TEST_P(ToldUses, are_of_a_day_on_which_the_coverage_holds) {
  ASSERT_EQ(tell(R"(, "used_on": "2026-11-01")").status, 201) << "the first day";
  auto const early = tell(R"(, "used_on": "2026-10-31")");
  EXPECT_EQ(key(early), "coverage.used_outside");
  EXPECT_EQ(field(early), "used_on");
  EXPECT_THAT(early.body, HasSubstr("1 November 2026"));
  EXPECT_THAT(early.body, HasSubstr("22 November 2026")) << "nothing is told of a day to come";
  given_ = give_by(unit_, R"("start": "sale", "months": 1)");
  auto const late = tell("");
  EXPECT_EQ(key(late), "coverage.used_outside") << "it was over in February";
  EXPECT_THAT(late.body, HasSubstr("10 January 2026"));
  EXPECT_THAT(late.body, HasSubstr("10 February 2026"));
  ASSERT_EQ(tell(R"(, "used_on": "2026-02-10")").status, 201) << "the last day";
  EXPECT_EQ(key(tell(R"(, "used_on": "2026-02-11")")), "coverage.used_outside");
  EXPECT_EQ(key(tell(R"(, "used_on": "2026-01-09")")), "coverage.used_outside");
  given_ = give_by(unit_, R"("start": "given", "from_on": "2026-12-01")");
  auto const none = tell("");
  EXPECT_EQ(key(none), "coverage.used_too_early");
  EXPECT_EQ(field(none), "used_on");
  EXPECT_THAT(none.body, HasSubstr("1 December 2026"));
}

TEST_P(ToldUses, are_of_any_day_so_far_where_nobody_knows_when_the_coverage_begins_or_ends) {
  given_ = give_by(unit("S9"), R"("start": "sale", "months": 1)");
  ASSERT_EQ(tell(R"(, "used_on": "2020-01-01")").status, 201) << "no sale is known";
  end("returned");
  clock.advance(std::chrono::hours(48));
  auto const late = tell("");
  EXPECT_EQ(key(late), "coverage.used_after_end");
  EXPECT_THAT(late.body, HasSubstr("22 November 2026"));
  given_ = give_by(unit_, R"("start": "sale", "months": 1, "ends": "at_all",
                             "usage": [{"meter": "hours", "amount": 100}])");
  EXPECT_EQ(tell("").status, 201) << "it ends once it is used up, too";
}

TEST_P(ToldUses, of_a_double_are_told_of_the_one_that_stayed) {
  give();
  end("double");
  auto const refused = tell(R"(, "used_on": "2026-11-20")");
  EXPECT_EQ(key(refused), "coverage.ended_for_good");
  EXPECT_EQ(field(refused), "used_on");
}

TEST_P(ToldUses, name_a_decision_of_the_unit_or_none) {
  auto const refused = tell(R"(, "decision_id": "dec_0000000000042")");
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(field(refused), "decision_id");
}

TEST_P(ToldUses, stand_beside_times_in_repair_that_a_person_puts_right_with_a_reason) {
  auto const where = path("/units/" + unit_ + "/repairs");
  auto const told = client->post(where, R"({"from_on": "2026-11-10", "until_on": "2026-11-12"})");
  ASSERT_EQ(told.status, 201) << told.body;
  auto const one = where + "/" + text(told.json().at("id"));
  EXPECT_EQ(field(client->put(one, R"({"version": 1, "from_on": "2026-11-10", "reason": ""})")),
            "reason");
  EXPECT_EQ(key(client->put(one, R"({"version": 1, "from_on": "2026-11-12",
                                     "until_on": "2026-11-11", "reason": "x"})")),
            "coverage.repair_backwards");
  EXPECT_EQ(key(client->put(one, R"({"version": 1, "from_on": "2026-11-30", "reason": "x"})")),
            "coverage.day_in_future");
  auto const right =
      client->put(one, R"({"version": 1, "from_on": "2026-11-08", "until_on": "2026-11-20",
               "reason": "the slip says so"})");
  ASSERT_EQ(right.status, 200) << right.body;
  auto const now = client->get(where).json().at("items").at(0);
  EXPECT_EQ(text(now.at("from_on")) + "/" + text(now.at("until_on")), "2026-11-08/2026-11-20");
  EXPECT_THAT(written(), HasSubstr("the slip says so"));
  auto const& former = now.at("former").as_array();
  ASSERT_EQ(former.size(), 1u);
  EXPECT_EQ(text(former[0].at("was_from_on")) + "/" + text(former[0].at("was_until_on")),
            "2026-11-10/2026-11-12");
  EXPECT_EQ(text(former[0].at("reason")), "the slip says so");
  auto const stale = client->put(one, R"({"version": 1, "from_on": "2026-11-09", "reason": "x"})");
  EXPECT_EQ(stale.status, 409) << "somebody put it right since it was read";
  EXPECT_EQ(client
                ->put(where + "/rpt_0000000000042", R"({"version": 1,
                                                        "from_on": "2026-11-08", "reason": "x"})")
                .status,
            404);
}

TEST_P(ToldUses, stand_beside_times_in_repair_that_are_bound) {
  auto const where = path("/units/" + unit_ + "/repairs");
  auto const told = client->post(where, R"({"from_on": "2026-11-10", "until_on": "2026-11-12"})");
  ASSERT_EQ(told.status, 201) << told.body;
  auto const one = where + "/" + text(told.json().at("id"));
  for (auto const* from : {"0001-01-01", "2016-11-22"}) {
    auto const early = client->put(one, R"({"version": 1, "from_on": ")" + std::string(from) +
                                            R"(", "until_on": "2026-11-12", "reason": "x"})");
    EXPECT_EQ(key(early), "coverage.repair_too_early") << from << early.body;
    EXPECT_EQ(field(early), "from_on");
  }
  EXPECT_EQ(key(client->post(where, R"({"from_on": "0001-01-01"})")), "coverage.repair_too_early");
}

TEST_P(ToldUses, stand_beside_long_times_in_repair_of_who_may_approve) {
  auto const old = unit("S3");
  made("/units/" + old + "/sales", R"({"sold_on": "2020-01-10", "customer_id": ")" + ayse_ + "\"}");
  auto const id = UnitId::parse(old).value();
  Context agent{.now = clock.now(), .ids = &ids_};
  agent.actor.kind = ActorKind::Staff;
  Context boss = agent;
  boss.actor.permissions.set(static_cast<std::size_t>(Permission::RemediesApprove));
  database_->read_now([&](db::Tx& tx) {
    auto const told = [&](Context const& who, LocalDate from, std::optional<LocalDate> until) {
      auto const checked = check_told(who, tx, id, from, until);
      return checked.ok() ? std::string() : checked.error().key;
    };
    EXPECT_EQ(told(agent, {2020, 3, 1}, LocalDate{2026, 11, 20}), "coverage.repair_long");
    EXPECT_EQ(told(agent, {2020, 3, 1}, {}), "coverage.repair_long") << "it runs until today";
    EXPECT_EQ(told(agent, {2020, 3, 1}, LocalDate{2021, 3, 1}), "");
    EXPECT_EQ(told(boss, {2020, 3, 1}, LocalDate{2026, 11, 20}), "");
    EXPECT_EQ(told(boss, {2020, 1, 9}, LocalDate{2020, 2, 1}), "coverage.repair_too_early");
  });
}

TEST_P(ToldUses, and_all_that_was_written_of_her_unit_go_with_her_file) {
  auto const other = unit("S2");
  made("/units/" + other + "/coverages", R"({"names": {"en": "x"}, "reason": "another's",
      "lines": [{"component": "travel", "percent": 100, "payer": "company", "start": "given",
                 "from_on": "2026-11-01", "max_visits": 2}]})");
  ASSERT_EQ(client
                ->post(path("/units/" + unit_ + "/repairs"),
                       R"({"from_on": "2026-11-10", "note": "she smokes"})")
                .status,
            201);
  auto const use = tell("");
  ASSERT_EQ(use.status, 201) << use.body;
  auto const uses = path("/coverages/" + given_ + "/uses/");
  ASSERT_EQ(
      client->post(uses + text(use.json().at("id")) + "/take-back", R"({"reason": "she lied"})")
          .status,
      200);
  end("withdrawn");
  ASSERT_EQ(
      client->post(path("/coverages/" + given_ + "/revive"), R"({"reason": "she cried"})").status,
      200);
  EXPECT_THAT(written(), HasSubstr("her mother is ill"));
  erase(ayse_);
  for (auto const* words : {"mother", "smokes", "lied", "shouted", "cried", "neighbour", "Visits"})
    EXPECT_THAT(written(), Not(HasSubstr(words)));
  EXPECT_THAT(written(), HasSubstr("another's"));
  auto const now = client->get(path("/units/" + unit_ + "/coverages"));
  EXPECT_EQ(now.status, 200) << "what she was given stays with the unit: " << now.body;
}

TEST_P(ToldUses, are_words_about_whom_the_books_named_as_the_owner_when_they_were_written) {
  auto const stay = client->post(path("/units/" + unit_ + "/repairs"),
                                 R"({"from_on": "2026-11-20", "note": "her dog bit us"})");
  ASSERT_EQ(stay.status, 201) << stay.body;
  ASSERT_EQ(tell("").status, 201);
  clock.advance(std::chrono::hours(1));
  auto const bora = person("Bora", "bora@x.tr");
  ASSERT_EQ(client
                ->post(path("/units/" + unit_ + "/transfer"),
                       R"({"customer_id": ")" + bora + R"(", "from_on": "2026-11-05"})")
                .status,
            201);
  clock.advance(std::chrono::hours(1));
  ASSERT_EQ(client
                ->put(path("/units/" + unit_ + "/repairs/" + text(stay.json().at("id"))),
                      R"({"version": 1, "from_on": "2026-11-19", "reason": "Bora found the slip"})")
                .status,
            200);
  end("withdrawn");  // "she shouted": whoever owns it now
  erase(ayse_);
  for (auto const* hers : {"mother", "dog", "neighbour"})
    EXPECT_THAT(written(), Not(HasSubstr(hers))) << "the day of the transfer was told later";
  for (auto const* his : {"Bora", "shouted"})
    EXPECT_THAT(written(), HasSubstr(his)) << "on the day of the transfer, after it";
  erase(bora);
  for (auto const* his : {"Bora", "shouted"}) EXPECT_THAT(written(), Not(HasSubstr(his)));
}

}  // namespace
}  // namespace vefa::coverage
