#include <gmock/gmock.h>

#include "modules/portal/portal.hpp"
#include "modules/sale_promises/test_house.hpp"

namespace vefa::portal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using vefa::testing::HttpAnswer;

using Fields = std::vector<std::pair<std::string, std::string>>;

class Registration : public sale_promises::Shop {
 protected:
  void add_more_routes(http::Routes& routes) override {
    Shop::add_more_routes(routes);
    portal::add_routes(routes);
  }

  /// The path of a code's link.
  std::string code_of(std::string const& what) {
    auto const url = text(client->get(path(what + "/registration-link")).json().at("url"));
    return url.substr(url.find("/g/"));
  }
  std::string box() { return code_of("/products/" + fridge); }

  /// As a browser without a script sends it; a field with a slash in it is a file.
  HttpAnswer press(std::string const& where, Fields const& fields) {
    std::string body;
    for (auto const& [name, value] : fields) {
      auto const slash = name.find('/');
      body += "--b\r\nContent-Disposition: form-data; name=\"" + name.substr(0, slash) + "\"";
      if (slash != std::string::npos)
        body += "; filename=\"" + name.substr(slash + 1) + "\"\r\nContent-Type: image/png";
      body += "\r\n\r\n" + value + "\r\n";
    }
    vefa::testing::HttpClient nobody(port_of());
    return nobody.send(
        "POST", where, body + "--b--\r\n",
        {{"Content-Type", "multipart/form-data; boundary=b"}, {"Accept-Language", "tr"}});
  }
  static Fields hers(Fields more = {}) {
    Fields fields{{"serial", "BX-44 11"},
                  {"sold_on", "2026-11-20"},
                  {"seller", "Anka Kadıköy"},
                  {"name", "Banu Ak"},
                  {"contact", "banu@example.com"}};
    for (auto& [name, value] : more) {
      auto const known = std::find_if(fields.begin(), fields.end(),
                                      [&](auto const& field) { return field.first == name; });
      if (known == fields.end())
        fields.emplace_back(name, value);
      else
        known->second = value;
    }
    return fields;
  }
  static std::string picture(char fill) {
    return std::string("\x89PNG\r\n\x1a\n") + std::string(40, fill);
  }
  Json units_of(std::string const& state) {
    return client->get(path("/units?state=" + state)).json().at("items");
  }
};
VEFA_ON_BOTH_DATABASES(Registration);

TEST_P(Registration, she_registers_her_device_by_the_code_on_its_box_without_a_login) {
  auto const link = box();
  vefa::testing::HttpClient nobody(port_of());
  auto const form = nobody.get(link, {{"Accept-Language", "tr"}});
  ASSERT_EQ(form.status, 200) << form.body;
  EXPECT_THAT(form.body, HasSubstr("Anka 5230 NF"));
  EXPECT_THAT(form.body, HasSubstr("Seri numarası"));
  EXPECT_THAT(form.body, Not(HasSubstr("<script")));
  EXPECT_EQ(units_of("provisional").as_array().size(), 0U) << "opening it changes nothing";
  auto const done = press(link, hers({{"receipt/fis.png", picture('r')}}));
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_THAT(done.body, HasSubstr("Fişinizi de kaydına ekledik"));
  auto const row = units_of("provisional").at(0);
  EXPECT_EQ(row.at("serial"), "BX-44 11");
  EXPECT_EQ(row.at("owner").at("display_name"), "Banu Ak");
  auto const sale = client->get(path("/units/" + text(row.at("id")))).json().at("sales").at(0);
  EXPECT_EQ(sale.at("sold_on"), "2026-11-20");
  EXPECT_EQ(sale.at("seller"), "Anka Kadıköy");
  EXPECT_EQ(sale.at("proof"), "photo");
  EXPECT_EQ(client->get(path("/sales/" + text(sale.at("id")) + "/proof")).body, picture('r'));
  EXPECT_EQ(count("SELECT COUNT(*) FROM cases"), 0) << "nobody has to look";
  // Pressed twice, and then known to the books: one device, one sale.
  EXPECT_EQ(press(link, hers({{"receipt/fis.png", picture('r')}})).status, 200);
  EXPECT_EQ(count("SELECT COUNT(*) FROM units"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM sales"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM customers"), 1);
}

