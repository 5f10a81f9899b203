#include "modules/customers/rules.hpp"

#include <gtest/gtest.h>

#include "modules/customers/contact_rules.hpp"
#include "modules/customers/phone.hpp"

namespace vefa::customers {
namespace {

TEST(Phones, national_and_international_forms_of_three_countries_are_one_number) {
  struct Case {
    char const* typed;
    char const* region;
    char const* e164;
  } const cases[] = {
      {"0532 123 45 67", "TR", "+905321234567"}, {"+90 (532) 123-45-67", "HU", "+905321234567"},
      {"00905321234567", "TR", "+905321234567"}, {"06 30 123 4567", "HU", "+36301234567"},
      {"+36 30 123 4567", "TR", "+36301234567"}, {"050-123-4567", "IL", "+972501234567"},
      {"٠٥٣٢١٢٣٤٥٦٧", "TR", "+905321234567"},
  };
  for (auto const& c : cases) {
    auto const phone = parse_phone(c.typed, c.region);
    ASSERT_TRUE(phone) << c.typed;
    EXPECT_EQ(phone->e164, c.e164) << c.typed;
  }
  EXPECT_EQ(parse_phone("0532 123 45 67", "TR")->region, "TR");
  EXPECT_EQ(parse_phone("0532 123 45 67", "TR")->shown, "+90 532 123 45 67");
}

TEST(Phones, what_is_no_number_is_refused) {
  for (auto const* text :
       {"", "hello", "12", "0532 123", "+", "+999 1234567", "0532 123 45 67 89 10"})
    EXPECT_FALSE(parse_phone(text, "TR")) << text;
  EXPECT_FALSE(parse_phone("0532 123 45 67", "")) << "a national number without a country";
  EXPECT_FALSE(parse_phone(std::string(5000, '1'), "TR"));
}

TEST(ContactPoints, addresses_that_reach_one_mailbox_are_equal) {
  EXPECT_EQ(read_email(" Ayse.Yilmaz@EXAMPLE.com ")->normalized, "ayse.yilmaz@example.com");
  EXPECT_EQ(read_email("mailto:a@b.hu")->normalized, "a@b.hu");
  EXPECT_EQ(read_email("info@TÜRKİYE.com.tr")->normalized,
            read_email("info@türkiye.com.tr")->normalized);
  EXPECT_EQ(read_email("a@bücher.de")->normalized, "a@xn--bcher-kva.de");
  EXPECT_EQ(read_email("AYSE@example.com")->shown, "AYSE@example.com");
  EXPECT_NE(read_email("a.b@example.com")->normalized, read_email("ab@example.com")->normalized);
  EXPECT_NE(read_email("ayşe@example.com")->normalized, read_email("ayse@example.com")->normalized);
}

TEST(ContactPoints, what_is_no_address_is_refused) {
  for (auto const* text : {"", "ayse", "@b.c", "a@", "a b@c.d", "a@b..c", "a@-b.com", ".a@b.c",
                           "a,b@c.d", "a@b.c>", "a@b c.d"})
    EXPECT_FALSE(read_email(text)) << text;
  EXPECT_FALSE(read_email(std::string(65, 'a') + "@b.com"));
  EXPECT_TRUE(has_public_domain("a@b.hu"));
  EXPECT_FALSE(has_public_domain("root@localhost"));
}

TEST(ContactPoints, a_social_address_and_its_handle_are_one) {
  EXPECT_EQ(read_social("https://www.instagram.com/Vefa.Servis/?hl=tr")->normalized,
            "instagram:vefa.servis");
  EXPECT_EQ(read_social("Instagram:@Vefa.Servis")->normalized, "instagram:vefa.servis");
  EXPECT_EQ(read_social("https://twitter.com/vefa")->normalized, read_social("x:vefa")->normalized);
  EXPECT_EQ(read_social("https://linkedin.com/in/nagy-eva")->normalized, "linkedin:nagy-eva");
  EXPECT_FALSE(read_social("vefa"));
  EXPECT_FALSE(read_social("x:a b"));
}

TEST(ContactPoints, postal_addresses_are_compared_without_marks_and_case) {
  PostalAddress const a{"Atatürk Cad. No: 5\nDaire 3", "Kadıköy", "34710", "İstanbul", {}};
  PostalAddress const b{"ATATÜRK CAD. NO 5 DAİRE 3", "KADIKÖY", "34710", "istanbul", {}};
  EXPECT_EQ(read_postal(a)->normalized, read_postal(b)->normalized);
  EXPECT_EQ(read_postal(a)->shown, "Atatürk Cad. No: 5, Daire 3, Kadıköy, 34710, İstanbul");
  EXPECT_FALSE(read_postal({"", {}, {}, "İstanbul", {}}));
}

TEST(ContactPoints, sharing_a_public_mail_provider_is_sharing_nothing) {
  EXPECT_EQ(own_domain("a@gmail.com"), "");
  EXPECT_EQ(own_domain("a@freemail.hu"), "");
  EXPECT_EQ(own_domain("a@kozgep.example"), "kozgep.example");
}

TEST(Names, a_header_name_is_tidied_and_never_guessed_apart) {
  EXPECT_EQ(read_header_name("\"Ayşe Yılmaz\"").display, "Ayşe Yılmaz");
  EXPECT_EQ(read_header_name("'Ayşe Yılmaz'").display, "Ayşe Yılmaz");
  auto const turned = read_header_name("Yılmaz, Ayşe");
  EXPECT_EQ(turned.display, "Ayşe Yılmaz");
  EXPECT_EQ(turned.given, "Ayşe");
  EXPECT_EQ(turned.family, "Yılmaz");
  auto const hungarian = read_header_name("Nagy Éva");
  EXPECT_EQ(hungarian.display, "Nagy Éva");
  EXPECT_EQ(hungarian.family, "");
  EXPECT_EQ(read_header_name("Vefa Kft., Budapest").family, "");
  EXPECT_EQ(read_header_name("ayse@example.com").display, "");
  EXPECT_EQ(read_header_name("0532 123 45 67").display, "");
}

TEST(Names, hungarian_writes_the_family_name_first) {
  EXPECT_EQ(full_name("Éva", "Nagy", Language::Hu), "Nagy Éva");
  EXPECT_EQ(full_name("Ayşe", "Yılmaz", Language::Tr), "Ayşe Yılmaz");
  EXPECT_EQ(full_name("דנה", "", Language::He), "דנה");
  EXPECT_EQ(full_name("", "", Language::En), "");
}

TEST(Names, order_marks_and_case_make_no_other_name) {
  EXPECT_EQ(folded_name("Nagy Éva"), folded_name("éva NAGY"));
  EXPECT_EQ(folded_name("IŞIL ÇINAR"), folded_name("Işıl Çınar"));
  EXPECT_EQ(folded_name("Yılmaz, Ayşe"), folded_name("Ayşe Yılmaz"));
  EXPECT_NE(folded_name("Ayşe Yılmaz"), folded_name("Ayşe Yıldız"));
}

Likeness person(std::string const& name,
                std::set<std::pair<ContactKind, std::string>> contacts = {}) {
  return {CustomerKind::Person, folded_name(name), std::move(contacts), {}, {}};
}

TEST(Duplicates, a_name_alone_is_not_worth_showing) {
  auto const score = compare(person("Mehmet Yılmaz"), person("MEHMET YILMAZ"));
  EXPECT_EQ(score.reasons, std::vector{Resemblance::SameName});
  EXPECT_LT(score.points, kWorthShowing);
  EXPECT_EQ(compare(person(""), person("")).points, 0)
      << "two without a name have no name in common";
}

TEST(Duplicates, a_name_and_something_else_or_one_contact_point_is) {
  using enum ContactKind;
  auto const same_phone = compare(person("Ayşe", {{Phone, "+905321234567"}}),
                                  person("Fatma", {{Phone, "+905321234567"}}));
  EXPECT_EQ(same_phone.points, 50);
  EXPECT_EQ(same_phone.reasons, std::vector{Resemblance::SamePhone});
  auto const colleagues = compare(person("Nagy Éva", {{Email, "eva@kozgep.example"}}),
                                  person("Éva Nagy", {{Email, "nagy.eva@kozgep.example"}}));
  EXPECT_EQ(colleagues.points, 45);
  auto const strangers = compare(person("Nagy Éva", {{Email, "eva@gmail.com"}}),
                                 person("Éva Nagy", {{Email, "nagy.eva@gmail.com"}}));
  EXPECT_LT(strangers.points, kWorthShowing);
  auto everything = person("Nagy Éva", {{Email, "e@x.hu"}, {Phone, "+36301234567"}});
  everything.birthdays = {"03-07"};
  EXPECT_EQ(compare(everything, everything).points, 100);
}

TEST(Duplicates, a_company_is_not_its_owner) {
  auto company = person("Nagy", {{ContactKind::Email, "e@x.hu"}});
  company.kind = CustomerKind::Organisation;
  EXPECT_EQ(compare(company, person("Nagy", {{ContactKind::Email, "e@x.hu"}})).points, 0);
}

TEST(Countries, only_assigned_codes_are_taken) {
  EXPECT_EQ(read_country("tr"), "TR");
  EXPECT_FALSE(read_country("XX"));
  EXPECT_FALSE(read_country("TUR"));
}

}  // namespace
}  // namespace vefa::customers
