#include <gmock/gmock.h>

#include <random>

#include "base/server_key.hpp"
#include "modules/catalogue/catalogue.hpp"
#include "modules/units/test_house.hpp"

namespace vefa::units {
namespace {

VEFA_ON_BOTH_DATABASES(Units);

TEST_P(Units, a_purchase_is_registered_in_one_call) {
  auto const answer = client->post(path("/registrations"), R"({
      "customer": {"kind": "person", "display_name": "Ayşe Yılmaz",
                   "contacts": [{"kind": "phone", "value": "0532 111 22 33"}]},
      "gtin": "4006381333931", "serial": "bx-44 11",
      "place": "Bağdat Cad. 12, Kadıköy",
      "sale": {"sold_on": "2026-10-29", "seller": "Anka Kadıköy", "number": "F-77",
               "price": "24999.90", "currency": "TRY", "proof": "receipt"}})");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("outcome"), "provisional");
  auto const unit = text(answer.json().at("unit_id"));
  auto const view = client->get(path("/units/" + unit)).json();
  EXPECT_EQ(view.at("summary").at("owner").at("display_name"), "Ayşe Yılmaz");
  EXPECT_EQ(view.at("summary").at("serial"), "bx-44 11") << "as she gave it";
  EXPECT_EQ(view.at("summary").at("title"), "Anka 5230 NF");
  EXPECT_EQ(view.at("owners").at(0).at("from_on"), "2026-10-29");
  EXPECT_EQ(view.at("sales").at(0).at("price"), "24999.90");
  EXPECT_EQ(view.at("places").at(0).at("place"), "Bağdat Cad. 12, Kadıköy");
  auto const customer = text(answer.json().at("customer_id"));
  auto const hers = client->get(path("/customers/" + customer + "/units")).json().at("items");
  ASSERT_EQ(hers.as_array().size(), 1U);
  // Once more, by the same customer: nothing is doubled.
  auto const again = client->post(
      path("/registrations"), R"({"customer_id": ")" + customer + R"(", "product_id": ")" + fridge +
                                  R"(", "serial": "BX4411", "sale": {"sold_on": "2026-10-29"}})");
  ASSERT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(again.json().at("outcome"), "again");
  EXPECT_EQ(again.json().at("unit_id"), Json(unit));
  EXPECT_EQ(client->get(path("/units/" + unit)).json().at("sales").as_array().size(), 1U);
}

TEST_P(Units, an_unknown_serial_is_never_a_dead_end) {
  auto const ayse = person("Ayşe Yılmaz", "ayse@example.com");
  auto const answer = client->post(
      path("/registrations"),
      R"({"customer_id": ")" + ayse + R"(", "serial": "??X 99", "description": "beyaz, büyük"})");
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(answer.json().at("outcome"), "provisional");
  auto const unit = text(answer.json().at("unit_id"));
  auto const waiting = client->get(path("/units?state=provisional")).json().at("items");
  EXPECT_EQ(waiting.at(0).at("id"), Json(unit));
  EXPECT_EQ(key(client->patch(path("/units/" + unit), R"({"version": 1, "confirmed": true})")),
            "units.needs_product");
  auto const confirmed =
      client->patch(path("/units/" + unit), R"({"version": 1, "confirmed": true, "product_id": ")" +
                                                fridge + R"(", "manufactured_on": "2026-05-01"})");
  ASSERT_EQ(confirmed.status, 200) << confirmed.body;
  EXPECT_EQ(confirmed.json().at("summary").at("state"), "active");
  EXPECT_EQ(client->get(path("/units?state=provisional")).json().at("items").as_array().size(), 0U);
  EXPECT_EQ(key(client->post(path("/registrations"), R"({"customer_id": ")" + ayse + "\"}")),
            "units.needs_something");
  EXPECT_EQ(key(client->post(path("/registrations"), R"({"serial": "1"})")),
            "units.needs_customer");
  EXPECT_EQ(key(client->post(path("/registrations"),
                             R"({"customer_id": ")" + ayse + R"(", "gtin": "96385074"})")),
            "units.unknown_gtin");
}

