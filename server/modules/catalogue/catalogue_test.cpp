#include <gmock/gmock.h>

#include "modules/catalogue/catalogue.hpp"
#include "tests/support/api_house.hpp"

namespace vefa::catalogue {
namespace {

class Catalogue : public testing::ApiHouse {
 protected:
  void SetUp() override {
    add_routes(routes_);
    open(routes_);
  }
  std::string made(std::string const& where, std::string const& body) {
    auto const answer = client->post(path(where), body);
    EXPECT_EQ(answer.status, 201) << where << " " << body << " -> " << answer.body;
    if (answer.status != 201) return {};
    auto const json = answer.json();
    return text(json.as_object().contains("summary") ? json.at("summary").at("id") : json.at("id"));
  }
  std::string group(std::string const& code, std::string const& more = "") {
    return made("/product-groups",
                R"({"code": ")" + code + R"(", "names": {"en": ")" + code + R"("})" + more + "}");
  }
  std::string product(std::string const& model, std::string const& more = "") {
    return made("/products", R"({"group": "refrigerator", "manufacturer": "Anka", "model": ")" +
                                 model + "\"" + more + "}");
  }
  std::string part(std::string const& model) { return product(model, R"(, "kind": "part")"); }
  /// The field and key of the first refusal.
  static std::pair<std::string, std::string> first(testing::HttpAnswer const& answer) {
    auto const json = answer.json();
    if (!json.as_object().contains("errors")) return {"", answer.body};
    auto const& error = json.at("errors").at(0);
    return {text(error.at("field")), text(error.at("key"))};
  }
  using Said = std::pair<std::string, std::string>;
  http::Routes routes_;
};
VEFA_ON_BOTH_DATABASES(Catalogue);

TEST_P(Catalogue, one_gtin_is_one_product_however_it_is_written) {
  group("refrigerator");
  auto const id = product("5230 NF", R"(, "gtin": "400 638 133 3931", "sku": "BX-1")");
  for (char const* written : {"4006381333931", "4006381-333931", "bx-1", "5230"}) {
    auto const found = client->get(path("/products?find=" + std::string(written)));
    ASSERT_EQ(found.status, 200) << found.body;
    EXPECT_EQ(found.json().at("items").at(0).at("id"), Json(id)) << written;
  }
  auto const again = client->post(path("/products"),
                                  R"({"group": "refrigerator", "manufacturer": "Anka",
          "model": "other", "gtin": "04006381333931"})");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(first(again), (Said{"gtin", "catalogue.gtin_taken"}));
  auto const wrong = client->post(path("/products"),
                                  R"({"group": "refrigerator", "manufacturer": "Anka",
          "model": "other", "gtin": "4006381333932"})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(first(wrong), (Said{"gtin", "catalogue.bad_gtin"}));
}

TEST_P(Catalogue, each_number_that_is_another_s_is_named) {
  group("refrigerator");
  product("Isıtıcı 10", R"(, "sku": "S-1")");
  auto const same_model = client->post(path("/products"), R"({"group": "refrigerator",
          "manufacturer": "ANKA", "model": "ISITICI 10"})");
  EXPECT_EQ(first(same_model), (Said{"model", "catalogue.model_taken"}));
  auto const same_sku = client->post(path("/products"), R"({"group": "refrigerator",
          "manufacturer": "Duna", "model": "11", "sku": "s-1"})");
  EXPECT_EQ(first(same_sku), (Said{"sku", "catalogue.sku_taken"}));
  auto const other_maker = product("12");
  EXPECT_EQ(
      first(client->patch(path("/products/" + other_maker), R"({"version": 1, "sku": "S-1"})")),
      (Said{"sku", "catalogue.sku_taken"}));
  EXPECT_EQ(client->get(path("/manufacturers")).json().at("items").as_array().size(), 1U)
      << "the refused product made no manufacturer";
  auto const unknown = client->post(path("/products"), R"({"group": "toaster",
          "manufacturer": "Anka", "model": "13"})");
  EXPECT_EQ(first(unknown), (Said{"group", "catalogue.unknown_group"}));
  auto const changed =
      client->patch(path("/products/" + other_maker), R"({"version": 1, "brand": "Anka Home",
          "names": {"tr": "Buzdolabı", "hu": "Hűtőszekrény"}, "languages": ["tr", "he"],
          "state": "retired", "model": "12 B", "gtin": "96385074", "legal_life_months": 96})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("summary").at("title"), "Anka Home 12 B");
  EXPECT_EQ(changed.json().at("summary").at("version"), 2);
  EXPECT_EQ(changed.json().at("legal_life_months"), 96);
  EXPECT_EQ(client->patch(path("/products/" + other_maker), R"({"version": 1})").status, 409);
  auto const maker = client->get(path("/manufacturers")).json().at("items").at(0);
  auto const maker_path = path("/manufacturers/" + text(maker.at("id")));
  EXPECT_EQ(client->patch(maker_path, R"({"version": 1, "name": "Anka A.Ş."})").status, 200);
  EXPECT_EQ(client->patch(maker_path, R"({"version": 1, "name": "Anka"})").status, 409);
}

