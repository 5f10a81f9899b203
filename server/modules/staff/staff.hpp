// Members of staff, their teams and roles, what they may do, and how they sign in.
//
// Everyone else reads people and teams through the verbs here; the tables are written by this module
// alone. Changes record events `staff.*`, `team.*`, `role.*` whose payload names rows, never secrets.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "modules/ids.hpp"

namespace vefa::db {
class Tx;
}

namespace vefa::staff {

/// Invited: has not set her password yet. Suspended: may come back. Left: gone for good, what she owned
/// is handed over by those who listen to `staff.left`.
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
  Language language = Language::En;       // of her screens
  PersonState state = PersonState::Invited;
  WorkCalendarId calendar_id;             // none: the team's, else the company's
  std::int64_t max_open = 0;              // open cases she is routed at most
  std::vector<RoleId> roles;              // never empty
  std::vector<TeamId> teams;
  std::vector<Language> languages;        // she serves customers in
  std::vector<std::string> skills;        // folded words
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (id, version, name, email, language, state, calendar_id, max_open, roles, teams,
                       languages, skills, created_at))

struct Team {
  TeamId id;
  std::int64_t version = 1;
  std::string name;
  std::string email_display;              // the name customers see as the sender; empty: the company's
  TeamState state = TeamState::Active;
  bool is_default = false;                // takes what no rule sends elsewhere
  WorkCalendarId calendar_id;             // none: the company's
};
BOOST_DESCRIBE_STRUCT(Team, (), (id, version, name, email_display, state, is_default, calendar_id))

/// A member of a team as routing sees her.
struct Candidate {
  StaffId id;
  std::string name;
  PersonState state = PersonState::Active;
  Presence presence = Presence::Offline;  // as it is now: an absence that ended has become available
  std::optional<Instant> away_until;
  bool available = false;                 // active and present
  std::int64_t max_open = 0;
  std::vector<Language> languages;
  std::vector<std::string> skills;
};
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (id, name, state, presence, away_until, available, max_open, languages, skills))

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

/// What she may give a customer by herself: of her roles' limits the highest, one a currency. Empty: nothing.
std::vector<Money> authority(db::Tx& tx, StaffId id);
/// Whether `amount` is within her authority. False for another currency than her limits'.
bool may_give(db::Tx& tx, StaffId id, Money amount);

/// The actor of work done in a person's name (a timer of hers, a scheduled answer). Nothing unless active.
std::optional<Actor> actor_of(db::Tx& tx, StaffId id);

}  // namespace vefa::staff
