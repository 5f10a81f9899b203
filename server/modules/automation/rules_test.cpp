#include "modules/automation/rules.hpp"

#include <gtest/gtest.h>

namespace vefa::automation {
namespace {

RuleCondition asks(Asks what, Comparison test, std::vector<std::string> const& values,
                   char const* field = nullptr) {
  RuleCondition c{.asks = what, .test = test};
  if (field) c.field = {field};
  for (auto const& value : values) c.values.push_back({value});
  return c;
}

Facts some_facts() {
  Facts facts{.kind = "complaint",
              .channel = "email",
              .team = "tea_0000000000001",
              .language = "tr",
              .priority = "normal",
              .tags = {"iade"},
              .fields = {{"model", "X-200"}, {"floor", 7}, {"bought_on", "2026-03-01"}},
              .country = "TR",
              .customer_kind = "person",
              .addresses = {"ayse@musteri.example"},
              .subject = search::Reading("Buzdolabı ISITICI gibi", Language::Tr),
              .text = search::Reading("Iade etmek istiyorum, faturam yok.", Language::Tr)};
  return facts;
}

TEST(AutomationRules, each_test_compares_as_it_says) {
  struct Row {
    char const* what;
    RuleCondition condition;
    bool holds;
  };
  using enum automation::Comparison;
  std::vector<Row> const rows{
      {"kind", asks(Asks::Kind, IsAnyOf, {"repair", "complaint"}), true},
      {"kind, none of", asks(Asks::Kind, IsNoneOf, {"complaint"}), false},
      {"channel", asks(Asks::Channel, IsAnyOf, {"phone"}), false},
      {"nobody owns it", asks(Asks::Owner, IsEmpty, {}), true},
      {"somebody owns it", asks(Asks::Owner, IsNotEmpty, {}), false},
      {"a tag in other letters", asks(Asks::Tag, IsAnyOf, {"İADE"}), true},
      {"not that tag", asks(Asks::Tag, IsNoneOf, {"iade", "vip"}), false},
      {"words are folded as Turkish is", asks(Asks::Subject, ContainsAny, {"ısıtıcı"}), true},
      {"stems meet", asks(Asks::Text, ContainsAll, {"istemek", "fatura"}), true},
      {"words in this order", asks(Asks::Text, ContainsAny, {"\"iade etmek\""}), true},
      {"in the other order they do not stand", asks(Asks::Text, ContainsAny, {"\"etmek iade\""}),
       false},
      {"none of these words", asks(Asks::Text, ContainsNone, {"kargo", "taksit"}), true},
      {"country", asks(Asks::Country, IsAnyOf, {"TR"}), true},
      {"an address's end", asks(Asks::Address, IsAnyOf, {"@Musteri.example"}), true},
      {"another address's end", asks(Asks::Address, IsNoneOf, {"@firma.example"}), true},
      {"a field's text", asks(Asks::Field, IsAnyOf, {"X-200"}, "model"), true},
      {"a field's number", asks(Asks::Field, AtLeast, {"6.5"}, "floor"), true},
      {"numbers are no texts", asks(Asks::Field, AtMost, {"10"}, "floor"), true},
      {"a field's date", asks(Asks::Field, AtMost, {"2026-06-30"}, "bought_on"), true},
      {"a field that is not there", asks(Asks::Field, IsEmpty, {}, "colour"), true},
      {"what is not there is not small", asks(Asks::Field, AtMost, {"10"}, "colour"), false},
      {"without a rating nothing holds of it", asks(Asks::Rating, AtMost, {"5"}), false},
  };
  auto const facts = some_facts();
  for (auto const& row : rows) EXPECT_EQ(holds(row.condition, facts), row.holds) << row.what;
}

TEST(AutomationRules, all_or_any_and_none_at_all_fits_every_case) {
  auto const facts = some_facts();
  Definition rule;
  EXPECT_TRUE(fits(rule, facts));
  rule.match = Match::Any;
  EXPECT_TRUE(fits(rule, facts));
  rule.conditions = {asks(Asks::Kind, Comparison::IsAnyOf, {"complaint"}),
                     asks(Asks::Channel, Comparison::IsAnyOf, {"phone"})};
  EXPECT_TRUE(fits(rule, facts));
  rule.match = Match::All;
  EXPECT_FALSE(fits(rule, facts));
}

TEST(AutomationRules, each_wrong_word_of_a_rule_is_named) {
  Definition rule;
  rule.when = {.trigger = Trigger::Idle};
  rule.conditions = {asks(Asks::Kind, Comparison::ContainsAny, {"complaint"}),
                     asks(Asks::Priority, Comparison::IsAnyOf, {"very"}),
                     asks(Asks::Team, Comparison::IsAnyOf, {"service"}),
                     asks(Asks::Field, Comparison::IsEmpty, {"x"}),
                     asks(Asks::Rating, Comparison::AtLeast, {"4", "5"})};
  rule.actions = {{.act = Act::SetPriority},
                  {.act = Act::Promise},
                  {.act = Act::CallWebhook, .value = Text<5000>{"Big Customer"}},
                  {.act = Act::HandOver},
                  {.act = Act::Note, .value = Text<5000>{"  "}}};
  auto const checked = check(rule);
  ASSERT_FALSE(checked.ok());
  std::set<std::string> fields{checked.error().field};
  for (auto const& more : checked.error().also) fields.insert(more.field);
  EXPECT_EQ(fields, (std::set<std::string>{
                        "when.idle_hours", "conditions[0].test", "conditions[1].values[0]",
                        "conditions[2].values[0]", "conditions[3].field", "conditions[3].values",
                        "conditions[4].asks", "conditions[4].values", "actions[0].value",
                        "actions[1].promise_kind", "actions[1].working_hours", "actions[2].value",
                        "actions[3].team_id", "actions[4].value"}));
}

}  // namespace
}  // namespace vefa::automation
