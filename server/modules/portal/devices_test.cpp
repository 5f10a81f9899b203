#include <gmock/gmock.h>

#include "modules/portal/devices.hpp"
#include "modules/portal/portal.hpp"
#include "modules/sale_promises/test_house.hpp"

namespace vefa::portal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using vefa::testing::HttpAnswer;

class HerDevices : public sale_promises::Shop {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Shop::add_more_routes(routes);
    portal::add_routes(routes);
  }

  static std::string link_of(std::string const& customer, std::string const& unit = {}) {
    units::HerLink link{CustomerId::parse(customer).value(), {}};
    if (!unit.empty()) link.unit_id = UnitId::parse(unit).value();
    return "/d/" + units::link_token(link);
  }
  HttpAnswer open(std::string const& where) {
    vefa::testing::HttpClient nobody(port_of());
    return nobody.get(where, {{"Accept-Language", "tr"}});
  }
  HttpAnswer say(std::string const& where, std::string const& unit, std::string const& words,
                 std::string const& about = "repair") {
    std::string body;
    for (auto const& [name, value] :
         {std::pair<std::string, std::string>{"unit", unit}, {"about", about}, {"message", words}})
      body +=
          "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    vefa::testing::HttpClient nobody(port_of());
    return nobody.send("POST", where, body + "--b--\r\n",
                       {{"Content-Type", "multipart/form-data; boundary=b"}});
  }
  void speaks(std::string const& customer, char const* language) {
    auto const now = client->get(path("/customers/" + customer)).json();
    auto const version =
        now.as_object().contains("customer") ? now.at("customer").at("version") : now.at("version");
    auto const answer = client->patch(path("/customers/" + customer),
                                      R"({"version": )" + boost::json::serialize(version) +
                                          R"(, "language": ")" + language + "\"}");
    EXPECT_EQ(answer.status, 200) << answer.body;
  }
  /// Of hers, another fridge.
  std::string also(Sold const& of, std::string const& serial) {
    auto const id = unit(serial);
    made("/units/" + id + "/sales",
         R"({"sold_on": "2026-05-01", "customer_id": ")" + of.customer + "\"}");
    run_jobs();
    return id;
  }
};
VEFA_ON_BOTH_DATABASES(HerDevices);

TEST_P(HerDevices, she_sees_all_her_devices_and_what_is_free_on_each_in_her_language) {
  auto const of = sold("FIRST-1", "2026-03-02");
  auto const second = also(of, "SECOND-2");
  promised(of, kTwoVisits);
  auto const others = sold("OTHERS-3", "2026-03-02");
  speaks(of.customer, "tr");
  auto const page = open(link_of(of.customer));
  ASSERT_EQ(page.status, 200) << page.body;
  for (auto const* said : {"FIRST-1", "SECOND-2", "Cihazlarınız", "Ücretsiz bakım",
                           "Arıza bildirin ya da soru sorun", "<html lang=\"tr\" dir=\"ltr\">"})
    EXPECT_THAT(page.body, HasSubstr(said));
  EXPECT_THAT(page.body, Not(HasSubstr("OTHERS-3")));
  EXPECT_THAT(page.body, Not(HasSubstr("<script")));
  speaks(of.customer, "he");
  EXPECT_THAT(open(link_of(of.customer)).body, HasSubstr("<html lang=\"he\" dir=\"rtl\">"));
  // What is another's now is gone from it; whoever has nothing is told how to begin.
  made("/units/" + second + "/transfer", R"({"customer_id": ")" + others.customer + "\"}");
  EXPECT_THAT(open(link_of(of.customer)).body, Not(HasSubstr("SECOND-2")));
  EXPECT_THAT(open(link_of(others.customer)).body, HasSubstr("SECOND-2"));
  auto const nothing = person("Banu Ak", "banu@example.com");
  auto const empty = open(link_of(nothing));
  EXPECT_EQ(empty.status, 200);
  EXPECT_THAT(empty.body, HasSubstr("class=\"question\""));
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 0) << "opening it changes nothing";
}