TEST_P(Registration, a_serial_that_cannot_be_read_stops_nobody_and_its_photo_is_read_by_a_person) {
  auto const link = box();
  auto const fields = hers({{"serial", ""}, {"plate/plate.png", picture('p')}});
  for (int twice = 0; twice < 2; ++twice) {
    auto const done = press(link, fields);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_THAT(done.body, HasSubstr("/c/")) << "her page of what a person looks at";
  }
  ASSERT_EQ(units_of("provisional").as_array().size(), 1U) << "pressed twice, one device";
  EXPECT_EQ(units_of("provisional").at(0).at("serial"), "");
  ASSERT_EQ(count("SELECT COUNT(*) FROM cases"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM promises WHERE state = 'pending' AND kind = 'answer_by'"),
            1)
      << "an answer is owed";
  EXPECT_EQ(count("SELECT COUNT(*) FROM attachments"), 1);
}

TEST_P(Registration, what_another_has_in_the_books_waits_for_a_person_and_she_is_told_so) {
  auto const link = box();
  auto const ayse = person("Ayşe Yılmaz", "ayse@example.com");
  auto const known = unit("BX4411");
  made("/units/" + known + "/sales",
       R"({"sold_on": "2025-03-01", "customer_id": ")" + ayse + "\"}");
  for (int twice = 0; twice < 2; ++twice) {
    auto const done = press(link, hers({{"receipt/fis.png", picture('r')}}));
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_THAT(done.body, HasSubstr("başka bir ad altında"));
    EXPECT_THAT(done.body, HasSubstr("yanıt veririz"));
    EXPECT_THAT(done.body, Not(HasSubstr("Ayşe"))) << "whose it is in the books stays there";
  }
  auto const claims = client->get(path("/claims")).json().at("items");
  ASSERT_EQ(claims.as_array().size(), 1U);
  EXPECT_EQ(claims.at(0).at("customer").at("display_name"), "Banu Ak");
  EXPECT_EQ(client->get(path("/units/" + known)).json().at("summary").at("owner").at("id"),
            Json(ayse));
  ASSERT_EQ(count("SELECT COUNT(*) FROM cases"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM promises WHERE state = 'pending' AND kind = 'answer_by'"),
            1)
      << "an answer is owed";
  EXPECT_EQ(count("SELECT COUNT(*) FROM attachments"), 1) << "her receipt is not lost";
}

TEST_P(Registration, what_is_wrong_is_said_at_its_field_and_nothing_is_half_written) {
  auto const link = box();
  struct Case {
    Fields fields;
    char const* field;
  };
  for (auto const& c :
       {Case{{{"sold_on", "2026-11-23"}}, "sold_on"}, Case{{{"sold_on", "x"}}, "sold_on"},
        Case{{{"name", " "}}, "name"}, Case{{{"contact", ""}}, "contact"},
        Case{{{"contact", "12"}}, "contact"}, Case{{{"contact", "a@"}}, "contact"},
        Case{{{"serial", "--"}}, "serial"}, Case{{{"seller", std::string(201, 'x')}}, "seller"}}) {
    auto const answer = press(link, hers(c.fields));
    EXPECT_EQ(answer.status, 422) << c.field;
    EXPECT_THAT(answer.body, HasSubstr("id=\"wrong-" + std::string(c.field) + "\"")) << answer.body;
    if (c.field != std::string("name"))
      EXPECT_THAT(answer.body, HasSubstr("Banu Ak")) << "what she wrote stands there again";
  }
  EXPECT_EQ(press(link, {}).status, 422);
  vefa::testing::HttpClient nobody(port_of());
  EXPECT_EQ(nobody.send("POST", link, "x", {{"Content-Type", "multipart/form-data"}}).status, 422);
  EXPECT_EQ(count("SELECT COUNT(*) FROM units"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM customers"), 0);
}

TEST_P(Registration, a_receipt_comes_later_and_one_that_is_kept_is_not_overwritten) {
  auto const link = box();
  EXPECT_THAT(press(link, hers()).body, HasSubstr("Fişi sonra bulursanız"));
  EXPECT_THAT(press(link, hers({{"receipt/fis.png", picture('r')}})).body,
              HasSubstr("Fişinizi de kaydına ekledik"));
  EXPECT_EQ(press(link, hers({{"receipt/other.png", picture('x')}})).status, 200);
  auto const id = text(units_of("provisional").at(0).at("id"));
  auto const sale = text(client->get(path("/units/" + id)).json().at("sales").at(0).at("id"));
  EXPECT_EQ(client->get(path("/sales/" + sale + "/proof")).body, picture('r'));
  EXPECT_EQ(count("SELECT COUNT(*) FROM attachments"), 1) << "the other one is for a person to see";
}

TEST_P(Registration, a_code_on_the_plate_names_the_device_and_a_forged_one_nothing) {
  auto const id = unit("S1");
  auto const link = code_of("/units/" + id);
  vefa::testing::HttpClient nobody(port_of());
  auto const form = nobody.get(link);
  EXPECT_THAT(form.body, HasSubstr("S1"));
  EXPECT_THAT(form.body, Not(HasSubstr("name=\"serial\""))) << "it is known";
  auto const done = press(link, hers({{"serial", "another"}}));
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(client->get(path("/units/" + id)).json().at("summary").at("owner").at("display_name"),
            "Banu Ak");
  EXPECT_EQ(count("SELECT COUNT(*) FROM units"), 1);
  auto forged = link;
  forged.back() = forged.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(nobody.get(forged).status, 404);
  EXPECT_EQ(press(forged, hers()).status, 404);
}

TEST_P(Registration, who_registers_many_at_once_is_slowed_and_goes_on_later) {
  auto const link = box();
  int taken = 0;
  HttpAnswer last = press(link, hers());
  for (; last.status == 200 && taken < 100; ++taken) last = press(link, hers());
  EXPECT_EQ(last.status, 429);
  EXPECT_GE(taken, 10) << "a shop that registers what it sold today";
  EXPECT_THAT(last.body, HasSubstr("Banu Ak")) << "what she wrote stands there again";
  clock.advance(std::chrono::minutes(3));
  EXPECT_EQ(press(link, hers()).status, 200);
}

}  // namespace
}  // namespace vefa::portal
