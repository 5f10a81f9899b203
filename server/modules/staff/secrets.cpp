#include "base/crypto.hpp"
#include "base/server_key.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/company/company.hpp"
#include "modules/staff/access.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

constexpr std::size_t kTotpSecretBytes = 20;

struct LinkTokenRow {
  StaffId staff_id;
  LinkKind kind = LinkKind::Invitation;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(LinkTokenRow, (), (staff_id, kind, expires_at))

/// A person and her secrets, as they were when her password was asked for.
struct Proven {
  Person person;
  SecretsRow secrets;
};

Result<Proven> load_secrets(db::Tx& tx, StaffId id) {
  auto person = TRY(load(tx, id));
  auto secrets = tx.find<SecretsRow>(sql::find_secrets, id);
  if (!secrets) return not_found("staff");
  return Proven{std::move(person), std::move(*secrets)};
}

Error dead_link() { return {Code::Refused, "staff.link_is_dead", {}, "token", {}}; }

Result<LinkTokenRow> find_link(Context const& ctx, db::Tx& tx, std::string const& token) {
  auto const link = tx.find<LinkTokenRow>(sql::find_link, token_hash(token));
  if (!link || link->expires_at <= ctx.now) return dead_link();
  return *link;
}

Result<RecoveryCodes> write_recovery_codes(db::Tx& tx, StaffId id) {
  RecoveryCodes made{new_recovery_codes()};
  tx.run(sql::clear_recovery_codes, id);
  for (auto const& code : made.codes)
    tx.run(sql::add_recovery_code, id, token_hash(plain_recovery_code(code)));
  return made;
}

Context acting_as(Context const& ctx, db::Tx& tx, StaffId id) {
  Context own = ctx;
  if (auto actor = actor_of(tx, id)) own.actor = *actor;
  return own;
}

}  // namespace

Result<std::string> new_link(Context const& ctx, db::Tx& tx, StaffId id, LinkKind kind) {
  auto const person = TRY(load(tx, id));
  if (person.state == PersonState::Left) return refused("staff.has_left");
  if (person.state == PersonState::Suspended) return refused("staff.is_suspended");
  auto const token = new_token();
  auto const valid = kind == LinkKind::Invitation ? kInvitationValid : kResetValid;
  tx.run(sql::clear_dead_links, id, ctx.now);
  tx.run(sql::insert_link, token_hash(token), id, kind, ctx.now, ctx.now + valid);
  return token;
}

Result<void> prove_password(Context const& ctx, db::Database& database, StaffId id,
                            std::string const& password, std::string const& field) {
  auto const proven = TRY(database.write_result([&](db::Tx& tx) -> Result<Proven> {
    auto loaded = TRY(load_secrets(tx, id));
    TRY(count_attempt(ctx, tx, loaded.person.email));
    return loaded;
  }));
  if (!verify_password(proven.secrets.password_hash, password))
    return refused("staff.wrong_password", {}, field);
  return database.write_result([&](db::Tx& tx) -> Result<void> {
    forget_attempts(tx, proven.person.email);
    return {};
  });
}

Result<void> change_password(Context const& ctx, db::Database& database, StaffId id, SessionId kept,
                             PasswordChange const& input) {
  auto const person = TRY(database.read_result([&](db::Tx& tx) { return load(tx, id); }));
  TRY(check_password(input.next, person.email, person.name, "next"));
  TRY(prove_password(ctx, database, id, input.current, "current"));
  auto const hash = hash_password(input.next);
  return database.write_result([&](db::Tx& tx) -> Result<void> {
    tx.run(sql::set_password, id, hash, ctx.now);
    tx.run(sql::clear_links, id);
    tx.run(sql::delete_sessions_but, id, kept.value);
    record(ctx, tx, "staff.password_changed", "staff", id.text());
    return {};
  });
}

Result<StaffId> answer_link(Context const& ctx, db::Database& database, LinkAnswer const& input) {
  auto const person = TRY(database.read_result([&](db::Tx& tx) -> Result<Person> {
    return load(tx, TRY(find_link(ctx, tx, input.token)).staff_id);
  }));
  TRY(check_password(input.password, person.email, person.name, "password"));
  auto const hash = hash_password(input.password);
  return database.write_result([&](db::Tx& tx) -> Result<StaffId> {
    auto const link = TRY(find_link(ctx, tx, input.token));
    if (tx.change(sql::take_link, token_hash(input.token)) == 0) return dead_link();
    auto const now = TRY(load(tx, link.staff_id));
    if (now.state == PersonState::Left || now.state == PersonState::Suspended) return dead_link();
    tx.run(sql::set_password, now.id, hash, ctx.now);
    tx.run(sql::clear_links, now.id);
    tx.run(sql::delete_sessions_but, now.id, 0);
    forget_attempts(tx, now.email);
    bool const joined = tx.change(sql::activate_person, now.id) == 1;
    record(acting_as(ctx, tx, now.id), tx, joined ? "staff.joined" : "staff.password_changed",
           "staff", now.id.text());
    return now.id;
  });
}