TEST_P(HerDevices, she_reports_a_fault_of_one_and_the_case_names_it) {
  auto const of = sold("FIRST-1", "2026-03-02");
  auto const second = also(of, "SECOND-2");
  auto const link = link_of(of.customer);
  for (int twice = 0; twice < 2; ++twice) {
    auto const done = say(link, second, "It does not cool any more.");
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_THAT(done.body, HasSubstr("<a href=\"/c/")) << "her page of it";
    EXPECT_THAT(done.body, HasSubstr("We answer you by"));
  }
  ASSERT_EQ(count("SELECT COUNT(*) FROM cases WHERE kind = 'repair'"), 1) << "pressed twice";
  EXPECT_EQ(count("SELECT COUNT(*) FROM promises WHERE state = 'pending' AND kind = 'answer_by'"),
            1)
      << "an answer is owed";
  EXPECT_EQ(count(("SELECT COUNT(*) FROM case_units WHERE unit_id = " +
                   std::to_string(UnitId::parse(second)->value))
                      .c_str()),
            1);
  EXPECT_THAT(open(link).body, HasSubstr("We are on it: case"));
  EXPECT_EQ(say(link, of.unit, "Where is the filter?", "question").status, 200);
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases WHERE kind = 'question'"), 1);
  // Nothing said, too much said: it stands in the form again, and nothing is opened.
  EXPECT_THAT(say(link, of.unit, " ").body, HasSubstr("Write a few words, or attach a photo."));
  auto const long_words = "begins " + std::string(20001, 'x');
  auto const refused = say(link, of.unit, long_words);
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("begins xxx"));
  // What is not hers is no device of this page.
  auto const others = sold("OTHERS-3", "2026-03-02");
  EXPECT_EQ(say(link, others.unit, "Broken.").status, 422);
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 2);
}

TEST_P(HerDevices, a_code_on_a_paper_shows_that_device_alone_and_only_while_it_is_hers) {
  auto const of = sold("FIRST-1", "2026-03-02");
  also(of, "SECOND-2");
  auto const paper = link_of(of.customer, of.unit);
  auto const page = open(paper);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("FIRST-1"));
  EXPECT_THAT(page.body, Not(HasSubstr("SECOND-2")));
  EXPECT_THAT(page.body, Not(HasSubstr("Ayşe"))) << "whose it is stands on the paper, not here";
  auto const done = say(paper, of.unit, "It does not cool any more.");
  EXPECT_EQ(done.status, 200);
  EXPECT_THAT(done.body, Not(HasSubstr("<a href=\"/c/")))
      << "what is said on the case is hers alone";
  EXPECT_THAT(open(paper).body, Not(HasSubstr("/documents/")));
  auto const buyer = person("Banu Ak", "banu@example.com");
  made("/units/" + of.unit + "/transfer", R"({"customer_id": ")" + buyer + "\"}");
  auto const gone = open(paper);
  EXPECT_EQ(gone.status, 404);
  EXPECT_THAT(gone.body, HasSubstr("/g/")) << "whoever has it now may register it";
  EXPECT_THAT(gone.body, Not(HasSubstr("FIRST-1")));
}

TEST_P(HerDevices, a_forged_link_shows_nothing) {
  auto const of = sold("FIRST-1", "2026-03-02");
  for (auto const& link : {link_of(of.customer), link_of(of.customer, of.unit)}) {
    ASSERT_EQ(open(link).status, 200);
    for (std::size_t i = 3; i < link.size(); ++i) {
      auto forged = link;
      forged[i] = forged[i] == 'A' ? 'B' : 'A';
      EXPECT_FALSE(units::her_link_of_token(std::string_view(forged).substr(3))) << i;
    }
    EXPECT_EQ(open(link + "A").status, 404);
  }
  EXPECT_EQ(open("/d/x").status, 404);
  EXPECT_EQ(say("/d/x", of.unit, "Broken.").status, 404);
}

TEST_P(HerDevices, who_reports_many_at_once_is_slowed_and_goes_on_later) {
  auto const of = sold("FIRST-1", "2026-03-02");
  auto const link = link_of(of.customer);
  int taken = 0;
  while (taken < 30 && say(link, of.unit, "No. " + std::to_string(taken)).status == 200) ++taken;
  EXPECT_GE(taken, 5) << "all that a storm broke";
  EXPECT_LT(taken, 30);
  auto const last = say(link, of.unit, "One more.");
  EXPECT_THAT(last.body, HasSubstr("One more.")) << "what she wrote stands there again";
  clock.advance(std::chrono::minutes(3));
  EXPECT_EQ(say(link, of.unit, "One more.").status, 200);
}

TEST_P(HerDevices, who_types_anothers_address_at_a_box_sees_nothing_of_her_books) {
  auto const ayse = sold("FIRST-1", "2026-03-02");  // known by FIRST-1@x.tr
  auto const others = sold("OTHERS-3", "2026-03-02");
  clock.advance(std::chrono::minutes(30));
  auto const url =
      text(client->get(path("/units/" + others.unit + "/registration-link")).json().at("url"));
  vefa::testing::HttpClient nobody(port_of());
  auto const done = nobody.send("POST", url.substr(url.find("/g/")),
                                "sold_on=2026-03-02&name=X&contact=FIRST-1%40x.tr",
                                {{"Content-Type", "application/x-www-form-urlencoded"}});
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 1) << "a person looks at it, and answers her";
  EXPECT_THAT(done.body, Not(HasSubstr("<a href=\"/c/"))) << "by her own address, not here";
  EXPECT_THAT(done.body, Not(HasSubstr("<a href=\"/d/")));
}

}  // namespace
}  // namespace vefa::portal
