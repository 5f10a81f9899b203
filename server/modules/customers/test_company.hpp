// A company with its database for the tests of customers.
#pragma once
#include "db/database.hpp"
#include "modules/company/company.hpp"
#include "modules/customers/customers.hpp"
#include "tests/support/databases.hpp"

namespace vefa::customers {

class CustomersTest : public vefa::testing::OnBothDatabases {
 protected:
  template <class F>
  auto write(F const& f) {
    return database_->write_result([&](db::Tx& tx) { return f(tx); });
  }
  template <class F>
  auto read(F const& f) {
    std::optional<std::invoke_result_t<F, db::Tx&>> out;
    database_->read_now([&](db::Tx& tx) { out.emplace(f(tx)); });
    return std::move(*out);
  }
  void SetUp() override {
    database_ = fresh();
    ctx.ids = &ids_;
    ctx.now = clock.now();
    ctx.actor.name = "Deniz";
    auto profile = read([](auto& tx) { return company::profile(tx); });
    profile.default_language = Language::Tr;
    ASSERT_TRUE(write([&](auto& tx) { return company::change(ctx, tx, profile); }).ok());
  }
  Customer person(std::string const& name, std::string const& email) {
    NewCustomer input{.display_name = {name}, .language = Language::Tr};
    input.contacts = {{.kind = ContactKind::Email, .value = {{email}}}};
    return write([&](auto& tx) { return create(ctx, tx, input); }).value();
  }
  CustomerId by_email(std::string const& email) {
    auto const found =
        read([&](auto& tx) { return find_by_contact(tx, ContactKind::Email, email); });
    return found ? found->id : CustomerId{};
  }
  std::int64_t count_events(std::string const& kind) {
    return read([&](auto& tx) {
      return tx
          .template scalar<std::int64_t>(
              vefa::testing::ad_hoc("SELECT COUNT(*) FROM events WHERE kind = $1"), kind)
          .value();
    });
  }
  JsonObject last_event(std::string const& kind) {
    return read([&](auto& tx) {
      return tx
          .template scalar<JsonObject>(
              vefa::testing::ad_hoc(
                  "SELECT payload FROM events WHERE kind = $1 ORDER BY id DESC LIMIT 1"),
              kind)
          .value();
    });
  }

  IdSource ids_;
  std::unique_ptr<db::Database> database_;
  FakeClock clock{parse_instant("2026-11-22T06:00:00Z").value()};
  Context ctx;
};

}  // namespace vefa::customers
