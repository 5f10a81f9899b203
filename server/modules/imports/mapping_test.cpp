#include "modules/imports/mapping.hpp"

#include <gtest/gtest.h>

namespace vefa::imports {
namespace {

std::vector<std::string> proposed(Target target, std::vector<std::string> const& columns,
                                  std::vector<std::vector<std::string>> const& sample = {}) {
  std::vector<CsvRow> rows;
  for (auto const& cells : sample) rows.push_back({cells});
  fields::Field field{.target = fields::Target::Case, .key = "serial_no"};
  field.label["tr"] = {"Seri numarası"};
  return propose(target, columns, rows, {}, {field});
}

TEST(ImportMapping, headings_are_understood_in_four_languages) {
  using Names = std::vector<std::string>;
  struct Row {
    Target target;
    Names columns;
    Names meanings;
  };
  std::vector<Row> const rows{
      {Target::Customers,
       {"Full name", "E-Mail Address", "Mobile phone", "City", "Shoe size"},
       {"display_name", "email", "phone", "city", ""}},
      {Target::Customers,
       {"ADI SOYADI", "E-posta", "Cep Telefonu", "İLÇE", "Şehir", "Posta kodu"},
       {"display_name", "email", "phone", "district", "city", "postal_code"}},
      {Target::Customers,
       {"Vezetéknév", "Keresztnév", "E-mail cím", "Telefonszám", "Irányítószám", "Város"},
       {"family_name", "given_name", "email", "phone", "postal_code", "city"}},
      {Target::Customers,
       {"שם פרטי", "שם משפחה", "דוא\"ל", "טלפון נייד", "עיר"},
       {"given_name", "family_name", "email", "phone", "city"}},
      {Target::Cases,
       {"Title", "Description", "Status", "Created at", "Requester email", "Seri numarası"},
       {"subject", "text", "state", "opened_at", "email", "fields.serial_no"}},
      {Target::Cases,
       {"Konu", "Açıklama", "Durum", "Öncelik", "Müşteri", "Telefon"},
       {"subject", "text", "state", "priority", "display_name", "phone"}},
      {Target::Cases,
       {"נושא", "תיאור", "סטטוס", "לקוח", "מייל"},
       {"subject", "text", "state", "display_name", "email"}},
  };
  for (auto const& row : rows) EXPECT_EQ(proposed(row.target, row.columns), row.meanings);
}

TEST(ImportMapping, what_a_heading_does_not_say_the_values_do) {
  auto const meanings = proposed(Target::Customers, {"A", "B", "C", "D"},
                                 {{"Ayşe", "ayse@a.example", "0532 123 45 67", "34"},
                                  {"Can", "can@b.example", "+90 533 123 45 67", "6"},
                                  {"", "", "", ""}});
  EXPECT_EQ(meanings, (std::vector<std::string>{"", "email", "phone", ""}));
}

TEST(ImportMapping, no_meaning_is_given_twice) {
  EXPECT_EQ(proposed(Target::Customers, {"email", "e-mail", "mail", "name", "customer"}),
            (std::vector<std::string>{"email", "email_2", "", "display_name", ""}));
}

TEST(ImportMapping, words_of_four_languages_become_ours) {
  EXPECT_EQ(word_of("case_kind", "ŞİKÂYET"), "complaint");
  EXPECT_EQ(word_of("case_kind", "Panasz"), "complaint");
  EXPECT_EQ(word_of("case_kind", "תלונה"), "complaint");
  EXPECT_EQ(word_of("state", "Çözüldü"), "closed");
  EXPECT_EQ(word_of("priority", "Sürgős"), "urgent");
  EXPECT_EQ(word_of("country", "Türkiye"), "TR");
  EXPECT_EQ(word_of("case_kind", "Zebra"), "zebra");
}

TEST(ImportMapping, headings_of_goods_are_understood_in_four_languages) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(proposed(Target::Products, {"Ürün Adı", "Üretici", "Barkod", "Kategori"}),
            (Names{"product_name", "manufacturer", "gtin", "group"}));
  EXPECT_EQ(proposed(Target::Products, {"Megnevezés", "Gyártó", "Vonalkód", "Cikkszám"}),
            (Names{"product_name", "manufacturer", "gtin", "sku"}));
  EXPECT_EQ(proposed(Target::Units, {"מספר סידורי", "שם הלקוח", "טלפון", "תאריך רכישה"}),
            (Names{"serial", "display_name", "phone", "sold_on"}));
  EXPECT_EQ(proposed(Target::Units, {"Serial no.", "Name", "E-mail", "Item", "Sold on", "Price"}),
            (Names{"serial", "display_name", "email", "description", "sold_on", "price"}));
}

TEST(ImportMapping, amounts_are_read_as_people_write_them) {
  EXPECT_EQ(plain_decimal("24.990,50 TL"), "24990.50");
  EXPECT_EQ(plain_decimal("24,990.50"), "24990.50");
  EXPECT_EQ(plain_decimal("₺ 24.990"), "24990");
  EXPECT_EQ(plain_decimal("129 990 Ft"), "129990");
  EXPECT_EQ(plain_decimal("1234.5"), "1234.5");
  EXPECT_EQ(plain_decimal("-5"), "-5");
  EXPECT_EQ(plain_decimal("five or so"), "");
  EXPECT_EQ(plain_decimal("12 at most 3"), "");
  EXPECT_EQ(plain_decimal("TL"), "");
}

TEST(ImportMapping, days_are_read_as_people_write_them) {
  struct Row {
    char const* text;
    DateOrder order;
    char const* date;
    int minute;
  };
  std::vector<Row> const rows{
      {"2026-11-22", DateOrder::Dmy, "2026-11-22", 0},
      {"22.11.2026", DateOrder::Dmy, "2026-11-22", 0},
      {"2026. 11. 22.", DateOrder::Dmy, "2026-11-22", 0},
      {"22/11/2026 14:05", DateOrder::Dmy, "2026-11-22", 845},
      {"03/04/2026", DateOrder::Dmy, "2026-04-03", 0},
      {"03/04/2026", DateOrder::Mdy, "2026-03-04", 0},
      {"11/22/2026 2:05 PM", DateOrder::Dmy, "2026-11-22", 845},
      {"22/11/2026", DateOrder::Mdy, "2026-11-22", 0},
      {"2026/1/2 00:30:15", DateOrder::Mdy, "2026-01-02", 30},
  };
  for (auto const& row : rows) {
    auto const read = read_date(row.text, row.order);
    ASSERT_TRUE(read.has_value()) << row.text;
    EXPECT_EQ(to_text(read->date), row.date) << row.text;
    EXPECT_EQ(read->minute, row.minute) << row.text;
  }
  for (auto const* text : {"", "soon", "31.02.2026", "2026", "12:30", "22 Kasım 2026", "1/1/1"})
    EXPECT_FALSE(read_date(text, DateOrder::Dmy).has_value()) << text;
}

}  // namespace
}  // namespace vefa::imports
