// Members of staff, their teams and roles, what they may do, and how they sign in.
//
// Everyone else reads people and teams through the verbs here; the tables are written by this
// module alone. Changes record events `staff.*`, `team.*`, `role.*` whose payload names rows, never
// secrets.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "modules/ids.hpp"

namespace vefa::db {
class Database;
class Tx;
}  // namespace vefa::db
namespace vefa::http {
class Routes;
}
namespace vefa::jobs {
class Registry;
}

namespace vefa::staff {

/// Invited: has not set her password yet. Suspended: may come back. Left: gone for good, what she
/// owned is handed over by those who listen to `staff.left`.
enum class PersonState { Invited, Active, Suspended, Left };
BOOST_DESCRIBE_ENUM(PersonState, Invited, Active, Suspended, Left)
enum class TeamState { Active, Archived };
BOOST_DESCRIBE_ENUM(TeamState, Active, Archived)
enum class Presence { Available, Away, Offline };
BOOST_DESCRIBE_ENUM(Presence, Available, Away, Offline)

/// Rows made by the migration: they always exist.
inline constexpr RoleId kAdministrator{1};
inline constexpr RoleId kServiceManager{2};
inline constexpr RoleId kAgent{3};
inline constexpr RoleId kDeskClerk{4};
inline constexpr RoleId kTechnician{5};
inline constexpr RoleId kPartsClerk{6};
inline constexpr RoleId kAuditor{7};
inline constexpr TeamId kFirstTeam{1};

struct Person {
  StaffId id;
  std::int64_t version = 1;
  std::string name;
  std::string email;
  Language language = Language::En;  // of her screens
  PersonState state = PersonState::Invited;
  WorkCalendarId calendar_id;  // none: the team's, else the company's
  std::int64_t max_open = 0;   // open cases she is routed at most; 0: none
  std::vector<RoleId> roles;   // never empty
  std::vector<TeamId> teams;
  std::vector<Language> languages;  // she serves customers in
  std::vector<std::string> skills;  // folded words
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, version, name, email, language, state, calendar_id, max_open, roles,
                       teams, languages, skills, created_at))

struct Team {
  TeamId id;
  std::int64_t version = 1;
  std::string name;
  std::string email_display;  // the name customers see as the sender; empty: the company's
  TeamState state = TeamState::Active;
  bool is_default = false;     // takes what no rule sends elsewhere
  WorkCalendarId calendar_id;  // none: the company's
};
BOOST_DESCRIBE_STRUCT(Team, (), (id, version, name, email_display, state, is_default, calendar_id))

/// A member of a team as routing sees her.
struct Candidate {
  StaffId id;
  std::string name;
  PersonState state = PersonState::Active;
  Presence presence =
      Presence::Offline;  // as it is now: an absence that ended has become available
  std::optional<Instant> away_until;
  bool available = false;  // active and present
  std::int64_t max_open = 0;
  std::vector<Language> languages;
  std::vector<std::string> skills;
};
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (id, name, state, presence, away_until, available, max_open, languages,
                       skills))

/// Nothing when there is no such person. Two indexed reads.
std::optional<Person> find(db::Tx& tx, StaffId id);
/// The person with this address, whatever her state; case and dots of i make no difference.
std::optional<Person> find_by_email(db::Tx& tx, std::string const& email);
/// Empty when there is no such person.
std::string name_of(db::Tx& tx, StaffId id);
/// In the order of the teams' names.
std::vector<TeamId> teams_of(db::Tx& tx, StaffId id);
std::optional<Team> find_team(db::Tx& tx, TeamId id);
/// The team that takes what no rule sends elsewhere; there always is exactly one.
Team default_team(db::Tx& tx);
/// Everyone in the team but those who left, by name; at most 1,000.
std::vector<Candidate> members(db::Tx& tx, TeamId id, Instant now);
/// The active members only: those a case may be given to, present or not.
std::vector<Candidate> candidates(db::Tx& tx, TeamId id, Instant now);
/// The active people who hold this permission, by name; at most 1,000. For approvals and warnings.
std::vector<StaffId> holders_of(db::Tx& tx, Permission permission);

