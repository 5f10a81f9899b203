// What a clerk wrote of a unit and of its sale by mistake is put right.
#include <gmock/gmock.h>

#include "modules/units/test_house.hpp"

namespace vefa::units {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Corrected : public Units {
 protected:
  Json view(std::string const& unit) { return client->get(path("/units/" + unit)).json(); }
  vefa::testing::HttpAnswer change(std::string const& unit, std::string const& what) {
    auto const version = view(unit).at("summary").at("version").as_int64();
    return client->patch(path("/units/" + unit),
                         R"({"version": )" + std::to_string(version) + ", " + what + "}");
  }
  /// The details of the newest row of that kind.
  Json told(std::string const& unit, char const* what) {
    auto const rows = client->get(path("/units/" + unit + "/history")).json().at("items");
    for (auto const& row : rows.as_array())
      if (row.at("what") == Json(what)) return row.at("details");
    return {};
  }
  struct Bought {
    std::string unit, sale, customer;
  };
  Bought bought(std::string const& serial, std::string const& name, std::string const& more = "") {
    auto const customer = person(name, serial + "@example.com");
    auto const answer = client->post(path("/registrations"),
                                     R"({"customer_id": ")" + customer + R"(", "product_id": ")" +
                                         fridge + R"(", "serial": ")" + serial +
                                         R"(", "sale": {"sold_on": "2026-03-01")" + more + "}}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return {text(answer.json().at("unit_id")), text(answer.json().at("sale_id")), customer};
  }
  vefa::testing::HttpAnswer correct(Bought const& one, int version, std::string const& what) {
    return client->patch(path("/sales/" + one.sale),
                         R"({"version": )" + std::to_string(version) + ", " + what + "}");
  }
};
VEFA_ON_BOTH_DATABASES(Corrected);

TEST_P(Corrected, a_serial_that_another_unit_has_is_answered_with_what_that_one_is) {
  auto const taken = bought("BO1-IZS", "Ayşe Yılmaz");
  made("/units", R"({"manufacturer": "Duna", "serial": "801-IZS"})");
  auto const other = unit("XQ-7");
  auto const answer = change(other, R"("serial": "bo1 izs")");
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(key(answer), "units.serial_taken");
  EXPECT_THAT(answer.body, HasSubstr("BO1-IZS")) << "as it stands on that one";
  EXPECT_THAT(answer.body, HasSubstr("Anka 5230 NF"));
  EXPECT_THAT(answer.body, Not(HasSubstr(taken.unit))) << "no bare id";
  EXPECT_THAT(answer.body, Not(HasSubstr("Yılmaz"))) << "a refusal is kept where others read it";
  auto const found = client->get(path("/units?serial=bo1izs&exact=true")).json().at("items");
  ASSERT_EQ(found.as_array().size(), 1U) << "without look-alikes";
  EXPECT_EQ(found.at(0).at("id"), Json(taken.unit));
  EXPECT_EQ(found.at(0).at("owner").at("display_name"), "Ayşe Yılmaz");
  client->token = "parts";
  auto const unnamed = client->get(path("/units?serial=bo1izs&exact=true"));
  EXPECT_EQ(unnamed.json().at("items").at(0).at("serial"), "BO1-IZS");
  EXPECT_THAT(unnamed.body, Not(HasSubstr("Yılmaz"))) << "her name for those who may read it";
}

TEST_P(Corrected, what_a_unit_was_said_to_be_by_mistake_is_taken_away_and_it_waits_for_a_person) {
  auto const whole = unit("W1");
  auto const id = unit("S1", R"(, "manufactured_on": "2026-01-10", "parent_id": ")" + whole + "\"");
  auto const day = change(id, R"("no_manufactured_on": true)");
  ASSERT_EQ(day.status, 200) << day.body;
  EXPECT_TRUE(day.json().at("manufactured_on").is_null());
  EXPECT_EQ(told(id, "changed").at("manufactured_on").at(0), "2026-01-10");
  EXPECT_TRUE(change(id, R"("no_parent": true)").json().at("parent").is_null());
  EXPECT_EQ(view(whole).at("children").as_array().size(), 0U);
  EXPECT_EQ(key(change(id, R"("no_product": true, "confirmed": true)")), "units.needs_product");
  auto const unknown = change(id, R"("no_product": true)");
  ASSERT_EQ(unknown.status, 200) << unknown.body;
  EXPECT_TRUE(unknown.json().at("summary").at("product_id").is_null());
  EXPECT_EQ(unknown.json().at("manufacturer"), "") << "it was known by the product";
  EXPECT_EQ(unknown.json().at("summary").at("state"), "provisional");
  EXPECT_EQ(told(id, "changed").at("product_id").at(0), Json(fridge));
  EXPECT_EQ(key(change(id, R"("serial": "")")), "units.needs_something");
  auto const known = change(id, R"("confirmed": true, "product_id": ")" + fridge + "\"");
  EXPECT_EQ(known.json().at("summary").at("state"), "active");
  EXPECT_EQ(key(change(id, R"("no_product": true, "serial": "")")), "units.needs_something");
  EXPECT_EQ(
      change(whole, R"("scrapped": true, "no_product": true)").json().at("summary").at("state"),
      "scrapped");
}