TEST_P(Catalogue, a_product_is_found_by_its_makers_name_and_model_however_they_are_written) {
  group("refrigerator");
  auto const id = product("Isıtıcı 10");
  database->read_now([&](db::Tx& tx) {
    auto const found = find_by_model(tx, "ANKA", " ISITICI 10 ");
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->id.text(), id);
    EXPECT_FALSE(find_by_model(tx, "Anka", "Isıtıcı 11").has_value());
    EXPECT_FALSE(find_by_model(tx, "Duna", "Isıtıcı 10").has_value());
    EXPECT_FALSE(find_by_model(tx, "Anka", " ").has_value());
  });
}

TEST_P(Catalogue, whether_the_law_lists_goods_comes_from_the_nearest_group_that_says_it) {
  auto const top = group("home_textiles", R"(, "listed": false)");
  auto const carpet = group("carpet", R"(, "parent_id": ")" + top + "\"");
  auto const plain = group("lamp");
  auto const listed = [&](std::string const& id) {
    return database
        ->read_result([&](db::Tx& tx) -> Result<std::optional<bool>> {
          return listed_by_law(tx, *ProductGroupId::parse(id));
        })
        .value();
  };
  EXPECT_EQ(listed(carpet), false) << "its parent's";
  EXPECT_EQ(listed(plain), std::nullopt) << "nobody said";
  auto const changed =
      client->patch(path("/product-groups/" + carpet), R"({"version": 1, "listed": true})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("listed"), true);
  EXPECT_EQ(listed(carpet), true);
  EXPECT_EQ(listed(top), false);
}

TEST_P(Catalogue, usage_life_comes_from_the_nearest_that_says_it) {
  auto const top = group("white_goods", R"(, "legal_life_months": 120)");
  auto const fridge = group("refrigerator", R"(, "parent_id": ")" + top + "\"");
  auto const plain = product("1");
  auto const own = product("2", R"(, "legal_life_months": 84)");
  auto const life = [&](std::string const& id) {
    return client->get(path("/products/" + id)).json().at("legal_life_months");
  };
  EXPECT_EQ(life(plain), 120);
  EXPECT_EQ(life(own), 84);
  auto const changed = client->patch(path("/product-groups/" + fridge),
                                     R"({"version": 1, "legal_life_months": 100})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(life(plain), 100);
  EXPECT_EQ(first(client->patch(path("/product-groups/" + top),
                                R"({"version": 1, "parent_id": ")" + fridge + "\"}")),
            (Said{"parent_id", "catalogue.group_in_itself"}));
  EXPECT_EQ(first(client->post(path("/product-groups"),
                               R"({"code": "White Goods", "names": {"en": "x"}})")),
            (Said{"code", "catalogue.bad_code"}));
  EXPECT_EQ(first(client->post(path("/product-groups"),
                               R"({"code": "refrigerator", "names": {"en": "x"}})")),
            (Said{"code", "catalogue.code_taken"}));
  EXPECT_EQ(
      first(client->post(path("/product-groups"), R"({"code": "x", "names": {"klingon": "x"}})")),
      (Said{"names.klingon", "catalogue.bad_language"}));
  EXPECT_EQ(client->get(path("/product-groups")).json().at("items").as_array().size(), 2U);
}

TEST_P(Catalogue, nothing_consists_of_itself) {
  group("refrigerator");
  auto const fridge = product("1");
  auto const door = part("door");
  auto const seal = part("seal");
  auto const bill = [&](std::string const& id, int version, std::string const& lines) {
    return client->put(
        path("/products/" + id + "/bill-of-material"),
        R"({"version": )" + std::to_string(version) + R"(, "lines": [)" + lines + "]}");
  };
  auto const line = [](std::string const& id, int quantity = 1) {
    return R"({"part_id": ")" + id + R"(", "quantity": )" + std::to_string(quantity) +
           R"(, "reference": "A1"})";
  };
  auto const set = bill(fridge, 1, line(door) + "," + line(seal, 2));
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(set.json().at("items").at(1).at("quantity"), 2);
  EXPECT_EQ(bill(door, 1, line(seal)).status, 200);
  EXPECT_EQ(first(bill(seal, 1, line(door))),
            (Said{"lines[0].part_id", "catalogue.part_in_itself"}));
  EXPECT_EQ(first(bill(seal, 1, line(seal))),
            (Said{"lines[0].part_id", "catalogue.part_in_itself"}));
  EXPECT_EQ(first(bill(seal, 1, line(fridge))), (Said{"lines[0].part_id", "catalogue.not_a_part"}));
  EXPECT_EQ(first(bill(fridge, 2, line(door, 0))),
            (Said{"lines[0].quantity", "catalogue.bad_quantity"}));
  EXPECT_EQ(bill(fridge, 1, line(door)).status, 409) << "the version has moved on";
  auto const used = client->get(path("/products/" + seal + "/used-in")).json().at("items");
  EXPECT_EQ(used.as_array().size(), 2U);
  auto const view = client->get(path("/products/" + fridge)).json();
  EXPECT_EQ(view.at("bill_of_material").at(0).at("model"), "door");
}