TEST_P(Units, a_serial_is_one_unit_of_its_maker_and_look_alikes_are_found) {
  unit("BO1-IZS");
  auto const twice =
      client->post(path("/units"), R"({"product_id": ")" + fridge + R"(", "serial": "bo1 izs"})");
  EXPECT_EQ(twice.status, 409);
  EXPECT_EQ(key(twice), "units.serial_taken");
  EXPECT_THAT(twice.body, ::testing::HasSubstr("Anka 5230 NF")) << "names the unit that has it";
  EXPECT_EQ(
      key(client->post(path("/units"), R"({"product_id": ")" + fridge + R"(", "serial": "--"})")),
      "units.bad_serial");
  auto const other_maker = made("/units", R"({"manufacturer": "Duna", "serial": "BO1 IZS"})");
  auto const found = client->get(path("/units?serial=801-125")).json().at("items");
  ASSERT_EQ(found.as_array().size(), 2U) << "both look like it";
  EXPECT_EQ(found.at(0).at("serial"), "BO1-IZS") << "never rewritten";
  EXPECT_EQ(client->get(path("/units?serial=bo1izs")).json().at("items").as_array().size(), 2U);
  EXPECT_EQ(client->get(path("/units?serial=zzz")).json().at("items").as_array().size(), 0U);
  EXPECT_EQ(key(client->patch(path("/units/" + other_maker),
                              R"({"version": 1, "product_id": ")" + fridge + "\"}")),
            "units.serial_taken");
}

TEST_P(Units, a_serial_in_look_alike_letters_is_told_when_it_is_registered) {
  auto const known = unit("TR-1");
  auto const reg = [&](std::string const& serial, std::string const& who) {
    auto const answer =
        client->post(path("/registrations"), R"({"product_id": ")" + fridge + R"(", "serial": ")" +
                                                 serial + R"(", "customer_id": ")" + who + "\"}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.json();
  };
  auto const ayse = person("Ayşe", "ayse@example.com");
  // The T is Cyrillic, the I a letter: another serial, and very likely the same plate.
  auto const answer = reg("ТR-I", ayse);
  EXPECT_EQ(answer.at("outcome"), "provisional") << "nobody is turned away";
  ASSERT_EQ(answer.at("looks_like").as_array().size(), 1U);
  EXPECT_EQ(answer.at("looks_like").at(0).at("id"), Json(known));
  EXPECT_EQ(answer.at("looks_like").at(0).at("serial"), "TR-1");
  auto const view = client->get(path("/units/" + text(answer.at("unit_id")))).json();
  EXPECT_EQ(view.at("looks_like").at(0).at("id"), Json(known)) << "and whenever it is looked at";
  EXPECT_EQ(reg("XQ-77", ayse).at("looks_like").as_array().size(), 0U);
  made("/units", R"({"manufacturer": "Duna", "serial": "XQ-77"})");
  EXPECT_EQ(reg("XQ-77", ayse).at("looks_like").as_array().size(), 0U)
      << "another maker's is another piece";
}

TEST_P(Units, a_sale_in_the_future_is_refused_and_each_wrong_value_is_named) {
  auto const id = unit("S1", R"(, "manufactured_on": "2026-01-10")");
  auto const sell = [&](std::string const& body) {
    return client->post(path("/units/" + id + "/sales"), body);
  };
  struct Case {
    char const* body;
    char const* field;
    char const* key;
  };
  for (auto const& c : {
           Case{R"({"sold_on": "2026-11-23"})", "sold_on", "units.sale_in_future"},
           Case{R"({"sold_on": "2026-01-09"})", "sold_on", "units.sold_before_made"},
           Case{R"({"sold_on": "2026-11-01", "delivered_on": "2026-12-01"})", "delivered_on",
                "units.delivery_in_future"},
           Case{R"({"sold_on": "2026-11-01", "commissioned_on": "2026-11-02"})", "commissioned_by",
                "units.commissioning_incomplete"},
           Case{R"({"sold_on": "2026-11-01", "price": "-1"})", "price", "units.bad_price"},
           Case{R"({"sold_on": "2026-11-01", "price": "1.234"})", "price", "units.bad_price"},
           Case{R"({"sold_on": "2026-11-01", "price": "1", "currency": "XQZ"})", "currency",
                "units.bad_currency"},
           Case{R"({"sold_on": "2026-11-01", "country": "T1"})", "country", "units.bad_country"},
       }) {
    auto const answer = sell(c.body);
    EXPECT_EQ(answer.status, 422) << c.body;
    EXPECT_EQ(answer.problem_key(c.field), c.key) << c.body << answer.body;
  }
  EXPECT_EQ(client->get(path("/units/" + id)).json().at("sales").as_array().size(), 0U)
      << "nothing half-written";
  EXPECT_EQ(sell(R"({"sold_on": "2026-11-22"})").status, 201) << "today is not the future";
}

