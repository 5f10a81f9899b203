// `vefa pack`: law as data from the command line, by the real program.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/vefa_process.hpp"

namespace vefa::testing {
namespace {

bool says(Ran const& ran, std::string const& text) {
  return ran.said.find(text) != std::string::npos;
}

TEST(PackCommand, the_packs_of_the_program_pass_and_a_year_without_data_is_named) {
  auto const good = run_vefa({"pack", "check", "--year", "2027"});
  EXPECT_EQ(good.status, 0) << good.said;
  for (auto const* code : {"TR ", "HU ", "IL ", "EU "}) EXPECT_TRUE(says(good, code)) << code;
  auto const bad = run_vefa({"pack", "check", "tr", "--year", "2099", "--language", "hu"});
  EXPECT_EQ(bad.status, 1);
  EXPECT_TRUE(says(bad, "packs/tr/pack.yaml:"));
  EXPECT_TRUE(says(bad, "calendars.tr-aftersales.years"));
  EXPECT_TRUE(says(bad, "Bővítse"));
}

TEST(PackCommand, a_folder_takes_the_place_of_what_is_built_in) {
  auto const folder = temporary_folder();
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/pack.yaml") << "pack: {id: XX}\nrules: []\ncolour: red\n";
  auto const ran = run_vefa({"pack", "check", "--folder", folder});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(says(ran, folder + "/pack.yaml:1: pack.version"));
  EXPECT_TRUE(says(ran, folder + "/pack.yaml:3: colour"));
  std::filesystem::remove_all(folder);
}

TEST(PackCommand, a_rule_is_explained_in_four_languages_with_each_skipped_day) {
  struct {
    char const* language;
    char const* says;
  } const cases[] = {{"en", "29 October 2026: not counted, Republic Day."},
                     {"tr", "29 Ekim 2026: sayılmaz, Cumhuriyet Bayramı."},
                     {"hu", "2026. október 29.: nem számít, a köztársaság napja."},
                     {"he", "29 באוקטובר 2026: אינו נמנה, יום הרפובליקה."}};
  for (auto const& c : cases) {
    auto const ran =
        run_vefa({"pack", "explain", "TR-04", "--date", "2026-10-24", "--language", c.language});
    EXPECT_EQ(ran.status, 0);
    EXPECT_TRUE(says(ran, c.says)) << ran.said;
  }
  EXPECT_EQ(run_vefa({"pack", "explain", "TR-99"}).status, 1);
  EXPECT_TRUE(says(run_vefa({"pack", "show", "il", "--language", "he"}), "תיקון בבית הצרכן"));
}

TEST(PackCommand, a_rule_is_explained_whatever_the_other_packs_lack_for_that_year) {
  auto const explain = [](char const* rule, char const* date) {
    return run_vefa({"pack", "explain", rule, "--date", date, "--language", "en"});
  };
  // The Union's calendar begins in 2018, Hungary's in 2021: neither is asked.
  auto const turkey = explain("TR-04", "2016-09-08");
  EXPECT_EQ(turkey.status, 0) << turkey.said;
  EXPECT_TRUE(says(turkey, "Substitute product")) << turkey.said;
  auto const israel = explain("IL-01", "2010-05-04");
  EXPECT_EQ(israel.status, 0) << israel.said;
  EXPECT_TRUE(says(israel, "4 May 2011")) << israel.said;
  auto const late = explain("TR-04", "2033-05-04");
  EXPECT_EQ(late.status, 1) << "its own calendar ends with 2032";
  EXPECT_TRUE(says(late, "2033")) << late.said;
  EXPECT_FALSE(says(late, "packs/hu")) << late.said;
  auto const limit = explain("TR-14-limit", "2026-06-01");
  EXPECT_TRUE(says(limit, "186,000.00")) << limit.said;
  EXPECT_TRUE(says(limit, "after 31 December 2026 is not known")) << limit.said;
}

TEST(PackCommand, a_check_says_which_decree_is_not_known) {
  auto const next = run_vefa({"pack", "check", "hu", "--year", "2027", "--language", "en"});
  EXPECT_EQ(next.status, 0) << next.said;
  EXPECT_TRUE(says(next, "HU: the decree of 2027 on swapped days is not known")) << next.said;
  auto const known = run_vefa({"pack", "check", "hu", "--year", "2026", "--language", "en"});
  EXPECT_FALSE(says(known, "not known")) << known.said;
}

}  // namespace
}  // namespace vefa::testing
