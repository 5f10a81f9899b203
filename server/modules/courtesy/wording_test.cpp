#include "modules/courtesy/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/courtesy/forms.hpp"
#include "modules/courtesy/placeholders.hpp"

namespace vefa::courtesy {
namespace {

using customers::Addressing;
using customers::CustomerKind;
using customers::Formality;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<TemplateKind> all_kinds() {
  std::vector<TemplateKind> kinds;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<TemplateKind>>(
      [&](auto d) { kinds.push_back(d.value); });
  return kinds;
}

Addressing person(Language language, Formality formality, std::string given, std::string family) {
  auto const full = language == Language::Hu ? family + " " + given : given + " " + family;
  return {CustomerKind::Person, language, formality, "", given, family, full, ""};
}

TEST(Greetings, a_letter_begins_as_each_language_begins_it) {
  auto doctor = person(Language::Tr, Formality::Formal, "Ayşe", "Yılmaz");
  doctor.title = "Dr.";
  auto wished = person(Language::Tr, Formality::Formal, "Ayşe", "Yılmaz");
  wished.address_as = "Sayın Ayşe Hanım";
  struct Case {
    Addressing addressing;
    char const* line;
  } const cases[] = {
      {person(Language::En, Formality::Formal, "Jane", "Doe"), "Dear Jane Doe,"},
      {person(Language::En, Formality::Informal, "Jane", "Doe"), "Hello Jane,"},
      {person(Language::Tr, Formality::Formal, "Ayşe", "Yılmaz"), "Sayın Ayşe Yılmaz,"},
      {person(Language::Tr, Formality::Informal, "Ayşe", "Yılmaz"), "Merhaba Ayşe,"},
      {doctor, "Sayın Dr. Ayşe Yılmaz,"},
      {wished, "Sayın Ayşe Hanım,"},
      {person(Language::Hu, Formality::Formal, "Éva", "Nagy"), "Tisztelt Nagy Éva!"},
      {person(Language::Hu, Formality::Informal, "Éva", "Nagy"), "Kedves Éva!"},
      {person(Language::He, Formality::Formal, "נועה", "לוי"), "לכבוד נועה לוי,"},
      {person(Language::He, Formality::Informal, "נועה", "לוי"), "שלום נועה,"},
      {{CustomerKind::Person, Language::Hu, Formality::Formal, "", "", "", "", ""},
       "Tisztelt Ügyfelünk!"},
      {{CustomerKind::Person, Language::Tr, Formality::Formal, "", "", "", "", ""},
       "Sayın müşterimiz,"},
      {{CustomerKind::Person, Language::He, Formality::Formal, "", "", "", "", ""}, "שלום רב,"},
      {{CustomerKind::Organisation, Language::En, Formality::Informal, "", "", "", "Acme Ltd", ""},
       "Dear Acme Ltd,"},
  };
  for (auto const& c : cases) EXPECT_EQ(greeting_line(c.addressing), c.line);
}

TEST(Placeholders, a_line_whose_placeholders_are_all_empty_vanishes_with_its_words) {
  EXPECT_EQ(fill("Your number is {case_number}.\nFollow it here: {case_link}\n\nThank you.",
                 {{"case_number", "V10001-X"}, {"case_link", ""}}),
            "Your number is V10001-X.\n\nThank you.");
  EXPECT_EQ(fill("{remedy}\n\n\n{case_link}\n\nThank you.", {}), "Thank you.");
  EXPECT_EQ(fill("{agent_name}, {team_name}", {{"team_name", "Service"}}), ", Service");
}

TEST(Placeholders, a_value_is_never_read_as_a_template) {
  EXPECT_EQ(fill("{text}", {{"text", "Write {case_number} and {yes_link}"}, {"case_number", "V1"}}),
            "Write {case_number} and {yes_link}");
  EXPECT_EQ(fill("{text}", {{"text", "first"}, {"text", "second"}}), "first");
}

TEST(Placeholders, other_braces_are_plain_text) {
  EXPECT_EQ(fill("{ a } {} {A1} {case_number {x", {{"case_number", "V1"}}),
            "{ a } {} {A1} {case_number {x");
  EXPECT_THAT(placeholders_in("{a} {b_c} {a} { d } {E} {{f}}"), ElementsAre("a", "b_c", "f"));
}

TEST(Placeholders, an_unknown_one_is_refused_with_the_names_there_are) {
  auto const refused = check_placeholders("Hello {custmer_name}", {}, "texts[0].body");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().field, "texts[0].body");
  EXPECT_EQ(refused.error().key, "courtesy.unknown_placeholder");
  EXPECT_EQ(refused.error().args[0].second, "custmer_name");
  EXPECT_THAT(refused.error().args[1].second, HasSubstr("customer_name, salutation, case_number"));
}

TEST(BuiltInWordings, every_one_says_what_it_is_for_and_passes_its_own_check) {
  for (auto const kind : all_kinds())
    for (auto const language : kLanguages)
      for (auto const formality : {Formality::Formal, Formality::Informal}) {
        SCOPED_TRACE(fmt::format("{} {}", wire::enum_text(kind), tag(language)));
        auto const wording = built_in(kind, language, formality);
        auto const checked = check_placeholders(wording.body, kind, "body");
        EXPECT_TRUE(checked.ok()) << checked.error().args[0].second;
        Values values;
        for (auto const& name : placeholder_names()) values.emplace_back(name, "<" + name + ">");
        auto const out = letter(wording, person(language, formality, "Ada", "Kaya"),
                                {"Vefa", "Vefa"}, values, false);
        EXPECT_THAT(out.text, Not(HasSubstr("{")));
        for (auto const& name : required_placeholders(kind))
          EXPECT_THAT(out.text, HasSubstr("<" + name + ">"));
        EXPECT_EQ(out.subject, "Re: <case_subject> [<case_number>]");
      }
}

TEST(BuiltInWordings, the_familiar_form_is_another_text_where_the_language_has_one) {
  for (auto const kind : all_kinds()) {
    if (kind == TemplateKind::Reply) continue;
    for (auto const language : {Language::Tr, Language::Hu})
      EXPECT_NE(built_in(kind, language, Formality::Formal).body,
                built_in(kind, language, Formality::Informal).body);
  }
}

TEST(Letters, set_numbers_apart_in_a_right_to_left_body_and_leave_links_and_subject_whole) {
  auto const out = letter(built_in(TemplateKind::Acknowledgement, Language::He, Formality::Formal),
                          person(Language::He, Formality::Formal, "דנה", "כהן"), {"Anka", "Anka"},
                          {{"case_number", "V10001-X"},
                           {"case_subject", "תנור"},
                           {"promise_due", "יום שני, 23 בנובמבר 2026 בשעה 18:00"},
                           {"case_link", "https://a.example/c/1"}},
                          false);
  EXPECT_NE(out.text.find("\u2068V10001-X\u2069"), std::string::npos) << out.text;
  EXPECT_NE(out.text.find(" https://a.example/c/1\n"), std::string::npos) << out.text;
  EXPECT_EQ(out.subject, "Re: תנור [V10001-X]");
}

TEST(Letters, have_greeting_text_closing_and_signature) {
  auto const out = letter(built_in(TemplateKind::Reply, Language::Hu, Formality::Formal),
                          person(Language::Hu, Formality::Formal, "Éva", "Nagy"),
                          {"Duna", "Duna Háztartási Gépek\nÜgyfélszolgálat"},
                          {{"text", "A szerelő holnap érkezik."},
                           {"agent_name", "Kiss Péter"},
                           {"case_number", "V10001-X"}},
                          true);
  EXPECT_EQ(out.text,
            "Tisztelt Nagy Éva!\n\nA szerelő holnap érkezik.\n\nTisztelettel:\nKiss Péter\n"
            "Duna Háztartási Gépek\nÜgyfélszolgálat");
  EXPECT_EQ(out.subject, "Ügyszám: V10001-X");
}

TEST(Letters, place_greeting_and_signature_once_where_the_text_wants_them) {
  Wording const own{"About {case_subject}", "{salutation}!\n{text}\n-- \n{signature}"};
  auto const out =
      letter(own, person(Language::En, Formality::Formal, "Jane", "Doe"), {"Vefa", "Vefa Service"},
             {{"text", "Done."},
              {"case_subject", "the\nwasher"},
              {"salutation", "a caller's"},
              {"signature", "a caller's"}},
             false);
  EXPECT_EQ(out.text, "Dear Jane Doe!\nDone.\n-- \nVefa Service");
  EXPECT_EQ(out.subject, "About the washer");
}

std::vector<std::string> refusals(Result<void> const& checked) {
  if (checked) return {};
  std::vector<std::string> out{checked.error().field + " " + checked.error().key};
  for (auto const& more : checked.error().also) out.push_back(more.field + " " + more.key);
  return out;
}

TEST(TemplateRules, what_a_template_cannot_be_is_refused_by_its_field) {
  NewTemplate form{{"Thanks"}, TemplateKind::SolvedQuestion, {}};
  EXPECT_THAT(refusals(check(form)), ElementsAre("texts courtesy.no_texts"));
  form.texts.push_back({Language::Tr, {}, {"{nobody}"}, {"{yes_link}"}});
  form.texts.push_back({Language::Tr, Formality::Formal, {""}, {"{yes_link} {no_link} {x}"}});
  EXPECT_THAT(refusals(check(form)), ElementsAre("texts[0].subject courtesy.unknown_placeholder",
                                                 "texts[0].body courtesy.lacks_placeholder",
                                                 "texts[1].language courtesy.text_twice",
                                                 "texts[1].body courtesy.unknown_placeholder"));
}

TEST(MacroRules, each_action_takes_its_own_kind_of_value) {
  struct Case {
    char const* action;
    std::string value;
    char const* refusal;
  } const cases[] = {
      {"set_team", TeamId{7}.text(), ""},
      {"set_team", StaffId{7}.text(), "wire.bad_id"},
      {"set_owner", StaffId{7}.text(), ""},
      {"set_priority", "urgent", ""},
      {"set_priority", "now", "wire.not_one_of"},
      {"set_kind", "complaint", ""},
      {"set_kind", "rant", "wire.not_one_of"},
      {"add_tag", "vip", ""},
      {"add_tag", "", "wire.required"},
      {"remove_tag", std::string(61, 'x'), "wire.too_long"},
      {"reply", TemplateId{7}.text(), ""},
      {"reply", "thanks", "wire.bad_id"},
      {"note", "Called her.", ""},
      {"snooze", "90", ""},
      {"snooze", "0", "wire.out_of_range"},
      {"snooze", "9x", "wire.out_of_range"},
      {"snooze", "99999999999999999999", "wire.out_of_range"},
      {"solve", "", ""},
      {"solve", "yes", "courtesy.takes_no_value"},
      {"explode", "", "wire.not_one_of"},
  };
  for (auto const& c : cases) {
    NewMacro form{{"m"}, {}};
    form.actions.push_back({{c.action}, {c.value}});
    auto const checked = check(form);
    EXPECT_EQ(checked.ok() ? "" : checked.error().key, c.refusal) << c.action << ' ' << c.value;
    if (!checked) {
      EXPECT_EQ(checked.error().field,
                std::string_view(c.action) == "explode" ? "actions[0].action" : "actions[0].value");
    }
  }
  EXPECT_THAT(refusals(check(NewMacro{{"m"}, {}})), ElementsAre("actions courtesy.no_actions"));
}

}  // namespace
}  // namespace vefa::courtesy