TEST_P(Units, a_sale_is_proved_changed_and_voided) {
  auto const id = unit("S1");
  auto const sale = client->post(path("/units/" + id + "/sales"), R"({"sold_on": "2026-11-01"})");
  ASSERT_EQ(sale.status, 201) << sale.body;
  auto const where = path("/sales/" + text(sale.json().at("id")));
  EXPECT_EQ(sale.json().at("proof"), "nothing_yet");
  EXPECT_EQ(client->get(where + "/proof").status, 404);
  auto const png = std::string("\x89PNG\r\n\x1a\n") + std::string(20, 'x');
  auto const proved =
      client->send("PUT", where + "/proof?kind=photo", png, {{"Content-Type", "image/png"}});
  ASSERT_EQ(proved.status, 200) << proved.body;
  EXPECT_EQ(proved.json().at("has_file"), true);
  auto const file = client->get(where + "/proof");
  EXPECT_EQ(file.body, png);
  EXPECT_EQ(file.header("content-type"), "image/png");
  EXPECT_EQ(
      client->send("PUT", where + "/proof?kind=nothing_yet", png, {{"Content-Type", "image/png"}})
          .status,
      422);
  auto const changed = client->patch(where, R"({"version": 2, "delivered_on": "2026-11-05",
      "commissioned_on": "2026-11-06", "commissioned_by": "agent"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(client->patch(where, R"({"version": 2})").status, 409);
  EXPECT_EQ(client->post(where + "/void", R"({"version": 3, "reason": "test sale"})").status, 200);
  EXPECT_EQ(key(client->patch(where, R"({"version": 4})")), "units.sale_voided");
}

TEST_P(Units, a_resale_ends_one_period_and_begins_the_next) {
  auto const ayse = person("Ayşe", "ayse@example.com"), banu = person("Banu", "banu@example.com");
  auto const id = unit("S1");
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/sales"),
                       R"({"sold_on": "2025-03-01", "customer_id": ")" + ayse + "\"}")
                .status,
            201);
  auto const hand = [&](std::string const& to, std::string const& day) {
    return client->post(path("/units/" + id + "/transfer"),
                        R"({"customer_id": ")" + to + R"(", "from_on": ")" + day + "\"}");
  };
  EXPECT_EQ(key(hand(ayse, "2026-01-01")), "units.same_owner");
  EXPECT_EQ(key(hand(banu, "2025-02-28")), "units.resale_too_early");
  EXPECT_EQ(key(hand(banu, "2026-11-23")), "units.sale_in_future");
  ASSERT_EQ(hand(banu, "2026-06-01").status, 201);
  auto const view = client->get(path("/units/" + id)).json();
  EXPECT_EQ(view.at("owners").at(0).at("until_on"), "2026-06-01");
  EXPECT_EQ(view.at("owners").at(1).at("customer").at("id"), Json(banu));
  EXPECT_EQ(view.at("owners").at(1).at("how"), "resale");
  EXPECT_TRUE(view.at("owners").at(1).at("until_on").is_null());
  EXPECT_EQ(client->get(path("/customers/" + ayse + "/units")).json().at("items").as_array().size(),
            0U);
}

