// How long quotes and invoices on paper are kept. The clock stands at 2026-11-22.
#include <gmock/gmock.h>

#include "modules/billing/test_house.hpp"
#include "modules/company/company.hpp"
#include "modules/documents/documents.hpp"
#include "modules/documents/settings.hpp"

namespace vefa::billing {
namespace {

using documents::DocumentSettings;
using ::testing::HasSubstr;

class BooksOnPaper : public Cashier {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Cashier::add_more_routes(routes);
    documents::add_routes(routes);
  }
  void add_more_jobs(jobs::Registry& registry) override {
    Cashier::add_more_jobs(registry);
    documents::add_jobs(registry);
  }
  Result<DocumentSettings> keeping(std::int64_t bookkeeping_years, std::int64_t kept_years = 5) {
    return write([&](db::Tx& tx) {
      auto wanted = documents::settings(tx);
      wanted.station_contacts = {"Gül Sok. 5, İzmir"};
      wanted.bookkeeping_years = bookkeeping_years;
      wanted.kept_years = kept_years;
      return documents::change_settings(system(), tx, wanted);
    });
  }
  void at_home_in(char const* country) {
    ASSERT_TRUE(write([&](db::Tx& tx) {
                  auto profile = company::profile(tx);
                  profile.country = country;
                  return company::change(system(), tx, profile);
                }).ok());
  }
  documents::Document printed(char const* what, Json const& of) {
    auto const answer =
        client->post(path(std::string("/") + what + "/" + text(of.at("id")) + "/document"), "{}");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return stored(*documents::DocumentId::parse(text(answer.json().at("document_id"))));
  }
  documents::Document stored(documents::DocumentId id) {
    documents::Document row;
    database_->read_now([&](db::Tx& tx) { row = documents::find(tx, id).value(); });
    return row;
  }
  Json invoice() {
    bought_ = sold_abroad("S1", "2026-01-10");
    return invoiced(quoted(open_case(bought_, "repair"), kTravel));
  }
  std::vector<customers::HoldReason> held() {
    std::vector<customers::HoldReason> out;
    database_->read_now([&](db::Tx& tx) {
      out = documents::holds(system(), tx, *CustomerId::parse(bought_.customer));
    });
    return out;
  }

  Sold bought_;
};
VEFA_ON_BOTH_DATABASES(BooksOnPaper);

TEST_P(BooksOnPaper, are_kept_as_long_as_the_law_of_the_companys_country_wants) {
  ASSERT_TRUE(keeping(0).ok());
  auto const turkish = printed("invoices", invoice());
  EXPECT_EQ(to_text(turkish.kept_until_on), "2037-01-01") << "ten years from the end of this one";
  EXPECT_THAT(turkish.kept_by, HasSubstr("6102"));
  at_home_in("HU");
  auto const of = invoiced(quoted(open_case(bought_, "repair"), kTravel));
  auto const hungarian = printed("invoices", of);
  EXPECT_EQ(to_text(hungarian.kept_until_on), "2035-06-01");
  EXPECT_THAT(hungarian.kept_by, HasSubstr("2000. évi C."));
  at_home_in("IL");
  auto const israeli = printed("invoices", invoiced(quoted(open_case(bought_, "repair"), kTravel)));
  EXPECT_EQ(to_text(israeli.kept_until_on), "2034-01-01");
  at_home_in("US");
  auto const abroad = printed("invoices", invoiced(quoted(open_case(bought_, "repair"), kTravel)));
  EXPECT_EQ(to_text(abroad.kept_until_on), "2031-11-22") << "no law that we know: the company's";
  EXPECT_EQ(abroad.kept_by, "");
}

TEST_P(BooksOnPaper, are_kept_longer_where_the_company_says_so_and_never_shorter_than_law) {
  auto const shorter = keeping(9);
  EXPECT_EQ(shorter.error().key, "documents.shorter_than_law");
  EXPECT_EQ(shorter.error().field, "bookkeeping_years");
  EXPECT_EQ(keeping(51).error().key, "documents.bad_years");
  ASSERT_TRUE(keeping(10).ok()) << "as long";
  ASSERT_TRUE(keeping(15).ok());
  auto const one = invoice();
  EXPECT_EQ(to_text(printed("invoices", one).kept_until_on), "2042-01-01");
  ASSERT_TRUE(keeping(0, 30).ok());
  auto const quote = quoted(open_case(bought_, "repair"), kTravel);
  EXPECT_EQ(to_text(printed("quotes", quote).kept_until_on), "2056-11-22")
      << "what the company keeps everything for, where that is longer";
  at_home_in("HU");
  EXPECT_TRUE(keeping(8).ok());
  EXPECT_EQ(keeping(7).error().key, "documents.shorter_than_law");
}

TEST_P(BooksOnPaper, made_before_the_law_was_known_are_not_erased_too_early) {
  ASSERT_TRUE(keeping(0).ok());
  auto const paper = printed("invoices", invoice());
  by_hand("UPDATE documents SET kept_until_on = '2027-11-22', kept_by = ''");
  clock.set(parse_instant("2027-11-23T06:00:00Z").value());
  run_jobs();
  EXPECT_FALSE(stored(paper.id).erased_at);
  EXPECT_EQ(to_text(stored(paper.id).kept_until_on), "2037-01-01");
  EXPECT_THAT(stored(paper.id).kept_by, HasSubstr("6102"));
  clock.set(parse_instant("2037-01-02T06:00:00Z").value());
  run_jobs();
  EXPECT_TRUE(stored(paper.id).erased_at);
}

TEST_P(BooksOnPaper, are_kept_by_settings_that_were_written_before_there_was_a_law_on_books) {
  ASSERT_TRUE(keeping(0, 7).ok());
  auto const old = client->get(path("/documents/settings")).json();
  auto body = old.as_object();
  body.erase("bookkeeping_years");
  auto const changed = client->put(path("/documents/settings"), boost::json::serialize(Json(body)));
  ASSERT_EQ(changed.status, 200) << changed.body;
  auto const now = client->get(path("/documents/settings")).json();
  EXPECT_EQ(now.at("kept_years"), 7) << "nothing of them is lost";
  EXPECT_EQ(to_text(printed("invoices", invoice()).kept_until_on), "2037-01-01");
}

TEST_P(BooksOnPaper, hold_her_file_for_the_laws_time_and_not_for_the_companys) {
  ASSERT_TRUE(keeping(20).ok());
  printed("invoices", invoice());
  ASSERT_EQ(held().size(), 1U);
  EXPECT_EQ(held()[0].key, "documents.held");
  EXPECT_EQ(held()[0].args.back(), std::pair(std::string("until"), std::string("2037-01-01")))
      << "the company keeps them until 2047";
}

TEST_P(BooksOnPaper, say_which_law_wants_them_kept_and_where_it_stands) {
  auto const laws = client->get(path("/documents/bookkeeping")).json().at("items").as_array();
  ASSERT_EQ(laws.size(), 2U);
  EXPECT_EQ(laws[0].at("kind"), "invoice");
  EXPECT_THAT(text(laws[0].at("words")), HasSubstr("10"));
  EXPECT_THAT(text(laws[0].at("act")), HasSubstr("82"));
  EXPECT_EQ(laws[0].at("confidence"), "verified_secondary");
  EXPECT_NE(text(laws[0].at("source")), "");
  at_home_in("US");
  EXPECT_TRUE(client->get(path("/documents/bookkeeping")).json().at("items").as_array().empty());
}

}  // namespace
}  // namespace vefa::billing
