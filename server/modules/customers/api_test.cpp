#include <gmock/gmock.h>

#include "http/server.hpp"
#include "modules/customers/test_company.hpp"
#include "modules/fields/fields.hpp"
#include "tests/support/http_client.hpp"

namespace vefa::customers {
namespace {

class CustomersApi : public CustomersTest {
 protected:
  void SetUp() override {
    CustomersTest::SetUp();
    company_->database = database_.get();
    company_->clock = &clock;
    company_->ids = &ids_;
    company_->authenticate = [](db::Tx&, http::Credentials const& given) -> Result<http::Identity> {
      Actor actor{.kind = ActorKind::Staff, .id = 1, .name = "Deniz"};
      actor.permissions =
          parse_permissions(given.token == "boss" ? "customers_read customers_write "
                                                    "customers_erase settings_write"
                                                  : "customers_read");
      return http::Identity{.actor = actor};
    };
    add_routes(routes_);
    fields::add_routes(routes_);
    auto find = [this](std::string_view) { return company_; };
    server_ = http::Server::start(routes_, {find, find}, {});
    client_ = std::make_unique<vefa::testing::HttpClient>(server_->port());
    client_->token = "boss";
  }
  void TearDown() override {
    if (server_) server_->stop(std::chrono::seconds(5));
  }
  static std::string path(std::string_view rest) { return "/api/v1" + std::string(rest); }
  static std::string text(Json const& json) { return std::string(json.as_string()); }

  http::Routes routes_;
  std::shared_ptr<http::Company> company_ = std::make_shared<http::Company>();
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<vefa::testing::HttpClient> client_;
};
VEFA_ON_BOTH_DATABASES(CustomersApi);

TEST_P(CustomersApi, a_file_is_made_changed_merged_exported_and_erased) {
  auto const first =
      client_->post(path("/customers"),
                    R"({"kind": "person", "display_name": "Nagy Éva", "language": "hu",
          "contacts": [{"kind": "email", "value": "eva@example.com"}]})");
  ASSERT_EQ(first.status, 201) << first.body;
  auto const twin = client_->post(path("/customers"),
                                  R"({"kind": "person", "display_name": "Éva Nagy",
          "contacts": [{"kind": "email", "value": "EVA@example.com"}]})");
  ASSERT_EQ(twin.status, 201) << twin.body;
  auto const kept = text(first.json().at("customer").at("id"));
  auto const lost = text(twin.json().at("customer").at("id"));
  EXPECT_EQ(twin.json().at("duplicates").at(0).at("customer_id"), Json(kept));
  EXPECT_EQ(twin.json().at("duplicates").at(0).at("reasons"),
            (boost::json::array{"same_email", "same_name", "same_domain"}));

  auto const changed =
      client_->patch(path("/customers/" + kept),
                     R"({"version": 1, "formality": "informal", "given_name": "Éva"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(client_->patch(path("/customers/" + kept), R"({"version": 1, "title": "Dr."})").status,
            409);

  auto const merged = client_->post(path("/customers/" + kept + "/merge"),
                                    R"({"version": 2, "lost": ")" + lost + "\"}");
  ASSERT_EQ(merged.status, 200) << merged.body;
  auto const file = client_->get(path("/customers/" + lost));
  EXPECT_EQ(file.json().at("customer").at("id"), Json(kept)) << "the old id leads to the kept row";
  EXPECT_EQ(file.json().at("salutation"), "Kedves Éva");
  EXPECT_EQ(file.json().at("merged"), (boost::json::array{lost}));

  auto const exported = client_->get(path("/customers/" + kept + "/export"));
  EXPECT_EQ(exported.json().at("customer").at("profile").at("display_name"), "Nagy Éva");
  auto const erased = client_->post(path("/customers/" + kept + "/erase"), R"({"version": 3})");
  ASSERT_EQ(erased.status, 200) << erased.body;
  EXPECT_EQ(erased.json().at("display_name"), "—");
}