TEST_P(Units, who_registers_another_s_unit_waits_for_a_person) {
  auto const ayse = person("Ayşe", "ayse@example.com"), banu = person("Banu", "banu@example.com");
  auto const reg = [&](std::string const& who) {
    return client->post(path("/registrations"), R"({"customer_id": ")" + who +
                                                    R"(", "product_id": ")" + fridge +
                                                    R"(", "serial": "S1",
                                                    "sale": {"sold_on": "2026-06-01"}})");
  };
  auto const first = reg(ayse).json();
  auto const second = reg(banu).json();
  EXPECT_EQ(second.at("outcome"), "waiting");
  EXPECT_EQ(reg(banu).json().at("claim_id"), second.at("claim_id")) << "asked twice, waits once";
  auto const unit_path = path("/units/" + text(first.at("unit_id")));
  EXPECT_EQ(client->get(unit_path).json().at("summary").at("owner").at("id"), Json(ayse));
  auto const waiting = client->get(path("/claims")).json().at("items");
  ASSERT_EQ(waiting.as_array().size(), 1U);
  auto const claim = path("/claims/" + text(second.at("claim_id")));
  ASSERT_EQ(client->post(claim + "/accept", "{}").status, 200);
  EXPECT_EQ(client->get(unit_path).json().at("summary").at("owner").at("id"), Json(banu));
  EXPECT_EQ(key(client->post(claim + "/reject", "{}")), "units.claim_decided");
  // Ayşe asks back, and is not believed over the books.
  auto const third = reg(ayse).json();
  ASSERT_EQ(client
                ->post(path("/claims/" + text(third.at("claim_id"))) + "/reject",
                       R"({"reason": "sold it"})")
                .status,
            200);
  EXPECT_EQ(client->get(unit_path).json().at("summary").at("owner").at("id"), Json(banu));
}

TEST_P(Units, of_one_owner_on_both_sides_of_a_merge_the_earlier_day_stands) {
  auto const ayse = person("Ayşe", "ayse@example.com");
  auto const kept = unit("S1");
  auto const lost = made("/units", R"({"serial": "S7", "description": "fridge"})");
  auto const sell = [&](std::string const& id, std::string const& day) {
    auto const answer =
        client->post(path("/units/" + id + "/sales"),
                     R"({"sold_on": ")" + day + R"(", "customer_id": ")" + ayse + "\"}");
    EXPECT_EQ(answer.status, 201) << answer.body;
  };
  sell(kept, "2026-02-01");
  sell(lost, "2026-01-01");
  auto const merged =
      client->post(path("/units/" + kept + "/merge"), R"({"version": 1, "lost": ")" + lost + "\"}");
  ASSERT_EQ(merged.status, 200) << merged.body;
  auto const owners = client->get(path("/units/" + kept)).json().at("owners").as_array();
  ASSERT_EQ(owners.size(), 1u);
  EXPECT_EQ(owners.at(0).at("from_on"), Json("2026-01-01"));
}

TEST_P(Units, a_merge_keeps_both_histories) {
  auto const ayse = person("Ayşe", "ayse@example.com"), banu = person("Banu", "banu@example.com");
  auto const kept = unit("S1");
  auto const lost = made("/units", R"({"serial": "S7", "description": "fridge"})");
  auto const inner =
      made("/units", R"({"description": "compressor", "parent_id": ")" + lost + "\"}");
  auto const sell = [&](std::string const& id, std::string const& who, std::string const& day) {
    auto const answer =
        client->post(path("/units/" + id + "/sales"),
                     R"({"sold_on": ")" + day + R"(", "customer_id": ")" + who + "\"}");
    EXPECT_EQ(answer.status, 201) << answer.body;
  };
  sell(kept, ayse, "2026-02-01");
  sell(lost, banu, "2026-01-01");
  ASSERT_EQ(client->post(path("/units/" + lost + "/readings"), R"({"meter": "hours", "value": 40})")
                .status,
            201);
  ASSERT_EQ(client->post(path("/units/" + lost + "/places"), R"({"place": "Kadıköy"})").status,
            201);
  auto const join = [&](std::string const& a, int version, std::string const& b) {
    return client->post(path("/units/" + a + "/merge"),
                        R"({"version": )" + std::to_string(version) + R"(, "lost": ")" + b + "\"}");
  };
  EXPECT_EQ(key(join(kept, 1, kept)), "units.merge_same");
  EXPECT_EQ(key(join(kept, 1, lost)), "units.merge_owners");
  ASSERT_EQ(
      client->post(path("/units/" + lost + "/transfer"), R"({"customer_id": ")" + ayse + "\"}")
          .status,
      201);
  EXPECT_EQ(key(join(kept, 1, made("/units", R"({"manufacturer": "Duna", "serial": "S1"})"))),
            "units.merge_makers");
  EXPECT_EQ(join(kept, 7, lost).status, 409);
  auto const merged = join(kept, 1, lost);
  ASSERT_EQ(merged.status, 200) << merged.body;
  auto const view = client->get(path("/units/" + lost)).json();
  EXPECT_EQ(view.at("summary").at("id"), Json(kept)) << "the old id leads to the kept row";
  EXPECT_EQ(view.at("sales").as_array().size(), 2U);
  EXPECT_EQ(view.at("owners").as_array().size(), 2U) << "Banu's period and Ayşe's, joined";
  EXPECT_EQ(view.at("meters").at(0).at("value"), 40);
  EXPECT_EQ(view.at("places").at(0).at("place"), "Kadıköy");
  EXPECT_EQ(view.at("children").at(0).at("id"), Json(inner));
  EXPECT_EQ(view.at("merged").at(0), Json(lost));
  auto const history = client->get(path("/units/" + kept + "/history")).json().at("items");
  EXPECT_GE(history.as_array().size(), 6U) << "what happened to either";
  EXPECT_EQ(key(client->post(path("/units/" + lost + "/transfer"),
                             R"({"customer_id": ")" + banu + "\"}")),
            "units.not_living");
}