TEST_P(Corrected, a_mistyped_sale_is_put_right_and_what_stood_there_stays_in_the_history) {
  auto const one = bought("S1", "Ayşe", R"(, "price": "2499.90", "seller": "Kadıköy",
      "delivered_on": "2026-03-05", "commissioned_on": "2026-03-06", "commissioned_by": "agent")");
  auto const right = correct(one, 1, R"("sold_on": "2026-02-01", "price": "24999.90",
      "seller": "Moda", "consumer": false, "country": "hu", "no_delivered_on": true,
      "no_commissioning": true)");
  ASSERT_EQ(right.status, 200) << right.body;
  EXPECT_EQ(right.json().at("price"), "24999.90");
  EXPECT_EQ(right.json().at("country"), "HU");
  EXPECT_TRUE(right.json().at("delivered_on").is_null());
  EXPECT_TRUE(right.json().at("commissioned_by").is_null());
  auto const details = told(one.unit, "sale_changed");
  auto const expect = [&](char const* name, Json const& before, Json const& now) {
    EXPECT_EQ(details.at(name), (Json{before, now})) << name;
  };
  expect("sold_on", "2026-03-01", "2026-02-01");
  expect("price", "2499.90 TRY", "24999.90 TRY");
  expect("seller", "Kadıköy", "Moda");
  expect("consumer", true, false);
  expect("delivered_on", "2026-03-05", nullptr);
  expect("commissioned_by", "agent", nullptr);
  EXPECT_FALSE(details.as_object().contains("number")) << "it stayed as it was";
  auto const owners = view(one.unit).at("owners");
  ASSERT_EQ(owners.as_array().size(), 1U);
  EXPECT_EQ(owners.at(0).at("from_on"), "2026-02-01") << "it is hers since the sale";
  EXPECT_EQ(correct(one, 2, R"("currency": "JPY")").status, 422) << "no yen has hundredths";
  auto const other = correct(one, 2, R"("currency": "EUR")");
  EXPECT_EQ(other.json().at("price"), "24999.90") << "the number stands as it was told";
  EXPECT_TRUE(correct(one, 3, R"("price": "")").json().at("price").is_null());
  EXPECT_EQ(key(correct(one, 4, R"("sold_on": "2026-11-23")")), "units.sale_in_future");
  EXPECT_EQ(key(correct(one, 4, R"("price": "-1")")), "units.bad_price");
  EXPECT_EQ(key(correct(one, 4, R"("country": "Z1")")), "units.bad_country");
  EXPECT_EQ(correct(one, 4, R"("seller": "Moda")").json().at("version"), 4) << "nothing changed";
}

