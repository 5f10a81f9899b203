// How people prove who they are: passwords, sessions, TOTP, links, API tokens.
//
// What hashes a password takes the Database instead of a transaction: hashing lasts about 60 ms and
// must not hold the write lane. An attempt to sign in is counted before it is judged, so that many
// at once are counted too; success forgets them.
#pragma once
#include "modules/staff/staff.hpp"
#include "modules/staff/store.hpp"

namespace vefa::staff {

/// Where a request came from, as a person recognises her devices by.
struct Origin {
  std::string user_agent;
  std::string remote_address;
};

// Signing in

struct SignIn {
  std::string email;
  std::string password;
  std::optional<Text<20>> code;  // TOTP, or a recovery code
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, code))
struct SessionOpened {
  SessionId session_id;
  StaffId staff_id;
  std::string token;  // for `Authorization: Bearer`; the cookie carries the same
  Instant expires_at;
  bool must_enrol_totp = false;  // nothing but one's own profile works until then
};
BOOST_DESCRIBE_STRUCT(SessionOpened, (), (session_id, staff_id, token, expires_at, must_enrol_totp))

/// Unauthenticated `staff.sign_in_refused` for an unknown address, a wrong password and a person
/// who is not active, after the same work; `staff.code_needed` when the password is right and TOTP
/// is on and no code came; TooMany while the account is shut, whether or not it exists.
Result<SessionOpened> sign_in(Context const& ctx, db::Database& database, SignIn const& input,
                              Origin const& origin);
/// The same without a question: after a link or the first start proved who she is.
SessionOpened open_session(Context const& ctx, db::Tx& tx, StaffId id, Origin const& origin);

struct SessionView {
  SessionId id;
  Instant created_at;
  Instant last_seen_at;
  Instant expires_at;
  std::string user_agent;
  std::string remote_address;
  bool is_current = false;
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (id, created_at, last_seen_at, expires_at, user_agent, remote_address,
                       is_current))

/// The last used first; at most 100.
std::vector<SessionView> list_sessions(Context const& ctx, db::Tx& tx, StaffId id,
                                       SessionId current);
/// NotFound unless it is hers. With her last session she goes offline.
Result<void> end_session(Context const& ctx, db::Tx& tx, StaffId id, SessionId session);
/// All but `kept` (none: all).
void end_sessions(Context const& ctx, db::Tx& tx, StaffId id, SessionId kept);

// Passwords

struct PasswordChange {
  std::string current;
  std::string next;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current, next))
struct LinkAnswer {
  std::string token;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(LinkAnswer, (), (token, password))

/// Ends her other sessions. A wrong current password counts as an attempt to sign in.
Result<void> change_password(Context const& ctx, db::Database& database, StaffId id, SessionId kept,
                             PasswordChange const& input);
/// Sets the password by an invitation's or a reset's link, which ends with it, as do all her
/// sessions; who was invited is active from then on.
Result<StaffId> answer_link(Context const& ctx, db::Database& database, LinkAnswer const& input);
/// Owes the look-up to a job, so that the answer is the same for every address.
void ask_for_reset(Context const& ctx, db::Tx& tx, std::string const& email);

// TOTP

struct TotpEnrolment {
  std::string secret;  // base 32
  std::string uri;     // otpauth://, for a QR code
};
BOOST_DESCRIBE_STRUCT(TotpEnrolment, (), (secret, uri))
struct RecoveryCodes {
  std::vector<std::string> codes;  // ten; each works once; shown once
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))
struct TotpCode {
  Text<20> code;
};
BOOST_DESCRIBE_STRUCT(TotpCode, (), (code))
struct PasswordProof {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordProof, (), (password))

/// A new secret that takes effect when it is confirmed. Conflict while TOTP is on.
Result<TotpEnrolment> enrol_totp(Context const& ctx, db::Tx& tx, StaffId id);
Result<RecoveryCodes> confirm_totp(Context const& ctx, db::Tx& tx, StaffId id,
                                   TotpCode const& input);
/// Refused while one of her roles requires TOTP.
Result<void> disable_totp(Context const& ctx, db::Database& database, StaffId id,
                          PasswordProof const& input);
/// New ones instead of the old.
Result<RecoveryCodes> renew_recovery_codes(Context const& ctx, db::Database& database, StaffId id,
                                           PasswordProof const& input);
/// By who may change her, when the device is lost: she signs in by password and enrols again.
Result<void> remove_totp(Context const& ctx, db::Tx& tx, StaffId id);

// API tokens

struct ApiTokenView {
  ApiTokenId id;
  std::int64_t version = 1;
  StaffId staff_id;
  std::string name;
  std::vector<Permission> scopes;
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;  // to the minute
};
BOOST_DESCRIBE_STRUCT(ApiTokenView, (),
                      (id, version, staff_id, name, scopes, created_at, expires_at, last_used_at))
struct NewApiToken {
  Text<80, 1> name;
  List<Permission, 40> scopes;
  std::optional<Instant> expires_at;  // absent: until it is revoked
};
BOOST_DESCRIBE_STRUCT(NewApiToken, (), (name, scopes, expires_at))
struct ApiTokenMade {
  ApiTokenView api_token;
  std::string token;  // shown once
};
BOOST_DESCRIBE_STRUCT(ApiTokenMade, (), (api_token, token))
struct ApiTokenChange {
  std::int64_t version = 0;
  Text<80, 1> name;
};
BOOST_DESCRIBE_STRUCT(ApiTokenChange, (), (version, name))
struct ApiTokenFilter {
  std::optional<bool> of_all;  // others' too; needs integrations_write
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(ApiTokenFilter, (), (of_all, cursor))

/// Scopes beyond the owner's rights are refused; at each use they are cut to what she then has.
Result<ApiTokenMade> add_api_token(Context const& ctx, db::Tx& tx, NewApiToken const& input);
/// Live ones, 100 a page, the oldest first.
Result<Page<ApiTokenView>> list_api_tokens(Context const& ctx, db::Tx& tx,
                                           ApiTokenFilter const& filter);
/// NotFound unless it is the actor's, or she may write integrations.
Result<ApiTokenView> find_api_token(Context const& ctx, db::Tx& tx, ApiTokenId id);
Result<ApiTokenView> rename_api_token(Context const& ctx, db::Tx& tx, ApiTokenId id,
                                      ApiTokenChange const& change);
Result<void> revoke_api_token(Context const& ctx, db::Tx& tx, ApiTokenId id);

// What the parts of access share

/// Counts an attempt on the account of this address; TooMany while it is shut.
Result<void> count_attempt(Context const& ctx, db::Tx& tx, std::string const& email);
void forget_attempts(db::Tx& tx, std::string const& email);
/// Whether the password is hers, counted as an attempt; the refusal's key is
/// `staff.wrong_password`.
Result<void> prove_password(Context const& ctx, db::Database& database, StaffId id,
                            std::string const& password, std::string const& field);
/// Takes a TOTP code (at most once) or a recovery code (for good).
bool take_code(Context const& ctx, db::Tx& tx, SecretsRow const& secrets, std::string const& code);

}  // namespace vefa::staff