TEST_P(Units, a_merge_makes_no_circle) {
  auto const built_into = [&](std::string const& serial, std::string const& whole) {
    return unit(serial, R"(, "parent_id": ")" + whole + "\"");
  };
  auto const join = [&](std::string const& kept, std::string const& lost) {
    auto const version = client->get(path("/units/" + kept)).json().at("summary").at("version");
    return client
        ->post(path("/units/" + kept + "/merge"), R"({"version": )" +
                                                      std::to_string(version.as_int64()) +
                                                      R"(, "lost": ")" + lost + "\"}")
        .status;
  };
  auto const whole_of = [&](std::string const& id) {
    auto const parent = client->get(path("/units/" + id)).json().at("parent");
    return parent.is_null() ? std::string() : text(parent.at("id"));
  };
  // The outermost is lost in the innermost, which takes its place.
  auto const house = unit("H");
  auto const a = built_into("A", house), b = built_into("B", a), c = built_into("C", b);
  ASSERT_EQ(join(c, a), 200);
  EXPECT_EQ(whole_of(b), c);
  EXPECT_EQ(whole_of(c), house);
  // The innermost is lost in the outermost, which is not built into what is built into it.
  auto const k = unit("K");
  auto const x = built_into("X", k), l = built_into("L", x);
  ASSERT_EQ(join(k, l), 200);
  EXPECT_EQ(whole_of(x), k);
  EXPECT_EQ(whole_of(k), "");
  EXPECT_EQ(client->get(path("/units/" + x)).json().at("children").as_array().size(), 0U)
      << "what was merged is nothing of its own any more";
  // Whatever is merged into what, every way up ends.
  std::mt19937 random(20261128);
  std::vector<std::string> all;
  for (int i = 0; i < 12; ++i)
    all.push_back(i < 2 ? unit("R" + std::to_string(i))
                        : built_into("R" + std::to_string(i), all[random() % all.size()]));
  while (all.size() > 2) {
    auto const lost = all[random() % all.size()];
    std::erase(all, lost);
    ASSERT_EQ(join(all[random() % all.size()], lost), 200);
    for (auto const& one : all) {
      std::size_t steps = 0;
      for (auto at = whole_of(one); !at.empty() && steps <= all.size(); ++steps) at = whole_of(at);
      ASSERT_LE(steps, all.size());
    }
  }
}