/// What she may give a customer by herself: of her roles' limits the highest, one a currency.
/// Empty: nothing.
std::vector<Money> authority(db::Tx& tx, StaffId id);
/// Whether `amount` is within her authority. False for another currency than her limits'.
bool may_give(db::Tx& tx, StaffId id, Money amount);

/// The actor of work done in a person's name (a timer of hers, a scheduled answer). Nothing unless
/// active.
std::optional<Actor> actor_of(db::Tx& tx, StaffId id);

// Signing in

/// A session ends after this long without a request, and at the latest after the second.
inline constexpr Duration kSessionIdle = std::chrono::hours(2);
inline constexpr Duration kSessionLongest = std::chrono::hours(12);
inline constexpr Duration kInvitationValid = std::chrono::days(7);
inline constexpr Duration kResetValid = std::chrono::hours(1);
/// API tokens begin with it, so that scanners of source code find one that leaked.
inline constexpr std::string_view kApiTokenPrefix = "vefa_";

/// Whom a token names: of a session, or of an API token.
struct SignedIn {
  Actor actor;  // with Self alone while a role asks for TOTP and she has not set it up
  Language language = Language::En;
  SessionId session_id;     // none for an API token
  ApiTokenId api_token_id;  // none for a session
  bool must_enrol_totp = false;
};

/// Two or three indexed reads, no write: when the session was last seen more than a minute ago, a
/// write of its own is queued to the transaction's database. Unauthenticated for a token that is
/// unknown, expired or revoked, or whose owner is not active.
Result<SignedIn> authenticate(db::Tx& tx, Instant now, std::string_view token);

enum class LinkKind { Invitation, PasswordReset };
BOOST_DESCRIBE_ENUM(LinkKind, Invitation, PasswordReset)

/// The token of a link by which she sets her password; it works once, and ends the others when it
/// does. For the mail that answers `staff.invited` (seven days) and
/// `staff.password_reset_requested` (one hour): it is made when the mail is written, so no event
/// carries it. NotFound; Refused for who has left or is suspended.
Result<std::string> new_link(Context const& ctx, db::Tx& tx, StaffId id, LinkKind kind);

/// What a person is made of; absent: no teams but the default one, her own language, no skills.
struct NewPerson {
  Text<120, 1> name;
  Text<254, 3> email;
  Language language = Language::En;
  List<RoleId, 20> roles;
  std::optional<List<TeamId, 100>> teams = {};
  std::optional<List<Language, 4>> languages = {};
  std::optional<List<Text<60, 1>, 50>> skills = {};
  std::optional<std::int64_t> max_open = {};  // 0 to 10,000; absent: 40
  std::optional<WorkCalendarId> calendar_id = {};
};
BOOST_DESCRIBE_STRUCT(NewPerson, (),
                      (name, email, language, roles, teams, languages, skills, max_open,
                       calendar_id))

/// A person who can sign in at once, with a password hashed by `hash_password`: for a demo company
/// and tests; people are otherwise invited. Invalid with the field; Conflict when the address is
/// taken; Forbidden when a role has rights that the actor has not.
Result<StaffId> add_active(Context const& ctx, db::Tx& tx, NewPerson const& person,
                           std::string const& password_hash);

struct FirstStart {
  Text<120, 1> company_name;
  Text<120, 1> name;
  Text<254, 3> email;
  std::string password;
  std::optional<Language> language = {};    // of the administrator and the company; absent: en
  std::optional<Text<3, 3>> currency = {};  // of the roles' limits; absent: the company's
};
BOOST_DESCRIBE_STRUCT(FirstStart, (), (company_name, name, email, password, language, currency))

/// Creates the administrator while there is none, and names the company. Conflict afterwards.
/// Hashes the password: about 60 ms, outside the transaction.
Result<StaffId> first_start(Context const& ctx, db::Database& database, FirstStart const& input);
/// `vefa admin create`: another administrator, at any time, by who holds the machine. An address
/// that is taken gets the role, the new password and an active state; its TOTP and sessions end.
Result<StaffId> create_administrator(Context const& ctx, db::Database& database,
                                     std::string const& name, std::string const& email,
                                     std::string const& password);
/// Whether the first start is still to come.
bool awaits_first_start(db::Tx& tx);

void add_routes(http::Routes& routes);
void add_jobs(jobs::Registry& registry);

}  // namespace vefa::staff