TEST_P(Corrected, another_buyer_owns_it_in_place_of_the_one_that_was_mistyped) {
  auto const one = bought("S1", "Ayşe");
  auto const banu = person("Banu", "banu@example.com");
  ASSERT_EQ(correct(one, 1, R"("customer_id": ")" + banu + "\"").status, 200);
  auto const now = view(one.unit);
  EXPECT_EQ(now.at("sales").at(0).at("customer").at("id"), Json(banu));
  ASSERT_EQ(now.at("owners").as_array().size(), 2U) << "that it stood there is known";
  EXPECT_EQ(now.at("owners").at(0).at("until_on"), "2026-03-01") << "for no day";
  EXPECT_EQ(now.at("owners").at(1).at("customer").at("id"), Json(banu));
  EXPECT_EQ(now.at("owners").at(1).at("from_on"), "2026-03-01");
  EXPECT_EQ(now.at("owners").at(1).at("how"), "correction");
  EXPECT_EQ(told(one.unit, "sale_changed").at("customer_id"), (Json{one.customer, banu}));
  // Once somebody said otherwise, a correction of the sale leaves whose it is.
  auto const can = person("Can", "can@example.com");
  ASSERT_EQ(client
                ->post(path("/units/" + one.unit + "/transfer"),
                       R"({"customer_id": ")" + can + R"(", "from_on": "2026-06-01"})")
                .status,
            201);
  ASSERT_EQ(correct(one, 2, R"("customer_id": ")" + one.customer + R"(", "sold_on": "2026-07-01")")
                .status,
            200);
  EXPECT_EQ(view(one.unit).at("summary").at("owner").at("id"), Json(can));
  EXPECT_EQ(view(one.unit).at("summary").at("owned_from"), "2026-06-01");
  EXPECT_TRUE(correct(one, 3, R"("no_customer": true)").json().at("customer").at("id").is_null());
  EXPECT_EQ(correct(one, 4, R"("customer_id": "cus_0000000000042")").status, 404);
}

TEST_P(Corrected, a_buyer_who_is_told_later_owns_what_is_nobody_s) {
  auto const id = unit("S1");
  auto const sold =
      client->post(path("/units/" + id + "/sales"), R"({"sold_on": "2026-03-01"})").json();
  EXPECT_EQ(view(id).at("owners").as_array().size(), 0U);
  auto const ayse = person("Ayşe", "ayse@example.com");
  ASSERT_EQ(correct({id, text(sold.at("id")), ayse}, 1, R"("customer_id": ")" + ayse + "\"").status,
            200);
  EXPECT_EQ(view(id).at("summary").at("owner").at("id"), Json(ayse));
  EXPECT_EQ(view(id).at("summary").at("owned_from"), "2026-03-01");
}

TEST_P(Corrected, an_owner_who_came_after_another_is_hers_no_sooner_than_that_one_gave_it_away) {
  auto const one = bought("S1", "Ayşe");
  auto const banu = person("Banu", "banu@example.com");
  auto const sold = client->post(path("/units/" + one.unit + "/sales"),
                                 R"({"sold_on": "2026-06-01", "customer_id": ")" + banu + "\"}");
  ASSERT_EQ(sold.status, 201) << sold.body;
  ASSERT_EQ(client
                ->post(path("/units/" + one.unit + "/transfer"),
                       R"({"customer_id": ")" + banu + R"(", "from_on": "2026-06-01"})")
                .status,
            201);
  Bought const second{one.unit, text(sold.json().at("id")), banu};
  ASSERT_EQ(correct(second, 1, R"("sold_on": "2026-01-01")").status, 200);
  EXPECT_EQ(view(one.unit).at("summary").at("owned_from"), "2026-06-01");
}

TEST_P(Corrected, readings_are_listed_newest_first_and_without_gaps) {
  auto const id = unit("S1");
  for (int day = 1; day <= 7; ++day)
    for (char const* meter : {"hours", "km"})
      ASSERT_EQ(client
                    ->post(path("/units/" + id + "/readings"),
                           R"({"meter": ")" + std::string(meter) + R"(", "value": )" +
                               std::to_string(day) + R"(, "at": "2026-10-0)" + std::to_string(day) +
                               R"(T00:00:00Z"})")
                    .status,
                201);
  std::vector<std::string> days;
  std::set<std::string> ids;
  std::string cursor;
  do {
    auto const page = client
                          ->get(path("/units/" + id + "/readings?limit=5" +
                                     (cursor.empty() ? "" : "&cursor=" + cursor)))
                          .json();
    EXPECT_LE(page.at("items").as_array().size(), 5U);
    for (auto const& one : page.at("items").as_array()) {
      days.push_back(text(one.at("at")));
      ids.insert(text(one.at("id")));
    }
    cursor = page.at("next_cursor").is_null() ? "" : text(page.at("next_cursor"));
  } while (!cursor.empty());
  EXPECT_EQ(ids.size(), 14U);
  ASSERT_EQ(days.size(), 14U);
  EXPECT_TRUE(std::ranges::is_sorted(days, std::greater{}));
  EXPECT_EQ(client->get(path("/units/" + id + "/readings?cursor=x")).status, 422);
  EXPECT_EQ(client->get(path("/units/" + id + "/readings?limit=0")).status, 422);
}

