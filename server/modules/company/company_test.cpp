#include "modules/company/company.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/jobs.hpp"
#include "tests/support/databases.hpp"

namespace vefa::company {
namespace {

class Company : public testing::OnBothDatabases {
 protected:
  Company() { jobs::install(registry_); }
  Context context() { return {.now = {1'800'000'000'000}, .ids = &ids_}; }
  static Profile read(db::Database& database) {
    return database.read_result([](db::Tx& tx) { return Result<Profile>(profile(tx)); }).value();
  }
  Result<Profile> save(db::Database& database, Profile const& wanted) {
    return database.write_result([&](db::Tx& tx) { return change(context(), tx, wanted); });
  }

  jobs::Registry registry_;
  IdSource ids_;
};
VEFA_ON_BOTH_DATABASES(Company);

TEST_P(Company, the_profile_is_there_before_anyone_sets_it) {
  auto const database = fresh();
  EXPECT_EQ(to_json_text(read(*database)), to_json_text(Profile{}));
}

TEST_P(Company, what_is_saved_is_read_again) {
  auto const database = fresh();
  auto wanted = read(*database);
  wanted.name = "  Ege Beyaz Eşya ";
  wanted.default_language = Language::Tr;
  wanted.languages = {Language::Tr, Language::He};
  wanted.zone = "Asia/Jerusalem";
  wanted.country = "IL";
  wanted.currency = "ILS";
  wanted.public_url = "https://service.example.com/";
  wanted.case_number_prefix = "EGE";
  wanted.undo_send_seconds = 0;
  wanted.sender_names = {{"tr", "Ege Müşteri Hizmetleri"}, {"he", "  "}};
  wanted.signatures = {{"tr", "Ege Beyaz Eşya\nMüşteri Hizmetleri"}};
  auto const saved = save(*database, wanted);
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->version, 2);
  auto const found = read(*database);
  EXPECT_EQ(to_json_text(found), to_json_text(*saved));
  EXPECT_EQ(found.name, "Ege Beyaz Eşya");
  EXPECT_EQ(found.public_url, "https://service.example.com");
  EXPECT_EQ(sender_name(found, Language::Tr), "Ege Müşteri Hizmetleri");
  EXPECT_EQ(sender_name(found, Language::He), "Ege Beyaz Eşya");
  EXPECT_EQ(signature(found, Language::Tr), "Ege Beyaz Eşya\nMüşteri Hizmetleri");
  EXPECT_EQ(signature(found, Language::He), "Ege Beyaz Eşya");
}

TEST_P(Company, what_cannot_be_is_refused_by_its_field) {
  auto const database = fresh();
  auto wanted = read(*database);
  wanted.name = " ";
  wanted.languages = {Language::Tr, Language::Tr};
  wanted.zone = "Europe/Atlantis";
  wanted.country = "tr";
  wanted.currency = "XXXX";
  wanted.public_url = "javascript:alert(1)";
  wanted.case_number_prefix = "V1";
  wanted.undo_send_seconds = 121;
  wanted.reopen_limit = -1;
  wanted.sender_names = {{"de", "Kundendienst"}};
  wanted.signatures = {{"tr", std::string(2001, 'x')}};
  wanted.remedy_kind = "flowers";
  wanted.remedy_minor = -1;
  auto const refused = save(*database, wanted);
  ASSERT_FALSE(refused.ok());
  std::vector<std::string> fields{refused.error().field};
  for (auto const& more : refused.error().also) fields.push_back(more.field);
  EXPECT_THAT(fields, ::testing::ElementsAre("name", "languages", "languages", "zone", "country",
                                             "currency", "public_url", "case_number_prefix",
                                             "undo_send_seconds", "reopen_limit", "sender_names.de",
                                             "signatures.tr", "remedy_kind", "remedy_minor"));
  EXPECT_EQ(read(*database).version, 1);
}

TEST_P(Company, an_older_version_is_refused) {
  auto const database = fresh();
  auto first = read(*database);
  auto second = first;
  first.name = "First";
  second.name = "Second";
  ASSERT_TRUE(save(*database, first).ok());
  auto const refused = save(*database, second);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Stale);
  EXPECT_EQ(read(*database).name, "First");
}

TEST_P(Company, a_change_records_the_names_of_what_changed) {
  auto const database = fresh();
  auto wanted = read(*database);
  ASSERT_TRUE(save(*database, wanted).ok());  // nothing changed, nothing recorded
  wanted.zone = "Europe/Budapest";
  wanted.name = "Duna Háztartási Gépek";
  ASSERT_TRUE(save(*database, wanted).ok());
  std::vector<std::string> events;
  auto const statement =
      testing::ad_hoc("SELECT payload FROM events WHERE kind = 'company.changed'");
  database->read_now([&](db::Tx& tx) { events = tx.column<std::string>(statement); });
  EXPECT_THAT(events, ::testing::ElementsAre(R"({"version":2,"members":["name","zone"]})"));
}

}  // namespace
}  // namespace vefa::company