TEST_P(CustomersApi, everything_of_a_file_is_added_and_removed_by_its_own_route) {
  auto const made = client_->post(
      path("/customers"), R"({"kind": "person", "display_name": "Ayşe Yılmaz", "contacts": []})");
  auto const one = path("/customers/" + text(made.json().at("customer").at("id")));
  auto const company = client_->post(
      path("/customers"), R"({"kind": "organisation", "display_name": "Ege", "contacts": []})");
  auto const organisation = text(company.json().at("customer").at("id"));
  std::pair<std::string, std::string> const parts[] = {
      {"contacts", R"({"kind": "phone", "value": "0532 123 45 67"})"},
      {"preferences", R"({"kind": "like", "text": "short answers"})"},
      {"special-days", R"({"kind": "birthday", "month": 3, "day": 7})"},
      {"relations", R"({"organisation_id": ")" + organisation + R"(", "kind": "works_for"})"},
      {"holds", R"({"reason": "invoices", "until_on": "2036-01-01"})"}};
  for (auto const& [part, body] : parts) {
    auto const added = client_->post(one + "/" + part, body);
    ASSERT_EQ(added.status, 201) << part << added.body;
    auto const its_own = one + "/" + part + "/" + text(added.json().at("id"));
    EXPECT_EQ(client_->del(its_own).status, 204) << part;
    EXPECT_EQ(client_->del(its_own).status, 404) << part;
  }
  auto const consent = client_->post(
      one + "/consents",
      R"({"purpose": "marketing", "channel": "sms", "decision": "granted", "source": "desk",
          "text_version": "2026-1"})");
  ASSERT_EQ(consent.status, 201) << consent.body;
  EXPECT_EQ(client_->get(one + "/consents").json().at("items").as_array().size(), 1u);
  EXPECT_EQ(client_->get(one + "/history").json().at("items").as_array().size(), 12u);
  EXPECT_EQ(client_->get(one + "/duplicates").json().at("items").as_array().size(), 0u);
}

TEST_P(CustomersApi, a_wrong_input_is_answered_with_its_field) {
  auto const bad =
      client_->post(path("/customers"),
                    R"({"kind": "person", "display_name": "A", "country": "XX", "contacts": []})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.problem_key("country"), "customers.bad_country");
  auto const phone = client_->post(
      path("/customers"),
      R"({"kind": "person", "display_name": "A", "contacts": [{"kind": "phone", "value": "12"}]})");
  EXPECT_EQ(phone.problem_key("contacts[0].value"), "customers.bad_phone");
  EXPECT_EQ(client_->get(path("/customers/cas_0000000000001")).status, 404);
  EXPECT_EQ(client_->get(path("/customers?cursor=x")).problem_key("cursor"), "error.bad_cursor");
}

TEST_P(CustomersApi, reading_does_not_allow_writing_or_erasing) {
  auto const made = client_->post(path("/customers"),
                                  R"({"kind": "person", "display_name": "Ayşe", "contacts": []})");
  auto const one = path("/customers/" + text(made.json().at("customer").at("id")));
  client_->token = "reader";
  EXPECT_EQ(client_->get(one).status, 200);
  EXPECT_EQ(client_->get(path("/customers")).json().at("items").as_array().size(), 1u);
  EXPECT_EQ(client_->patch(one, R"({"version": 1})").status, 403);
  EXPECT_EQ(client_->get(one + "/export").status, 403);
  EXPECT_EQ(client_->post(one + "/erase", R"({"version": 1})").status, 403);
}

TEST_P(CustomersApi, a_custom_field_is_defined_asked_for_and_retired) {
  auto const field =
      client_->post(path("/fields"),
                    R"({"target": "customer", "key": "grade", "type": "choice", "required": true,
          "label": {"en": "Grade", "tr": "Sınıf"},
          "choices": [{"value": "gold", "label": {"en": "Gold"}}]})");
  ASSERT_EQ(field.status, 201) << field.body;
  EXPECT_EQ(client_
                ->post(path("/fields"), R"({"target": "customer", "key": "grade", "type": "text",
                                              "label": {"en": "Again"}})")
                .problem_key("key"),
            "fields.key_taken");
  auto const without = client_->post(path("/customers"),
                                     R"({"kind": "person", "display_name": "A", "contacts": []})");
  EXPECT_EQ(without.problem_key("custom.grade"), "fields.required");
  auto const with = client_->post(
      path("/customers"),
      R"({"kind": "person", "display_name": "A", "contacts": [], "custom": {"grade": "gold"}})");
  ASSERT_EQ(with.status, 201) << with.body;

  auto const one = path("/fields/" + text(field.json().at("id")));
  EXPECT_EQ(client_->patch(one, R"({"version": 1, "retired": true})").status, 200);
  EXPECT_EQ(client_->patch(one, R"({"version": 1, "required": false})").status, 409);
  EXPECT_EQ(client_->get(path("/fields?target=customer")).json().at("items").as_array().size(), 1u);
  EXPECT_EQ(client_->get(path("/fields?target=case")).json().at("items").as_array().size(), 0u);
  auto const later = client_->post(path("/customers"),
                                   R"({"kind": "person", "display_name": "B", "contacts": []})");
  EXPECT_EQ(later.status, 201) << "a retired field is not asked for";
}

}  // namespace
}  // namespace vefa::customers
