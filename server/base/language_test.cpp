#include "base/language.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/permission.hpp"

namespace vefa {
namespace {

TEST(Languages, are_read_from_any_tag_of_theirs) {
  EXPECT_EQ(parse_language("tr"), Language::Tr);
  EXPECT_EQ(parse_language("tr-TR"), Language::Tr);
  EXPECT_EQ(parse_language("HU_hu"), Language::Hu);
  EXPECT_EQ(parse_language("iw"), Language::He);
  EXPECT_EQ(parse_language("he-IL"), Language::He);
  for (char const* other : {"", "de", "tra", "t", "-tr", "english"})
    EXPECT_FALSE(parse_language(other)) << other;
}

TEST(Languages, a_reader_gets_the_best_of_her_choices) {
  auto const pick = [](std::string_view header) {
    return negotiate_language(header, Language::Hu);
  };
  EXPECT_EQ(pick("tr-TR,tr;q=0.9,en;q=0.8"), Language::Tr);
  EXPECT_EQ(pick("de;q=1.0, en;q=0.5, he;q=0.7"), Language::He);
  EXPECT_EQ(pick("en;q=0, tr;q=0.1"), Language::Tr);
  EXPECT_EQ(pick("en , tr"), Language::En);
  EXPECT_EQ(pick("de, *;q=0.5"), Language::Hu);
  EXPECT_EQ(pick(""), Language::Hu);
  EXPECT_EQ(pick("en;q=x, ;;,,"), Language::Hu);
  EXPECT_EQ(pick(std::string(100000, ',') + "tr"), Language::Hu);
}

TEST(Languages, only_hebrew_runs_from_right_to_left) {
  for (Language const language : kLanguages)
    EXPECT_EQ(is_right_to_left(language), language == Language::He);
}

TEST(Permissions, each_has_a_name_that_leads_back_to_it) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(Permission::Count); ++i) {
    auto const permission = static_cast<Permission>(i);
    EXPECT_FALSE(name_of(permission).empty()) << i;
    EXPECT_EQ(parse_permission(name_of(permission)), permission);
  }
  EXPECT_EQ(name_of(Permission::CasesReadAll), "cases_read_all");
  EXPECT_FALSE(parse_permission("count"));
  EXPECT_FALSE(parse_permission(""));
}

TEST(Permissions, a_role_is_stored_and_read_back) {
  auto const set = parse_permissions("audit_read cases_read unknown_word  cases_read");
  EXPECT_EQ(to_text(set), "cases_read audit_read");
  EXPECT_EQ(parse_permissions(to_text(set)), set);
  EXPECT_TRUE(has(set, Permission::AuditRead));
  EXPECT_FALSE(has(set, Permission::CasesWrite));
  EXPECT_EQ(to_text(parse_permissions("")), "");
}

}  // namespace
}  // namespace vefa
