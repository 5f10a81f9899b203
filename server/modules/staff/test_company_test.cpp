#include "modules/staff/test_company.hpp"
#include "base/crypto.hpp"
#include "base/text.hpp"

namespace vefa::staff {

std::string const& good_hash() {
  static std::string const hash = hash_password(kGoodPassword);
  return hash;
}

StaffTest::StaffTest() : database_(fresh()) {
  set_server_key(std::string(32, 'k'));
  add_jobs(registry_);
  jobs::install(registry_);
}

Actor StaffTest::somebody(std::string const& name, RoleId role) {
  NewPerson const person{.name = {name},
                         .email = {fold(name) + "@example.com"},
                         .language = Language::Tr,
                         .roles = {role}};
  auto const id = write([&](db::Tx& tx) { return add_active(system(), tx, person, good_hash()); });
  return read([&](db::Tx& tx) { return actor_of(tx, id.value()); }).value();
}

std::vector<std::string> StaffTest::payloads(std::string const& kind) {
  static auto const statement =
      testing::ad_hoc("SELECT payload FROM events WHERE kind = $1 ORDER BY id");
  return read([&](db::Tx& tx) { return tx.column<std::string>(statement, kind); });
}

void StaffTest::run_jobs() {
  clock_.set(now_);
  auto runner = jobs::Runner::start(*database_, registry_, clock_, ids_);
  ASSERT_TRUE(runner->wait_idle(std::chrono::seconds(20)));
  runner->stop();
}

}  // namespace vefa::staff