TEST_P(Units, meters_of_merged_rows_never_run_back) {
  auto const kept = unit("S1");
  auto const lost = made("/units", R"({"serial": "S7", "description": "fridge"})");
  auto const read = [&](std::string const& id, std::string const& body) {
    return client->post(path("/units/" + id + "/readings"), R"({"meter": "hours", )" + body + "}");
  };
  ASSERT_EQ(read(lost, R"("value": 900, "at": "2026-10-01T00:00:00Z")").status, 201);
  ASSERT_EQ(read(kept, R"("value": 100, "at": "2026-11-01T00:00:00Z")").status, 201);
  ASSERT_EQ(
      client->post(path("/units/" + kept + "/merge"), R"({"version": 1, "lost": ")" + lost + "\"}")
          .status,
      200);
  auto const total = [&] {
    return client->get(path("/units/" + kept)).json().at("meters").at(0).at("total").as_int64();
  };
  EXPECT_EQ(total(), 900) << "what one of the rows was once read at is not forgotten";
  EXPECT_EQ(key(read(kept, R"("value": 200)")), "units.meter_runs_back");
  EXPECT_EQ(total(), 900);
  ASSERT_EQ(read(kept, R"("value": 950)").status, 201);
  EXPECT_EQ(total(), 950);
  ASSERT_EQ(read(kept, R"("value": 0, "replaced": true)").status, 201) << "a new meter";
  clock.advance(std::chrono::hours(1));
  ASSERT_EQ(read(kept, R"("value": 5)").status, 201);
  EXPECT_EQ(total(), 955);
}

TEST_P(Units, a_meter_that_is_read_every_day_shows_its_newest_reading) {
  auto const id = unit("S1");
  ASSERT_EQ(
      client->post(path("/units/" + id + "/readings"), R"({"meter": "km", "value": 7})").status,
      201);
  database_
      ->write_result([&](db::Tx& tx) -> Result<void> {
        tx.run(vefa::testing::ad_hoc(
                   "INSERT INTO meter_readings (id, unit_id, meter, at, value, total, replaced, "
                   "source,"
                   " note, recorded_at, recorded_by) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
                   " SELECT i + 1 FROM n WHERE i < 1200) SELECT 9000000 + i, u.id, 'hours', i, i, "
                   "i, 0,"
                   " 'staff', '', i, 'x' FROM n, units u WHERE u.id = $1"),
               *UnitId::parse(id));
        return {};
      })
      .value();
  auto const meters = client->get(path("/units/" + id)).json().at("meters");
  ASSERT_EQ(meters.as_array().size(), 2U) << "one of each";
  EXPECT_EQ(meters.at(0).at("total"), 1200);
  EXPECT_EQ(meters.at(1).at("meter"), "km");
}

TEST_P(Units, a_tree_has_no_circle_and_meters_run_forward) {
  auto const whole = unit("W1");
  auto const part = made("/units", R"({"product_id": ")" + fridge + R"(", "serial": "P1",
      "parent_id": ")" + whole + "\"}");
  EXPECT_EQ(key(client->patch(path("/units/" + whole),
                              R"({"version": 1, "parent_id": ")" + part + "\"}")),
            "units.parent_in_itself");
  auto const read = [&](std::string const& body) {
    return client->post(path("/units/" + whole + "/readings"), body);
  };
  ASSERT_EQ(read(R"({"meter": "hours", "value": 100, "at": "2026-10-01T00:00:00Z"})").status, 201);
  EXPECT_EQ(key(read(R"({"meter": "hours", "value": 99})")), "units.meter_runs_back");
  EXPECT_EQ(key(read(R"({"meter": "hours", "value": 1, "at": "2027-10-01T00:00:00Z"})")),
            "units.read_in_future");
  EXPECT_EQ(read(R"({"meter": "hours", "value": -1})").status, 422);
  ASSERT_EQ(read(R"({"meter": "hours", "value": 0, "replaced": true})").status, 201);
  clock.advance(std::chrono::hours(1));
  auto const last = read(R"({"meter": "hours", "value": 7})");
  ASSERT_EQ(last.status, 201) << last.body;
  EXPECT_EQ(last.json().at("total"), 107);
  EXPECT_EQ(client->get(path("/units/" + whole + "/readings")).json().at("items").as_array().size(),
            3U);
  EXPECT_EQ(client->patch(path("/units/" + whole), R"({"version": 1, "scrapped": true})")
                .json()
                .at("summary")
                .at("state"),
            "scrapped");
  EXPECT_EQ(key(client->post(path("/units/" + whole + "/places"),
                             R"({"place": "x", "from_on": "2027-01-01"})")),
            "units.moved_in_future");
}

