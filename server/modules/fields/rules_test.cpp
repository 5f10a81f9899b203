#include "modules/fields/rules.hpp"

#include <gtest/gtest.h>

namespace vefa::fields {
namespace {

Field field(std::string key, FieldType type, bool required = false) {
  return {.key = std::move(key), .type = type, .label = {{"en", {"Label"}}}, .required = required};
}

std::vector<Field> contract_fields() {
  auto choice = field("grade", FieldType::Choice);
  choice.choices = {{{"gold"}, {{"en", {"Gold"}}}}, {{"silver"}, {{"en", {"Silver"}}}}};
  auto old = field("fax", FieldType::Text, true);
  old.retired_at = Instant{1};
  return {field("contract", FieldType::Text, true), field("floors", FieldType::Number),
          field("signed_on", FieldType::Date),      choice,
          field("lift", FieldType::Bool),           old};
}

TEST(CustomFields, values_of_the_right_type_are_kept) {
  JsonObject const values{{"contract", " A-1 "},
                          {"floors", 3},
                          {"signed_on", "2026-02-28"},
                          {"grade", "gold"},
                          {"lift", false}};
  auto const result = check(contract_fields(), Target::Customer, values, {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->at("contract"), "A-1");
  EXPECT_EQ(result->at("lift"), false);
  EXPECT_EQ(result->size(), 5u);
}

TEST(CustomFields, each_wrong_value_is_named_with_its_field) {
  JsonObject const values{{"contract", 1},     {"floors", "3"}, {"signed_on", "2026-02-30"},
                          {"grade", "bronze"}, {"lift", 1},     {"unheard", 1}};
  auto const result = check(contract_fields(), Target::Case, values, {});
  ASSERT_FALSE(result.ok());
  std::map<std::string, std::string> found{{result.error().field, result.error().key}};
  for (auto const& more : result.error().also) found[more.field] = more.key;
  EXPECT_EQ(found.size(), 6u);
  EXPECT_EQ(found["fields.floors"], "fields.not_number");
  EXPECT_EQ(found["fields.signed_on"], "fields.not_date");
  EXPECT_EQ(found["fields.grade"], "fields.not_choice");
  EXPECT_EQ(found["fields.lift"], "fields.not_bool");
  EXPECT_EQ(found["fields.unheard"], "fields.unknown");
  EXPECT_TRUE(found.contains("fields.contract"));
}

TEST(CustomFields, a_required_value_cannot_be_left_out_or_null) {
  for (auto const& values : {JsonObject{}, JsonObject{{"contract", nullptr}}}) {
    auto const result = check(contract_fields(), Target::Customer, values, {});
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().key, "fields.required");
    EXPECT_EQ(result.error().field, "custom.contract");
  }
}

TEST(CustomFields, values_of_a_retired_field_stay_and_cannot_be_given_anew) {
  JsonObject const before{{"contract", "A"}, {"fax", "123"}};
  auto const kept = check(contract_fields(), Target::Customer, {{"contract", "B"}}, before);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->at("fax"), "123");
  auto const sent_back = check(contract_fields(), Target::Customer, before, before);
  ASSERT_TRUE(sent_back.ok());
  EXPECT_EQ(*sent_back, before);
  auto const altered =
      check(contract_fields(), Target::Customer, {{"contract", "A"}, {"fax", "456"}}, before);
  EXPECT_FALSE(altered.ok());
}

TEST(CustomFields, a_definition_must_make_sense) {
  EXPECT_TRUE(check_definition(field("floor_2", FieldType::Text)).ok());
  for (auto const* key : {"", "2floor", "Floor", "floor-2", "kat ş"})
    EXPECT_EQ(check_definition(field(key, FieldType::Text)).error().key, "fields.bad_key") << key;
  EXPECT_EQ(check_definition(field("grade", FieldType::Choice)).error().key,
            "fields.needs_choices");
  auto twice = field("grade", FieldType::Choice);
  twice.choices = {{{"a"}, {{"en", {"A"}}}}, {{"a"}, {{"en", {"B"}}}}};
  EXPECT_EQ(check_definition(twice).error().field, "choices[1]");
  auto german = field("grade", FieldType::Text);
  german.label = {{"de", {"Stufe"}}};
  EXPECT_EQ(check_definition(german).error().key, "fields.bad_label_language");
}

}  // namespace
}  // namespace vefa::fields
