#include "modules/staff/api_access.hpp"

#include "http/api.hpp"
#include "modules/staff/access.hpp"
#include "modules/staff/people.hpp"

namespace vefa::staff {
namespace {

using http::Call;
using http::Query;
using http::Response;

struct Me {
  Person person;
  std::vector<Permission> permissions;
  PresenceView presence;
  bool totp_enabled = false;
  bool must_enrol_totp = false;
  std::int64_t recovery_codes_left = 0;
};
BOOST_DESCRIBE_STRUCT(Me, (),
                      (person, permissions, presence, totp_enabled, must_enrol_totp,
                       recovery_codes_left))
struct OwnChange {
  std::int64_t version = 0;
  std::optional<Text<120, 1>> name;
  std::optional<Language> language;
};
BOOST_DESCRIBE_STRUCT(OwnChange, (), (version, name, language))
struct ResetRequest {
  Text<254, 3> email;
};
BOOST_DESCRIBE_STRUCT(ResetRequest, (), (email))
struct SessionList {
  std::vector<SessionView> items;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))

Origin origin_of(Call const& call) {
  return {std::string(call.request->header("user-agent")), call.request->remote_address};
}

/// Who signs in by a session; what guards the account is closed to API tokens.
Result<StaffId> in_person(Call const& call) {
  if (call.by_token || call.ctx.actor.kind != ActorKind::Staff)
    return Error{Code::Forbidden, "staff.not_by_token", {}, {}, {}};
  return StaffId{call.ctx.actor.id};
}
Result<StaffId> oneself(Call const& call) {
  if (call.ctx.actor.kind != ActorKind::Staff) return forbidden();
  return StaffId{call.ctx.actor.id};
}

Response with_cookie(Call const& call, SessionOpened const& opened, int status) {
  auto const seconds = (opened.expires_at - call.ctx.now) / std::chrono::seconds(1);
  return http::json_answer(
      opened, status, {{"set-cookie", http::session_cookie(*call.request, opened.token, seconds)}});
}

Result<Response> open_for(Call const& call, db::Database& database, StaffId id, int status) {
  auto const opened = TRY(database.write_result([&](db::Tx& tx) -> Result<SessionOpened> {
    return open_session(call.ctx, tx, id, origin_of(call));
  }));
  return with_cookie(call, opened, status);
}

Result<Response> start_first(Call const& call, db::Database& database, FirstStart const& body) {
  return open_for(call, database, TRY(first_start(call.ctx, database, body)), 201);
}

struct StartState {
  bool awaits_first_start = false;
};
BOOST_DESCRIBE_STRUCT(StartState, (), (awaits_first_start))
Result<StartState> read_start_state(Call const&, db::Tx& tx) {
  return StartState{awaits_first_start(tx)};
}

Result<Response> sign_in_staff(Call const& call, db::Database& database, SignIn const& body) {
  return with_cookie(call, TRY(sign_in(call.ctx, database, body, origin_of(call))), 201);
}
Result<SessionView> read_session(Call const& call, db::Tx& tx) {
  auto const id = TRY(in_person(call));
  for (auto& view : list_sessions(call.ctx, tx, id, SessionId{call.session_id}))
    if (view.is_current) return std::move(view);
  return not_found("session");
}
Result<Response> sign_out(Call const& call, db::Tx& tx) {
  auto const id = TRY(in_person(call));
  TRY(end_session(call.ctx, tx, id, SessionId{call.session_id}));
  return Response{204, "", "", {{"set-cookie", http::session_cookie(*call.request, "", 0)}}};
}
Result<SessionList> list_own_sessions(Call const& call, db::Tx& tx) {
  auto const id = TRY(in_person(call));
  return SessionList{list_sessions(call.ctx, tx, id, SessionId{call.session_id})};
}
Result<void> end_own_session(Call const& call, db::Tx& tx) {
  auto const id = TRY(in_person(call));
  return end_session(call.ctx, tx, id, TRY(call.id<SessionId>("session")));
}
Result<void> end_other_sessions(Call const& call, db::Tx& tx) {
  end_sessions(call.ctx, tx, TRY(in_person(call)), SessionId{call.session_id});
  return {};
}
Result<void> end_sessions_of_staff(Call const& call, db::Tx& tx) {
  auto const person = TRY(load_for_change(call.ctx, tx, TRY(call.id<StaffId>("staff"))));
  end_sessions(call.ctx, tx, person.id, {});
  return {};
}
Result<void> remove_totp_of_staff(Call const& call, db::Tx& tx) {
  return remove_totp(call.ctx, tx, TRY(call.id<StaffId>("staff")));
}

Result<Me> read_me(Call const& call, db::Tx& tx) {
  auto const id = TRY(oneself(call));
  auto const presence = presence_of(tx, id, call.ctx.now);
  auto const secrets = tx.find<SecretsRow>(sql::find_secrets, id).value_or(SecretsRow{});
  Me me{.person = TRY(load(tx, id)),
        .permissions = {},
        .presence = {presence.presence, presence.away_until},
        .totp_enabled = secrets.totp_confirmed_at.has_value(),
        .must_enrol_totp = false,
        .recovery_codes_left = tx.scalar<std::int64_t>(sql::count_recovery_codes, id).value_or(0)};
  me.must_enrol_totp = !me.totp_enabled && grants_of(tx, id).totp_required;
  for (std::size_t i = 0; i < call.ctx.actor.permissions.size(); ++i)
    if (call.ctx.actor.permissions[i]) me.permissions.push_back(static_cast<Permission>(i));
  return me;
}
Result<Me> change_me(Call const& call, db::Tx& tx, OwnChange const& body) {
  auto const id = TRY(oneself(call));
  PersonChange const own{.version = body.version, .name = body.name, .language = body.language};
  TRY(change_oneself(call.ctx, tx, id, own));
  return read_me(call, tx);
}
Result<PresenceView> change_presence(Call const& call, db::Tx& tx, PresenceChange const& body) {
  return set_presence(call.ctx, tx, TRY(oneself(call)), body);
}
Result<void> change_own_password(Call const& call, db::Database& database,
                                 PasswordChange const& body) {
  auto const id = TRY(in_person(call));
  return change_password(call.ctx, database, id, SessionId{call.session_id}, body);
}

Result<TotpEnrolment> enrol_own_totp(Call const& call, db::Tx& tx) {
  return enrol_totp(call.ctx, tx, TRY(in_person(call)));
}
Result<RecoveryCodes> confirm_own_totp(Call const& call, db::Tx& tx, TotpCode const& body) {
  return confirm_totp(call.ctx, tx, TRY(in_person(call)), body);
}
Result<void> disable_own_totp(Call const& call, db::Database& database, PasswordProof const& body) {
  return disable_totp(call.ctx, database, TRY(in_person(call)), body);
}
Result<RecoveryCodes> renew_own_recovery_codes(Call const& call, db::Database& database,
                                               PasswordProof const& body) {
  return renew_recovery_codes(call.ctx, database, TRY(in_person(call)), body);
}

Result<void> request_password_reset(Call const& call, db::Tx& tx, ResetRequest const& body) {
  ask_for_reset(call.ctx, tx, body.email.value);
  return {};
}
Result<void> set_password_by_link(Call const& call, db::Database& database,
                                  LinkAnswer const& body) {
  TRY(answer_link(call.ctx, database, body));
  return {};
}

Result<Page<ApiTokenView>> list_tokens(Call const& call, db::Tx& tx,
                                       Query<ApiTokenFilter> const& filter) {
  return list_api_tokens(call.ctx, tx, *filter);
}
Result<ApiTokenMade> create_token(Call const& call, db::Tx& tx, NewApiToken const& body) {
  TRY(in_person(call));
  return add_api_token(call.ctx, tx, body);
}
Result<ApiTokenView> read_token(Call const& call, db::Tx& tx) {
  return find_api_token(call.ctx, tx, TRY(call.id<ApiTokenId>("api_token")));
}
Result<ApiTokenView> rename_token(Call const& call, db::Tx& tx, ApiTokenChange const& body) {
  return rename_api_token(call.ctx, tx, TRY(call.id<ApiTokenId>("api_token")), body);
}
Result<void> revoke_token(Call const& call, db::Tx& tx) {
  return revoke_api_token(call.ctx, tx, TRY(call.id<ApiTokenId>("api_token")));
}

void add_session_routes(http::Routes& routes) {
  routes.get<read_start_state>("/first-start", Permission::Public,
                               "Says whether an administrator is still to be created.");
  routes
      .slow_post<start_first>("/first-start", Permission::Public,
                              "Creates the administrator and names the company; once.")
      .secret();
  routes
      .slow_post<sign_in_staff>("/session", Permission::Public,
                                "Signs in by address and password, and by code where TOTP is on.")
      .status(201)
      .secret();
  routes.get<read_session>("/session", Permission::Self, "Shows the session in use.");
  routes.del<sign_out>("/session", Permission::Self, "Signs out.");
  routes.get<list_own_sessions>("/sessions", Permission::Self, "Lists one's own sessions.");
  routes.del<end_other_sessions>("/sessions", Permission::Self,
                                 "Ends all of one's own sessions but the one in use.");
  routes.del<end_own_session>("/sessions/{session}", Permission::Self,
                              "Ends one of one's own sessions.");
  routes.del<end_sessions_of_staff>("/staff/{staff}/sessions", Permission::StaffWrite,
                                    "Ends all sessions of a person.");
  routes.del<remove_totp_of_staff>("/staff/{staff}/totp", Permission::StaffWrite,
                                   "Takes TOTP from a person who lost her device.");
}

void add_own_routes(http::Routes& routes) {
  routes.get<read_me>("/me", Permission::Self, "Shows who is signed in and what she may do.");
  routes.patch<change_me>("/me", Permission::Self, "Changes one's own name and language.");
  routes.put<change_presence>("/me/presence", Permission::Self,
                              "Says whether one can be given new cases.");
  routes
      .slow_post<change_own_password>("/me/password", Permission::Self,
                                      "Changes one's own password; other sessions end.")
      .secret();
  routes
      .post<enrol_own_totp>("/me/totp", Permission::Self,
                            "Makes a TOTP secret that takes effect when it is confirmed.")
      .secret();
  routes
      .post<confirm_own_totp>("/me/totp/confirm", Permission::Self,
                              "Turns TOTP on by a first code; shows the recovery codes once.")
      .secret();
  routes.slow_post<disable_own_totp>("/me/totp/disable", Permission::Self, "Turns TOTP off.")
      .secret();
  routes
      .slow_post<renew_own_recovery_codes>("/me/recovery-codes", Permission::Self,
                                           "Replaces the recovery codes.")
      .secret();
  routes
      .post<request_password_reset>("/password-reset", Permission::Public,
                                    "Asks for a link to set a new password; says nothing else.")
      .secret();
  routes
      .slow_post<set_password_by_link>("/password-reset/confirm", Permission::Public,
                                       "Sets the password by an invitation's or a reset's link.")
      .secret();
}

void add_token_routes(http::Routes& routes) {
  routes.get<list_tokens>("/tokens", Permission::Self, "Lists API tokens.");
  routes.post<create_token>("/tokens", Permission::Self, "Makes an API token; shown once.")
      .status(201)
      .secret();
  routes.get<read_token>("/tokens/{api_token}", Permission::Self, "Shows an API token.");
  routes.patch<rename_token>("/tokens/{api_token}", Permission::Self, "Renames an API token.");
  routes.del<revoke_token>("/tokens/{api_token}", Permission::Self, "Revokes an API token.");
}

}  // namespace

void add_access_routes(http::Routes& routes) {
  add_session_routes(routes);
  add_own_routes(routes);
  add_token_routes(routes);
}

}  // namespace vefa::staff