TEST_P(Catalogue, a_circle_of_successors_is_refused) {
  group("refrigerator");
  auto const a = part("a"), b = part("b"), c = part("c");
  auto const succeed = [&](std::string const& id, std::string const& by, std::string const& more) {
    return client->post(path("/products/" + id + "/successions"),
                        R"({"successor_id": ")" + by + "\"" + more + "}");
  };
  auto const ab = succeed(a, b, R"(, "from_on": "2025-01-01", "quantity_new": 2)");
  ASSERT_EQ(ab.status, 201) << ab.body;
  EXPECT_EQ(succeed(b, c, R"(, "use_up_first": true, "direction": "two_way")").status, 201);
  EXPECT_EQ(first(succeed(c, a, "")), (Said{"successor_id", "catalogue.succession_circle"}));
  EXPECT_EQ(first(succeed(a, a, "")), (Said{"successor_id", "catalogue.succession_circle"}));
  EXPECT_EQ(first(succeed(a, c, "")), (Said{"from_on", "catalogue.succession_overlaps"}));
  EXPECT_EQ(first(succeed(a, product("1"), "")), (Said{"successor_id", "catalogue.not_a_part"}));
  EXPECT_EQ(first(succeed(c, part("d"), R"(, "quantity_old": -1)")),
            (Said{"quantity_old", "catalogue.bad_quantity"}));
  auto const now = client->get(path("/products/" + a + "/successor")).json();
  EXPECT_EQ(now.at("successor").at("part_id"), Json(c));
  EXPECT_EQ(now.at("successor").at("quantity_new"), 2);
  EXPECT_EQ(now.at("successor").at("use_up_first"), true);
  EXPECT_EQ(now.at("on"), "2026-11-22");
  auto const before = client->get(path("/products/" + a + "/successor?on=2024-12-31")).json();
  EXPECT_EQ(before.at("successor").at("part_id"), Json(a));
  auto const end = path("/products/" + a + "/successions/" + text(ab.json().at("id")) + "/end");
  EXPECT_EQ(client->post(end, R"({"until_on": "2026-01-01"})").status, 204);
  EXPECT_EQ(first(client->post(end, "{}")), (Said{"until_on", "catalogue.succession_over"}));
  EXPECT_EQ(succeed(a, c, R"(, "from_on": "2026-01-01")").status, 201);
  EXPECT_EQ(client->post(end, R"({"until_on": "2024-01-01"})").status, 204) << "as if never made";
  EXPECT_EQ(client->post(end, "{}").status, 404);
}

TEST_P(Catalogue, lists_have_no_gaps) {
  auto const top = group("refrigerator");
  for (int i = 0; i < 25; ++i) product("M " + std::to_string(10 + i));
  part("P 1");
  for (std::string const& filter : {std::string(), "&group=" + top}) {
    std::vector<std::string> models;
    std::string cursor;
    do {
      auto const page = client
                            ->get(path("/products?limit=10" + filter +
                                       (cursor.empty() ? "" : "&cursor=" + cursor)))
                            .json();
      for (auto const& item : page.at("items").as_array()) models.push_back(text(item.at("model")));
      cursor = page.at("next_cursor").is_null() ? "" : text(page.at("next_cursor"));
    } while (!cursor.empty());
    EXPECT_EQ(models.size(), 25U) << filter;
    EXPECT_TRUE(std::is_sorted(models.begin(), models.end()));
  }
  EXPECT_EQ(client->get(path("/products?kind=part")).json().at("items").as_array().size(), 1U);
  EXPECT_EQ(client->get(path("/products?cursor=x")).status, 422);
  EXPECT_EQ(client->get(path("/products?limit=0")).status, 422);
}

TEST_P(Catalogue, manuals_are_added_by_their_address) {
  group("refrigerator");
  auto const id = product("1");
  auto const where = "/products/" + id + "/manuals";
  auto const manual = made(where, R"({"language": "he", "title": "חוברת",
      "url": "https://example.com/m.pdf"})");
  EXPECT_EQ(first(client->post(path(where), R"({"language": "he", "title": "x",
      "url": "javascript:run"
})")),
            (Said{"url", "catalogue.bad_url"}));
  EXPECT_EQ(client->get(path("/products/" + id)).json().at("manuals").at(0).at("language"), "he");
  EXPECT_EQ(client->del(path(where + "/" + manual)).status, 204);
  EXPECT_EQ(client->del(path(where + "/" + manual)).status, 404);
}

}  // namespace
}  // namespace vefa::catalogue