void ask_for_reset(Context const& ctx, db::Tx& tx, std::string const& email) {
  auto const folded = fold(trim(email));
  auto const subject = hex(sha256(folded));
  jobs::cancel(tx, "staff.password_reset", subject);
  jobs::add(ctx, tx, "staff.password_reset", subject, ctx.now, {{"email", folded}});
}

bool take_code(Context const& ctx, db::Tx& tx, SecretsRow const& secrets, std::string const& code) {
  auto const plain = plain_recovery_code(code);
  if (tx.change(sql::take_recovery_code, secrets.staff_id, token_hash(plain)) == 1) {
    record(acting_as(ctx, tx, secrets.staff_id), tx, "staff.recovery_code_used", "staff",
           secrets.staff_id.text());
    return true;
  }
  auto const secret = unseal(server_key(), secrets.totp_secret);
  if (!secret) return false;
  auto const step = totp_step(*secret, code, ctx.now);
  return step && tx.change(sql::take_totp_step, secrets.staff_id, *step) == 1;
}

Result<TotpEnrolment> enrol_totp(Context const& ctx, db::Tx& tx, StaffId id) {
  auto const own = TRY(load_secrets(tx, id));
  if (own.secrets.totp_confirmed_at) return Error{Code::Conflict, "staff.totp_is_on", {}, {}, {}};
  auto const secret = random_bytes(kTotpSecretBytes);
  tx.run(sql::start_totp, id, seal(server_key(), secret));
  record(ctx, tx, "staff.totp_started", "staff", id.text());
  return TotpEnrolment{base32(secret),
                       totp_uri(secret, company::profile(tx).name, own.person.email)};
}

Result<RecoveryCodes> confirm_totp(Context const& ctx, db::Tx& tx, StaffId id,
                                   TotpCode const& input) {
  auto const own = TRY(load_secrets(tx, id));
  if (own.secrets.totp_confirmed_at) return Error{Code::Conflict, "staff.totp_is_on", {}, {}, {}};
  auto const secret = unseal(server_key(), own.secrets.totp_secret);
  if (!secret) return refused("staff.totp_not_started");
  auto const step = totp_step(*secret, input.code.value, ctx.now);
  if (!step) return refused("staff.code_refused", {}, "code");
  if (tx.change(sql::confirm_totp, id, ctx.now, *step) == 0)
    return Error{Code::Conflict, "staff.totp_is_on", {}, {}, {}};
  record(ctx, tx, "staff.totp_enabled", "staff", id.text());
  return write_recovery_codes(tx, id);
}

Result<void> disable_totp(Context const& ctx, db::Database& database, StaffId id,
                          PasswordProof const& input) {
  TRY(prove_password(ctx, database, id, input.password, "password"));
  return database.write_result([&](db::Tx& tx) -> Result<void> {
    if (grants_of(tx, id).totp_required) return refused("staff.totp_is_required");
    tx.run(sql::clear_totp, id);
    tx.run(sql::clear_recovery_codes, id);
    record(ctx, tx, "staff.totp_disabled", "staff", id.text());
    return {};
  });
}

Result<RecoveryCodes> renew_recovery_codes(Context const& ctx, db::Database& database, StaffId id,
                                           PasswordProof const& input) {
  TRY(prove_password(ctx, database, id, input.password, "password"));
  return database.write_result([&](db::Tx& tx) -> Result<RecoveryCodes> {
    auto const own = TRY(load_secrets(tx, id));
    if (!own.secrets.totp_confirmed_at) return refused("staff.totp_is_off");
    record(ctx, tx, "staff.recovery_codes_renewed", "staff", id.text());
    return write_recovery_codes(tx, id);
  });
}

Result<void> remove_totp(Context const& ctx, db::Tx& tx, StaffId id) {
  TRY(load_for_change(ctx, tx, id));
  tx.run(sql::clear_totp, id);
  tx.run(sql::clear_recovery_codes, id);
  tx.run(sql::delete_sessions_but, id, 0);
  record(ctx, tx, "staff.totp_disabled", "staff", id.text());
  return {};
}

}  // namespace vefa::staff
