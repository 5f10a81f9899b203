#include "base/crypto.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/staff/access.hpp"
#include "modules/staff/people.hpp"
#include "modules/staff/rules.hpp"

namespace vefa::staff {
namespace {

struct AttemptsRow {
  std::int64_t attempts = 0;
  Instant last_at;
  Instant locked_until;
};
BOOST_DESCRIBE_STRUCT(AttemptsRow, (), (attempts, last_at, locked_until))

struct SessionRow {
  SessionId id;
  Instant created_at;
  Instant last_seen_at;
  Instant expires_at;
  std::string user_agent;
  std::string remote_address;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (id, created_at, last_seen_at, expires_at, user_agent, remote_address))

/// What is known of an account before its password is tried.
struct Account {
  StaffId staff_id;
  bool is_active = false;
  std::string password_hash;
};

/// Verified instead, for an account that does not exist or cannot sign in: the same work, never a
/// yes.
std::string const& decoy_hash() {
  static std::string const hash = hash_password(random_bytes(32));
  return hash;
}

db::Bytes account_of(std::string const& email) { return {sha256(fold(trim(email)))}; }

Error refused_sign_in() { return {Code::Unauthenticated, "staff.sign_in_refused", {}, {}, {}}; }

Account find_account(db::Tx& tx, std::string const& email) {
  auto const person = tx.find<PersonRow>(sql::find_person_by_email, fold(trim(email)));
  // Looked for in any case, so that both take the same statements.
  auto const secrets = tx.find<SecretsRow>(sql::find_secrets, person ? person->id : StaffId{1});
  if (!person || !secrets) return {};
  return {person->id, person->state == PersonState::Active, secrets->password_hash};
}

Result<void> check_code(Context const& ctx, db::Tx& tx, SecretsRow const& secrets,
                        SignIn const& input) {
  if (!secrets.totp_confirmed_at) return {};
  if (!input.code || input.code->empty())
    return Error{Code::Unauthenticated, "staff.code_needed", {}, "code", {}};
  if (!take_code(ctx, tx, secrets, input.code->value))
    return Error{Code::Unauthenticated, "staff.code_refused", {}, "code", {}};
  return {};
}

/// Offline, once no session is left.
void go_offline(Context const& ctx, db::Tx& tx, StaffId id) {
  auto const live = tx.list<SessionRow>(sql::list_sessions, id, ctx.now - kSessionIdle, ctx.now);
  if (!live.empty() || presence_of(tx, id, ctx.now).presence == Presence::Offline) return;
  (void)set_presence(ctx, tx, id, {Presence::Offline, std::nullopt});
}

}  // namespace

Result<void> count_attempt(Context const& ctx, db::Tx& tx, std::string const& email) {
  auto const account = account_of(email);
  // Holds the row, so that attempts sent at once are counted one after the other.
  tx.run(sql::hold_attempts, account, ctx.now);
  auto row = tx.find<AttemptsRow>(sql::find_attempts, account).value_or(AttemptsRow{});
  if (row.locked_until > ctx.now) {
    auto const left =
        (row.locked_until - ctx.now + std::chrono::milliseconds(999)) / std::chrono::seconds(1);
    return Error{
        Code::TooMany, "staff.too_many_attempts", {{"seconds", std::to_string(left)}}, {}, {}};
  }
  if (row.last_at + kAttemptsKept <= ctx.now) row.attempts = 0;
  auto const attempts = row.attempts + 1;
  // Without a pause nothing is shut: of two sent at once, the second may have been asked earlier.
  auto const pause = pause_after(attempts);
  tx.run(sql::set_attempts, account, attempts, ctx.now,
         pause > Duration{0} ? ctx.now + pause : Instant{});
  tx.run(sql::forget_old_attempts, ctx.now - kAttemptsKept);
  return {};
}

void forget_attempts(db::Tx& tx, std::string const& email) {
  tx.run(sql::forget_attempts, account_of(email));
}

Result<SessionOpened> sign_in(Context const& ctx, db::Database& database, SignIn const& input,
                              Origin const& origin) {
  // Made before it is known who asks: the first request would otherwise tell by its time.
  auto const& decoy = decoy_hash();
  auto const account = TRY(database.write_result([&](db::Tx& tx) -> Result<Account> {
    TRY(count_attempt(ctx, tx, input.email));
    return find_account(tx, input.email);
  }));
  bool const can_sign_in = account.is_active && !account.password_hash.empty();
  bool const right = verify_password(can_sign_in ? account.password_hash : decoy, input.password);
  if (!can_sign_in || !right) return refused_sign_in();
  return database.write_result([&](db::Tx& tx) -> Result<SessionOpened> {
    auto const person = tx.find<PersonRow>(sql::find_person, account.staff_id);
    auto const secrets = tx.find<SecretsRow>(sql::find_secrets, account.staff_id);
    // Both may have changed while the password was verified.
    if (!person || person->state != PersonState::Active || !secrets ||
        secrets->password_hash != account.password_hash)
      return refused_sign_in();
    TRY(check_code(ctx, tx, *secrets, input));
    forget_attempts(tx, input.email);
    return open_session(ctx, tx, account.staff_id, origin);
  });
}

SessionOpened open_session(Context const& ctx, db::Tx& tx, StaffId id, Origin const& origin) {
  Context own = ctx;
  if (auto actor = actor_of(tx, id)) own.actor = *actor;
  auto const secrets = tx.find<SecretsRow>(sql::find_secrets, id);
  bool const must_enrol =
      grants_of(tx, id).totp_required && !(secrets && secrets->totp_confirmed_at);
  SessionOpened opened{.session_id = ctx.new_id<SessionId>(),
                       .staff_id = id,
                       .token = new_token(),
                       .expires_at = ctx.now + kSessionLongest,
                       .must_enrol_totp = must_enrol};
  tx.run(sql::delete_dead_sessions, id, ctx.now - kSessionIdle, ctx.now);
  tx.run(sql::insert_session, opened.session_id, token_hash(opened.token), id, ctx.now,
         opened.expires_at, prefix_of(origin.user_agent, 300), origin.remote_address);
  tx.run(sql::delete_oldest_sessions, id);
  if (presence_of(tx, id, ctx.now).presence == Presence::Offline)
    (void)set_presence(own, tx, id, {Presence::Available, std::nullopt});
  jobs::cancel(tx, "staff.session_watch", id.text());
  jobs::add(own, tx, "staff.session_watch", id.text(), ctx.now + kSessionIdle);
  record(own, tx, "staff.signed_in", "staff", id.text());
  return opened;
}

std::vector<SessionView> list_sessions(Context const& ctx, db::Tx& tx, StaffId id,
                                       SessionId current) {
  std::vector<SessionView> views;
  for (auto& row : tx.list<SessionRow>(sql::list_sessions, id, ctx.now - kSessionIdle, ctx.now))
    views.push_back({row.id, row.created_at, row.last_seen_at, row.expires_at,
                     std::move(row.user_agent), std::move(row.remote_address), row.id == current});
  return views;
}

Result<void> end_session(Context const& ctx, db::Tx& tx, StaffId id, SessionId session) {
  if (tx.change(sql::delete_session, session, id) == 0) return not_found("session");
  go_offline(ctx, tx, id);
  record(ctx, tx, "staff.signed_out", "staff", id.text());
  return {};
}

void end_sessions(Context const& ctx, db::Tx& tx, StaffId id, SessionId kept) {
  if (tx.change(sql::delete_sessions_but, id, kept.value) == 0) return;
  go_offline(ctx, tx, id);
  record(ctx, tx, "staff.signed_out", "staff", id.text());
}

}  // namespace vefa::staff
