#include <algorithm>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

Error already_started() { return {Code::Conflict, "staff.already_started", {}, {}, {}}; }

Result<void> name_company(Context const& ctx, db::Tx& tx, FirstStart const& input) {
  auto profile = company::profile(tx);
  profile.name = input.company_name.value;
  if (input.language) profile.default_language = *input.language;
  if (input.currency) profile.currency = input.currency->value;
  auto const named = TRY(company::change(ctx, tx, std::move(profile)));
  tx.run(sql::set_currency_of_built_in_roles, named.currency);
  return {};
}

NewPerson administrator(Text<120, 1> name, Text<254, 3> email, Language language) {
  return {.name = std::move(name),
          .email = std::move(email),
          .language = language,
          .roles = {kAdministrator}};
}

Context by_the_system(Context const& ctx) {
  Context system = ctx;
  system.actor = {};
  return system;
}

/// Gives an existing account back to who holds the machine.
Result<StaffId> restore(Context const& ctx, db::Tx& tx, Person const& person,
                        std::string const& hash) {
  tx.run(sql::lock_administrators);
  if (tx.change(sql::update_person_state, person.id, person.version, PersonState::Active) == 0)
    return stale(person.version);
  if (std::ranges::find(person.roles, kAdministrator) == person.roles.end())
    tx.run(sql::add_role_of_person, person.id, kAdministrator);
  tx.run(sql::set_password, person.id, hash, ctx.now);
  tx.run(sql::clear_totp, person.id);
  tx.run(sql::clear_recovery_codes, person.id);
  tx.run(sql::clear_links, person.id);
  tx.run(sql::delete_sessions_but, person.id, 0);
  record(ctx, tx, "staff.restored", "staff", person.id.text());
  return person.id;
}

}  // namespace

bool awaits_first_start(db::Tx& tx) {
  return tx.scalar<std::int64_t>(sql::count_administrators).value_or(0) == 0;
}

Result<StaffId> first_start(Context const& ctx, db::Database& database, FirstStart const& input) {
  if (!database.read_result([](db::Tx& tx) -> Result<bool> { return awaits_first_start(tx); })
           .value())
    return already_started();
  if (!is_email(input.email.value)) return invalid("email", "staff.bad_email");
  TRY(check_password(input.password, input.email.value, input.name.value, "password"));
  auto const hash = hash_password(input.password);
  auto const system = by_the_system(ctx);
  return database.write_result([&](db::Tx& tx) -> Result<StaffId> {
    tx.run(sql::lock_administrators);
    if (!awaits_first_start(tx)) return already_started();
    TRY(name_company(system, tx, input));
    return add_active(system, tx,
                      administrator(input.name, input.email, input.language.value_or(Language::En)),
                      hash);
  });
}

Result<StaffId> create_administrator(Context const& ctx, db::Database& database,
                                     std::string const& name, std::string const& email,
                                     std::string const& password) {
  if (trim(name).empty()) return invalid("name", "wire.required");
  TRY(check_password(password, email, name, "password"));
  auto const hash = hash_password(password);
  auto const system = by_the_system(ctx);
  return database.write_result([&](db::Tx& tx) -> Result<StaffId> {
    if (auto person = find_by_email(tx, email)) return restore(system, tx, *person, hash);
    tx.run(sql::lock_administrators);
    auto const language = company::profile(tx).default_language;
    return add_active(system, tx, administrator({trim(name)}, {trim(email)}, language), hash);
  });
}

}  // namespace vefa::staff