TEST_P(Units, names_of_owners_stay_with_those_who_may_read_customers) {
  auto const ayse = person("Ayşe", "ayse@example.com");
  auto const id = unit("S1");
  client->post(path("/units/" + id + "/sales"),
               R"({"sold_on": "2026-11-01", "customer_id": ")" + ayse + "\"}");
  client->token = "parts";
  auto const view = client->get(path("/units/" + id));
  ASSERT_EQ(view.status, 200) << view.body;
  EXPECT_THAT(view.body, ::testing::Not(::testing::HasSubstr("Ayşe")));
  EXPECT_THAT(view.body, ::testing::Not(::testing::HasSubstr(ayse)));
  EXPECT_EQ(client->get(path("/units/" + id + "/history")).status, 403);
}

TEST_P(Units, a_link_is_of_this_server_and_for_one_thing_alone) {
  set_server_key(std::string(32, 'k'));
  auto const token = link_token(UnitId{77});
  EXPECT_EQ(unit_of_token(token), UnitId{77});
  EXPECT_FALSE(product_of_token(token)) << "a unit's link opens no product";
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto forged = token;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unit_of_token(forged)) << i;
  }
  auto const id = unit("S1");
  auto const link = client->get(path("/units/" + id + "/registration-link")).json();
  EXPECT_THAT(text(link.at("url")), ::testing::HasSubstr("/g/"));
  auto const code = client->get(path("/products/" + fridge + "/qr"));
  EXPECT_EQ(code.header("content-type"), "image/svg+xml");
  EXPECT_TRUE(code.body.starts_with("<svg")) << code.body;
  EXPECT_EQ(client->get(path("/units/" + id + "/qr")).status, 200);
  EXPECT_EQ(client->get(path("/products/" + fridge + "/registration-link")).status, 200);
}

TEST_P(Units, what_was_of_a_merged_customer_is_the_kept_one_s_and_erasure_leaves_days_alone) {
  auto const ayse = person("Ayşe", "ayse@example.com"), twin = person("Ayse", "ayse2@example.com");
  auto const id = unit("S1");
  auto const sale = client->post(path("/units/" + id + "/sales"), R"({"sold_on": "2026-11-01",
      "number": "F-1", "seller": "Corner shop", "customer_id": ")" + twin +
                                                                      "\"}");
  ASSERT_EQ(sale.status, 201);
  auto const proof = path("/sales/" + text(sale.json().at("id")) + "/proof");
  ASSERT_EQ(client->send("PUT", proof, "%PDF-1.4 x", {{"Content-Type", "application/pdf"}}).status,
            200);
  ASSERT_EQ(client->post(path("/units/" + id + "/places"), R"({"place": "Kadıköy"})").status, 201);
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/readings"),
                       R"({"meter": "hours", "value": 10, "note": "read out by her son"})")
                .status,
            201);
  ASSERT_EQ(client
                ->post(path("/sales/" + text(sale.json().at("id")) + "/void"),
                       R"({"version": 2, "reason": "she could not pay"})")
                .status,
            200);
  ASSERT_EQ(client
                ->post(path("/customers/" + ayse + "/merge"),
                       R"({"version": 1, "lost": ")" + twin + "\"}")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(client->get(path("/customers/" + ayse + "/units")).json().at("items").as_array().size(),
            1U);
  auto const exported = client->get(path("/customers/" + ayse + "/export"));
  EXPECT_THAT(exported.body, ::testing::HasSubstr("Kadıköy"));
  EXPECT_THAT(exported.body, ::testing::HasSubstr("F-1"));
  auto const file = client->get(path("/customers/" + ayse)).json();
  auto const version = file.at("customer").at("version").as_int64();
  ASSERT_EQ(client
                ->post(path("/customers/" + ayse + "/erase"),
                       R"({"version": )" + std::to_string(version) + "}")
                .status,
            200);
  run_jobs();
  EXPECT_EQ(client->get(proof).status, 404);
  auto const view = client->get(path("/units/" + id));
  EXPECT_THAT(view.body, ::testing::Not(::testing::HasSubstr("Kadıköy")));
  for (auto const* words : {"Corner shop", "her son", "could not pay"})
    EXPECT_THAT(view.body + client->get(path("/units/" + id + "/readings")).body,
                ::testing::Not(::testing::HasSubstr(words)));
  EXPECT_EQ(view.json().at("sales").at(0).at("sold_on"), "2026-11-01");
}

