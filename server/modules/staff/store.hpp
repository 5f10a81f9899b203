// Rows of staff's tables, and their composition into people and teams.
#pragma once
#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "modules/staff/queries.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::staff {

/// A person without what stands in other tables.
struct PersonRow {
  StaffId id;
  std::int64_t version = 1;
  std::string name;
  std::string email;
  Language language = Language::En;
  PersonState state = PersonState::Invited;
  WorkCalendarId calendar_id;
  std::int64_t max_open = 0;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (),
                      (id, version, name, email, language, state, calendar_id, max_open,
                       created_at))

/// One role, team, language or skill of a person.
struct LinkRow {
  StaffId staff_id;
  std::string kind;
  std::int64_t ref = 0;
  std::string word;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (), (staff_id, kind, ref, word))

struct PresenceRow {
  Presence presence = Presence::Offline;
  std::optional<Instant> away_until;
  Instant since_at;
};
BOOST_DESCRIBE_STRUCT(PresenceRow, (), (presence, away_until, since_at))

struct RoleRow {
  RoleId id;
  std::int64_t version = 1;
  std::string key;
  std::string name;
  std::string permissions;
  std::int64_t authority_minor = 0;
  std::string authority_currency;
  bool totp_required = false;
};
BOOST_DESCRIBE_STRUCT(RoleRow, (),
                      (id, version, key, name, permissions, authority_minor, authority_currency,
                       totp_required))

struct SecretsRow {
  StaffId staff_id;
  std::string password_hash;  // empty: none set
  std::optional<Instant> password_changed_at;
  std::string totp_secret;  // sealed; empty: none
  std::optional<Instant> totp_confirmed_at;
  std::int64_t totp_last_step = 0;
  std::optional<Instant> reset_requested_at;
};
BOOST_DESCRIBE_STRUCT(SecretsRow, (),
                      (staff_id, password_hash, password_changed_at, totp_secret, totp_confirmed_at,
                       totp_last_step, reset_requested_at))

/// What the roles and teams of a person amount to.
struct Grants {
  Permissions permissions;  // with Self
  std::vector<std::int64_t> teams;
  bool totp_required = false;
  bool administrator = false;
};

/// The permissions of a role: the administrator's are all.
Permissions permissions_of(RoleRow const& role);

Person complete(db::Tx& tx, PersonRow row);
Grants grants_of(db::Tx& tx, StaffId id);
/// The person, or NotFound.
Result<Person> load(db::Tx& tx, StaffId id);
/// Presence as it is at `now`: an absence that ended has become available.
PresenceRow presence_of(db::Tx& tx, StaffId id, Instant now);
PresenceRow as_it_is(PresenceRow row, Instant now);

/// What is stored instead of a token.
db::Bytes token_hash(std::string_view token);
/// 256 random bits as text.
std::string new_token();

/// Folded words, without doubles, in their order.
std::vector<std::string> folded_words(std::vector<std::string> const& words);
/// The key that sorts names alike for every reader.
std::string name_key(std::string const& name);

}  // namespace vefa::staff
