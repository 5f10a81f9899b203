// Inviting, changing, suspending and parting with people; roles; teams; presence. Each verb runs in
// the caller's transaction and records an event.
//
// Nobody gives rights that she has not herself, nor changes someone who has more than she has. The
// last active administrator stays one.
#pragma once
#include "modules/staff/staff.hpp"
#include "modules/staff/store.hpp"

namespace vefa::staff {

// People

struct Invitation {
  Person person;
  std::string token;  // of the link by which she sets her password; shown once
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (person, token, expires_at))

/// Absent members stay as they are; lists are replaced whole.
struct PersonChange {
  std::int64_t version = 0;
  std::optional<Text<120, 1>> name;
  std::optional<Text<254, 3>> email;
  std::optional<Language> language;
  std::optional<List<RoleId, 20>> roles;
  std::optional<List<TeamId, 100>> teams;
  std::optional<List<Language, 4>> languages;
  std::optional<List<Text<60, 1>, 50>> skills;
  std::optional<std::int64_t> max_open;
  std::optional<WorkCalendarId> calendar_id;
  std::optional<bool> no_calendar;  // true: the team's or the company's from now on
};
BOOST_DESCRIBE_STRUCT(PersonChange, (),
                      (version, name, email, language, roles, teams, languages, skills, max_open,
                       calendar_id, no_calendar))

struct StateChange {
  std::int64_t version = 0;
  std::optional<Text<500>> reason;
};
BOOST_DESCRIBE_STRUCT(StateChange, (), (version, reason))

struct PeopleFilter {
  std::optional<PersonState> state;  // absent: all but those who left
  std::optional<TeamId> team;
  std::optional<RoleId> role;
  std::optional<std::string> q;  // part of the name or of the address
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 200; absent: 50
};
BOOST_DESCRIBE_STRUCT(PeopleFilter, (), (state, team, role, q, cursor, limit))

Result<Invitation> invite(Context const& ctx, db::Tx& tx, NewPerson const& person);
/// A new link for who has not set a password yet, or has lost every other way in; the earlier ones
/// of her invitation end.
Result<Invitation> invite_again(Context const& ctx, db::Tx& tx, StaffId id);
Result<Person> change(Context const& ctx, db::Tx& tx, StaffId id, PersonChange const& change);
/// Her own name and language; the rest of `change` is not looked at.
Result<Person> change_oneself(Context const& ctx, db::Tx& tx, StaffId id,
                              PersonChange const& change);
/// Ends her sessions at once; her API tokens rest until she is back.
Result<Person> suspend(Context const& ctx, db::Tx& tx, StaffId id, StateChange const& change);
Result<Person> resume(Context const& ctx, db::Tx& tx, StaffId id, StateChange const& change);
/// For good: sessions, tokens, password, TOTP and teams go; the name stays in history. Who listens
/// to `staff.left` hands over what she owned.
Result<Person> leave(Context const& ctx, db::Tx& tx, StaffId id, StateChange const& change);
/// By name.
Result<Page<Person>> list_people(db::Tx& tx, PeopleFilter const& filter);
/// Forbidden unless the actor has all the rights that this person has.
Result<Person> load_for_change(Context const& ctx, db::Tx& tx, StaffId id);

// Presence

struct PresenceChange {
  Presence presence = Presence::Available;
  std::optional<Instant> away_until;  // only with `away`; in the future
};
BOOST_DESCRIBE_STRUCT(PresenceChange, (), (presence, away_until))
struct PresenceView {
  Presence presence = Presence::Offline;
  std::optional<Instant> away_until;
};
BOOST_DESCRIBE_STRUCT(PresenceView, (), (presence, away_until))

Result<PresenceView> set_presence(Context const& ctx, db::Tx& tx, StaffId id,
                                  PresenceChange const& change);

// Roles

struct RoleView {
  RoleId id;
  std::int64_t version = 1;
  std::string key;  // of a built-in role; empty for the company's own
  std::string name;
  std::vector<Permission> permissions;
  std::string authority;  // decimal; what a holder may give a customer by herself
  std::string currency;
  bool totp_required = false;
};
BOOST_DESCRIBE_STRUCT(RoleView, (),
                      (id, version, key, name, permissions, authority, currency, totp_required))
struct NewRole {
  Text<80, 1> name;
  List<Permission, 40> permissions;
  std::optional<Text<20>> authority;   // absent: 0
  std::optional<Text<3, 3>> currency;  // absent: the company's
  std::optional<bool> totp_required;
};
BOOST_DESCRIBE_STRUCT(NewRole, (), (name, permissions, authority, currency, totp_required))
struct RoleChange {
  std::int64_t version = 0;
  std::optional<Text<80, 1>> name;
  std::optional<List<Permission, 40>> permissions;
  std::optional<Text<20>> authority;
  std::optional<Text<3, 3>> currency;
  std::optional<bool> totp_required;
};
BOOST_DESCRIBE_STRUCT(RoleChange, (),
                      (version, name, permissions, authority, currency, totp_required))

std::vector<RoleView> list_roles(db::Tx& tx);
Result<RoleView> find_role(db::Tx& tx, RoleId id);
Result<RoleView> add_role(Context const& ctx, db::Tx& tx, NewRole const& role);
/// The administrator's permissions cannot be changed.
Result<RoleView> change_role(Context const& ctx, db::Tx& tx, RoleId id, RoleChange const& change);
/// Refused for a built-in role; Conflict while someone has it.
Result<void> remove_role(Context const& ctx, db::Tx& tx, RoleId id, std::int64_t version);

// Teams

struct NewTeam {
  Text<80, 1> name;
  std::optional<Text<120>> email_display;
  std::optional<WorkCalendarId> calendar_id;
};
BOOST_DESCRIBE_STRUCT(NewTeam, (), (name, email_display, calendar_id))
struct TeamChange {
  std::int64_t version = 0;
  std::optional<Text<80, 1>> name;
  std::optional<Text<120>> email_display;
  std::optional<TeamState> state;
  std::optional<bool> is_default;  // only true: another team ceases to be the default
  std::optional<WorkCalendarId> calendar_id;
  std::optional<bool> no_calendar;
};
BOOST_DESCRIBE_STRUCT(TeamChange, (),
                      (version, name, email_display, state, is_default, calendar_id, no_calendar))
struct MembersChange {
  std::int64_t version = 0;     // the team's
  List<StaffId, 1000> members;  // all of them, from now on
};
BOOST_DESCRIBE_STRUCT(MembersChange, (), (version, members))

std::vector<Team> list_teams(db::Tx& tx);
Result<Team> add_team(Context const& ctx, db::Tx& tx, NewTeam const& team);
Result<Team> change_team(Context const& ctx, db::Tx& tx, TeamId id, TeamChange const& change);
Result<Team> set_members(Context const& ctx, db::Tx& tx, TeamId id, MembersChange const& change);

// What the verbs share

/// Refuses when no active administrator would be left. After the change, before the commit; the
/// change began with `lock_administrators`.
Result<void> keep_an_administrator(db::Tx& tx);
/// Records `kind` about the row `id` of the wire name `noun`.
void record(Context const& ctx, db::Tx& tx, std::string kind, std::string const& noun,
            std::string const& id, JsonObject more = {});
Result<StaffId> add_person(Context const& ctx, db::Tx& tx, NewPerson const& person,
                           PersonState state);

}  // namespace vefa::staff
