// A shop that sells fridges with promises, and the cases about them.
#pragma once
#include "base/server_key.hpp"
#include "modules/recovery/recovery.hpp"
#include "modules/sale_promises/store.hpp"
#include "modules/units/test_house.hpp"

namespace vefa::sale_promises {

class Shop : public units::Units {
 protected:
  void SetUp() override {
    set_server_key(std::string(32, 'k'));
    Units::SetUp();
  }
  void add_more_routes(http::Routes& routes) override {
    cases::add_routes(routes);
    sale_promises::add_routes(routes);
  }
  void add_more_jobs(jobs::Registry& registry) override {
    cases::add_jobs(registry);
    recovery::add_jobs(registry);
    sale_promises::add_jobs(registry);
  }

  static constexpr char const* kTwoVisits =
      R"({"form": "quantity", "names": {"en": "Free maintenance", "tr": "Ücretsiz bakım"},
          "quantity": 2, "months": 36, "case_kinds": ["maintenance"],
          "components": ["labour", "travel"]})";

  Context system() { return {.now = clock.now(), .ids = &ids_}; }
  template <class F>
  auto write(F const& f) {
    return database_->write_result(f);
  }
  std::int64_t count(char const* sql) {
    std::int64_t out = 0;
    database_->read_now(
        [&](db::Tx& tx) { out = tx.scalar<std::int64_t>(vefa::testing::ad_hoc(sql)).value_or(0); });
    return out;
  }
  /// Letters of the program's that say so.
  std::int64_t letters(std::string const& words) {
    return count(
        ("SELECT COUNT(*) FROM interactions WHERE direction = 'outbound' AND automatic = 1 "
         "AND text LIKE '%" +
         words + "%'")
            .c_str());
  }
  struct Sold {
    std::string unit;
    std::string sale;
    std::string customer;
  };
  /// A fridge that she bought on this day.
  Sold sold(std::string const& serial, std::string const& day, std::string const& more = "") {
    Sold out{.unit = unit(serial), .sale = {}, .customer = person("Ayşe Yılmaz", serial + "@x.tr")};
    auto const answer = client->post(
        path("/units/" + out.unit + "/sales"),
        R"({"sold_on": ")" + day + R"(", "customer_id": ")" + out.customer + "\"" + more + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    out.sale = text(answer.json().at("id"));
    run_jobs();
    return out;
  }
  /// Records one promise and answers it.
  Json promised(Sold const& of, std::string const& terms, std::string const& more = "") {
    auto const answer =
        client->post(path("/sales/" + of.sale + "/promises"), R"({"terms": )" + terms + more + "}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.status == 201 ? answer.json().at("items").at(0) : Json();
  }
  std::string open_case(Sold const& of, std::string const& kind = "maintenance") {
    auto const id = made("/cases", R"({"customer_id": ")" + of.customer +
                                       R"(", "channel": "phone", "kind": ")" + kind +
                                       R"(", "subject": "Buzdolabı", "text": "Bakım."})");
    auto const named =
        client->put(path("/cases/" + id + "/unit"), R"({"unit_id": ")" + of.unit + "\"}");
    EXPECT_EQ(named.status, 200) << named.body;
    run_jobs();
    return id;
  }
  /// Of the unit's first promise, as it stands now.
  Json first(Sold const& of) {
    return client->get(path("/units/" + of.unit + "/sale-promises")).json().at("items").at(0);
  }
  std::int64_t left(Sold const& of) { return first(of).at("left").as_int64(); }
  vefa::testing::HttpAnswer act(Json const& promise, char const* verb, std::string const& case_id) {
    return client->post(path("/sale-promises/" + text(promise.at("id")) + "/" + verb),
                        R"({"case_id": ")" + case_id + R"(", "reason": "test"})");
  }
};

}  // namespace vefa::sale_promises