TEST_P(Units, what_was_noted_beside_a_meter_goes_with_whose_the_unit_was_when_it_was_noted) {
  auto const ayse = person("Ayşe", "ayse@example.com"), bora = person("Bora", "bora@example.com");
  auto const id = unit("S1");
  auto const note = [&](char const* value, char const* words) {
    ASSERT_EQ(client
                  ->post(path("/units/" + id + "/readings"), R"({"meter": "hours", "value": )" +
                                                                 std::string(value) +
                                                                 R"(, "note": ")" + words + "\"}")
                  .status,
              201);
    clock.advance(std::chrono::hours(1));
  };
  auto const notes = [&] { return client->get(path("/units/" + id + "/readings")).body; };
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/sales"),
                       R"({"sold_on": "2026-11-01", "customer_id": ")" + ayse + "\"}")
                .status,
            201);
  auto const undo_newest = [&](char const* words) {
    auto const newest = client->get(path("/units/" + id + "/readings")).json().at("items").at(0);
    ASSERT_EQ(client
                  ->post(path("/units/" + id + "/readings/" + text(newest.at("id")) + "/void"),
                         R"({"reason": ")" + std::string(words) + "\"}")
                  .status,
              200);
    clock.advance(std::chrono::hours(1));
  };
  note("10", "Ayşe hides the key");
  note("11", "");
  undo_newest("Ayşe cannot see well");
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/transfer"),
                       R"({"customer_id": ")" + bora + R"(", "from_on": "2026-11-03"})")
                .status,
            201);
  note("20", "Bora is deaf");
  note("21", "");
  undo_newest("Bora cannot count");
  // What is put right under him is noted beside what it was, and nowhere else.
  auto const all = client->get(path("/units/" + id + "/readings")).json().at("items").as_array();
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/readings/" + text(all.back().at("id")) + "/void"),
                       R"({"reason": "Misread", "value": 9})")
                .status,
            200);
  ASSERT_EQ(client->post(path("/customers/" + ayse + "/erase"), R"({"version": 1})").status, 200);
  run_jobs();
  EXPECT_THAT(notes(), ::testing::Not(::testing::HasSubstr("hides")));
  EXPECT_THAT(notes(), ::testing::Not(::testing::HasSubstr("cannot see")));
  EXPECT_THAT(notes(), ::testing::HasSubstr("deaf"));
  EXPECT_THAT(notes(), ::testing::HasSubstr("cannot count"));
}

TEST_P(Units, a_customer_who_owned_a_unit_is_not_taken_out) {
  customers::install({.exports = {}, .holds = {}, .ties = {has_ties}});
  auto const ayse = person("Ayşe", "ayse@example.com"), banu = person("Banu", "banu@example.com");
  auto const id = unit("S1");
  ASSERT_EQ(client
                ->post(path("/units/" + id + "/sales"),
                       R"({"sold_on": "2026-01-01", "customer_id": ")" + ayse + "\"}")
                .status,
            201);
  auto const taken_out = [&](std::string const& who) {
    Context const ctx{.now = clock.now(), .ids = &ids_};
    return database_->write_result(
        [&](db::Tx& tx) { return customers::take_out(ctx, tx, *CustomerId::parse(who)); });
  };
  EXPECT_EQ(taken_out(ayse).error().key, "customers.not_alone");
  EXPECT_TRUE(taken_out(banu).ok());
}

TEST_P(Units, lists_have_no_gaps) {
  for (int i = 0; i < 12; ++i) unit("L" + std::to_string(i));
  std::set<std::string> seen;
  std::string cursor;
  do {
    auto const page =
        client->get(path("/units?limit=5" + (cursor.empty() ? "" : "&cursor=" + cursor))).json();
    for (auto const& item : page.at("items").as_array()) seen.insert(text(item.at("id")));
    cursor = page.at("next_cursor").is_null() ? "" : text(page.at("next_cursor"));
  } while (!cursor.empty());
  EXPECT_EQ(seen.size(), 12U);
  EXPECT_EQ(client->get(path("/units?product=" + fridge)).json().at("items").as_array().size(),
            12U);
  EXPECT_EQ(client->get(path("/units?cursor=x")).status, 422);
}

}  // namespace
}  // namespace vefa::units
