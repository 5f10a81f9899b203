// What the owner of a unit is told of it in writing.
#include "modules/cases/owner_letters.hpp"

#include <gmock/gmock.h>

#include "base/server_key.hpp"
#include "modules/coverage/coverage.hpp"
#include "modules/units/test_house.hpp"

namespace vefa::cases {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class OwnerLetters : public units::Units {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    Units::SetUp();
  }
  void add_more_routes(http::Routes& routes) override {
    cases::add_routes(routes);
    coverage::add_routes(routes);
  }
  void add_more_jobs(jobs::Registry& registry) override {
    cases::add_jobs(registry);
    coverage::add_jobs(registry);
  }

  struct Owned {
    std::string unit;
    std::string customer;
    std::string coverage;
  };
  Owned owned(std::string const& serial, std::string const& contacts) {
    Owned out{.unit = unit(serial), .customer = {}, .coverage = {}};
    out.customer = made("/customers", R"({"kind": "person", "display_name": "Ayşe Yılmaz",
        "language": "tr", "contacts": [)" +
                                          contacts + "]}");
    made("/units/" + out.unit + "/sales",
         R"({"sold_on": "2026-01-10", "customer_id": ")" + out.customer + "\"}");
    out.coverage = give(out.unit);
    run_jobs();
    return out;
  }
  std::string give(std::string const& unit) {
    return made("/units/" + unit + "/coverages", R"({"names": {"en": "Plus", "tr": "Artı güvence"},
        "reason": "bought in the shop", "lines": [{"component": "parts", "percent": 100,
        "payer": "company", "start": "given", "from_on": "2026-01-10", "months": 36}]})");
  }
  void act(Owned const& of, char const* verb, std::string const& body) {
    auto const answer = client->post(path("/coverages/" + of.coverage + "/" + verb), body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    run_jobs();
  }
  Json cases_of(Owned const& of) {
    return client->get(path("/units/" + of.unit + "/cases")).json().at("items");
  }
  /// All that was written to her on a case, oldest first.
  std::string said_on(Json const& row) {
    std::string all;
    database_->read_now([&](db::Tx& tx) {
      for (auto const& i : interactions::of_case(tx, *CaseId::parse(text(row.at("id"))), {}, 50))
        if (i.direction == interactions::Direction::Outbound)
          all += i.subject + "\n" + i.text + "\n";
    });
    return all;
  }
  static constexpr char const* kMail = R"({"kind": "email", "value": "ayse@example.com"})";
};
VEFA_ON_BOTH_DATABASES(OwnerLetters);

TEST_P(OwnerLetters, what_is_withdrawn_is_told_with_the_reason_the_day_and_where_to_object) {
  auto const hers = owned("S1", kMail);
  act(hers, "end", R"({"cause": "withdrawn", "reason": "fatura iptal edildi"})");
  auto const rows = cases_of(hers);
  ASSERT_EQ(rows.as_array().size(), 1U);
  EXPECT_EQ(rows.at(0).at("state"), "solved") << "it waits for her word";
  EXPECT_THAT(said_on(rows.at(0)),
              AllOf(HasSubstr("Artı güvence"), HasSubstr("fatura iptal edildi"),
                    HasSubstr("23 Aralık 2026 tarihinden itibaren"),
                    HasSubstr("22 Aralık 2026 tarihine kadar"), HasSubstr("Yasanın size tanıdığı"),
                    HasSubstr("/c/")));
  database_->read_now([&](db::Tx& tx) {
    auto const owed = promises::pending_of(tx, *CaseId::parse(text(rows.at(0).at("id"))));
    ASSERT_EQ(owed.size(), 1U) << "the telling was owed, and is done";
    EXPECT_EQ(owed.front().kind, promises::PromiseKind::ConfirmBy);
  });
  // Taken back: she is told that too, and where she was told before.
  act(hers, "revive", R"({"reason": "ödeme bulundu"})");
  ASSERT_EQ(cases_of(hers).as_array().size(), 1U);
  EXPECT_THAT(said_on(rows.at(0)), AllOf(HasSubstr("bir yanlışlıktı"), HasSubstr("ödeme bulundu")));
}

TEST_P(OwnerLetters, what_is_nobodys_loss_is_told_in_other_words) {
  auto const back = owned("S1", kMail);
  act(back, "end", R"({"cause": "returned", "reason": "fiş 17"})");
  EXPECT_THAT(said_on(cases_of(back).at(0)),
              AllOf(HasSubstr("bedeli geri ödendiği için"), HasSubstr("fiş 17")));
  auto const twice = owned("S2", R"({"kind": "email", "value": "banu@example.com"})");
  give(twice.unit);
  act(twice, "end", R"({"cause": "double", "reason": "iki kez girildi"})");
  EXPECT_THAT(said_on(cases_of(twice).at(0)),
              AllOf(HasSubstr("sizin için bir şey değişmiyor"), Not(HasSubstr("itibaren"))));
}

TEST_P(OwnerLetters, an_open_case_about_the_unit_is_where_she_is_told) {
  auto const hers = owned("S1", kMail);
  auto const open = made("/cases", R"({"customer_id": ")" + hers.customer +
                                       R"(", "channel": "phone", "kind": "repair",
      "subject": "Buzdolabı", "text": "Soğutmuyor."})");
  ASSERT_EQ(
      client->put(path("/cases/" + open + "/unit"), R"({"unit_id": ")" + hers.unit + "\"}").status,
      200);
  act(hers, "end", R"({"cause": "withdrawn", "reason": "fatura iptal edildi"})");
  auto const rows = cases_of(hers);
  ASSERT_EQ(rows.as_array().size(), 1U);
  EXPECT_THAT(said_on(rows.at(0)), HasSubstr("fatura iptal edildi"));
  EXPECT_EQ(rows.at(0).at("state"), "open");
}

TEST_P(OwnerLetters, who_has_no_address_is_told_by_a_person_who_owes_it) {
  auto const hers = owned("S1", R"({"kind": "phone", "value": "+905551112233"})");
  act(hers, "end", R"({"cause": "withdrawn", "reason": "fatura iptal edildi"})");
  auto const rows = cases_of(hers);
  ASSERT_EQ(rows.as_array().size(), 1U);
  EXPECT_EQ(rows.at(0).at("state"), "open");
  EXPECT_EQ(said_on(rows.at(0)), "");
  database_->read_now([&](db::Tx& tx) {
    auto const owed = promises::pending_of(tx, *CaseId::parse(text(rows.at(0).at("id"))));
    ASSERT_EQ(owed.size(), 1U);
    EXPECT_EQ(owed.front().kind, promises::PromiseKind::NotifyBy);
    EXPECT_THAT(owed.front().what, HasSubstr("fatura iptal edildi"));
  });
}

TEST_P(OwnerLetters, nobody_is_told_of_what_nobody_has) {
  auto const id = unit("S9");
  Owned const nobodys{.unit = id, .customer = {}, .coverage = give(id)};
  act(nobodys, "end", R"({"cause": "withdrawn", "reason": "x"})");
  EXPECT_EQ(cases_of(nobodys).as_array().size(), 0U);
}

}  // namespace
}  // namespace vefa::cases