TEST_P(Corrected, a_mistyped_reading_stays_in_sight_and_the_right_one_stands_in_its_place) {
  auto const id = unit("S1");
  auto const readings = path("/units/" + id + "/readings");
  auto const read = [&](std::string const& body) {
    clock.advance(std::chrono::hours(1));
    return client->post(readings, R"({"meter": "hours", )" + body + "}");
  };
  auto const undo = [&](Json const& reading, char const* body = R"({"reason": "One digit more"})") {
    return client->post(readings + "/" + text(reading.at("id")) + "/void", body);
  };
  auto const meter = [&] { return view(id).at("meters").at(0); };
  ASSERT_EQ(read(R"("value": 1200)").status, 201);
  auto const wrong = read(R"("value": 125000)").json();
  auto const refused = read(R"("value": 12500)");
  EXPECT_EQ(key(refused), "units.meter_runs_back");
  EXPECT_THAT(refused.body, HasSubstr("correct that reading first")) << "the way out";
  // A new meter after it began where the wrong one ended.
  auto const replaced = read(R"("value": 0, "replaced": true)").json();
  ASSERT_EQ(read(R"("value": 40)").status, 201);
  EXPECT_EQ(meter().at("total"), 125040);
  EXPECT_EQ(key(undo(replaced)), "units.reading_begins_meter");
  EXPECT_EQ(undo(wrong, R"({"reason": ""})").status, 422);
  EXPECT_EQ(undo(wrong, R"({"reason": "No", "value": -1})").status, 422);
  EXPECT_EQ(key(undo(wrong, R"({"reason": "No", "value": 1199})")), "units.meter_runs_back");
  auto const voided = undo(wrong, R"({"reason": "One digit more", "value": 12500})");
  ASSERT_EQ(voided.status, 200) << voided.body;
  EXPECT_EQ(voided.json().at("void_reason"), "One digit more");
  EXPECT_EQ(voided.json().at("voided_by"), "Deniz");
  EXPECT_EQ(meter().at("total"), 12540) << "the new meter goes on from what the old one showed";
  EXPECT_EQ(key(undo(wrong)), "units.reading_voided");
  auto const all = client->get(readings).json().at("items");
  ASSERT_EQ(all.as_array().size(), 5U) << "it stays in sight";
  EXPECT_EQ(all.at(2).at("value"), 12500);
  EXPECT_EQ(all.at(2).at("at"), all.at(3).at("at"));
  EXPECT_EQ(all.at(3).at("value"), 125000);
  EXPECT_FALSE(all.at(3).at("voided_at").is_null());
  EXPECT_EQ(told(id, "reading_voided").at("hours"), (Json{125000, 12500}));
  EXPECT_EQ(told(id, "reading_voided").at("reason").at(1), "One digit more");
  ASSERT_EQ(undo(all.at(2)).status, 200) << "nothing was read that day";
  EXPECT_EQ(meter().at("total"), 1240);
  ASSERT_EQ(undo(replaced, R"({"reason": "It began at 10", "value": 10})").status, 200);
  EXPECT_EQ(meter().at("total"), 1230);
}

TEST_P(Corrected, a_reading_is_voided_on_its_own_unit_alone_and_on_the_one_that_it_was_joined_to) {
  auto const one = unit("S1");
  auto const lost = made("/units", R"({"serial": "S7", "description": "fridge"})");
  auto const read =
      client->post(path("/units/" + lost + "/readings"), R"({"meter": "hours", "value": 900})");
  auto const undo = [&](std::string const& unit) {
    return client
        ->post(path("/units/" + unit + "/readings/" + text(read.json().at("id")) + "/void"),
               R"({"reason": "Another device"})")
        .status;
  };
  EXPECT_EQ(undo(one), 404);
  ASSERT_EQ(
      client->post(path("/units/" + one + "/merge"), R"({"version": 1, "lost": ")" + lost + "\"}")
          .status,
      200);
  EXPECT_EQ(undo(one), 200);
  EXPECT_EQ(view(one).at("meters").as_array().size(), 0U);
}

}  // namespace
}  // namespace vefa::units
