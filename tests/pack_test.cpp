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

}  // namespace
}  // namespace vefa::testing
