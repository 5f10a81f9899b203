// Routes of people, roles and teams; those of signing in are in api_access.cpp.
#include "http/api.hpp"

#include "modules/staff/api_access.hpp"
#include "modules/staff/people.hpp"

namespace vefa::staff {
namespace {

using http::Call;
using http::Query;

struct RoleList {
  std::vector<RoleView> items;
};
BOOST_DESCRIBE_STRUCT(RoleList, (), (items))
struct TeamList {
  std::vector<Team> items;
};
BOOST_DESCRIBE_STRUCT(TeamList, (), (items))
struct MemberList {
  std::vector<Candidate> items;
};
BOOST_DESCRIBE_STRUCT(MemberList, (), (items))
struct OfVersion {
  std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(OfVersion, (), (version))

Result<Page<Person>> list_staff(Call const&, db::Tx& tx, Query<PeopleFilter> const& filter) {
  return list_people(tx, *filter);
}
Result<Invitation> invite_staff(Call const& call, db::Tx& tx, NewPerson const& body) {
  return invite(call.ctx, tx, body);
}
Result<Person> read_staff(Call const& call, db::Tx& tx) {
  return load(tx, TRY(call.id<StaffId>("staff")));
}
Result<Person> change_staff(Call const& call, db::Tx& tx, PersonChange const& body) {
  return change(call.ctx, tx, TRY(call.id<StaffId>("staff")), body);
}
Result<Person> suspend_staff(Call const& call, db::Tx& tx, StateChange const& body) {
  return suspend(call.ctx, tx, TRY(call.id<StaffId>("staff")), body);
}
Result<Person> resume_staff(Call const& call, db::Tx& tx, StateChange const& body) {
  return resume(call.ctx, tx, TRY(call.id<StaffId>("staff")), body);
}
Result<Person> part_with_staff(Call const& call, db::Tx& tx, StateChange const& body) {
  return leave(call.ctx, tx, TRY(call.id<StaffId>("staff")), body);
}
Result<Invitation> invite_staff_again(Call const& call, db::Tx& tx) {
  return invite_again(call.ctx, tx, TRY(call.id<StaffId>("staff")));
}

Result<RoleList> list_all_roles(Call const&, db::Tx& tx) { return RoleList{list_roles(tx)}; }
Result<RoleView> read_role(Call const& call, db::Tx& tx) {
  return find_role(tx, TRY(call.id<RoleId>("role")));
}
Result<RoleView> create_role(Call const& call, db::Tx& tx, NewRole const& body) {
  return add_role(call.ctx, tx, body);
}
Result<RoleView> update_role(Call const& call, db::Tx& tx, RoleChange const& body) {
  return change_role(call.ctx, tx, TRY(call.id<RoleId>("role")), body);
}
Result<void> delete_role(Call const& call, db::Tx& tx, Query<OfVersion> const& query) {
  if (!query->version) return invalid("version", "wire.required");
  return remove_role(call.ctx, tx, TRY(call.id<RoleId>("role")), *query->version);
}

Result<TeamList> list_all_teams(Call const&, db::Tx& tx) { return TeamList{list_teams(tx)}; }
Result<Team> read_team(Call const& call, db::Tx& tx) {
  auto team = find_team(tx, TRY(call.id<TeamId>("team")));
  if (!team) return not_found("team");
  return std::move(*team);
}
Result<Team> create_team(Call const& call, db::Tx& tx, NewTeam const& body) {
  return add_team(call.ctx, tx, body);
}
Result<Team> update_team(Call const& call, db::Tx& tx, TeamChange const& body) {
  return change_team(call.ctx, tx, TRY(call.id<TeamId>("team")), body);
}
Result<MemberList> list_team_members(Call const& call, db::Tx& tx) {
  auto const team = TRY(read_team(call, tx));
  return MemberList{members(tx, team.id, call.ctx.now)};
}
Result<Team> replace_team_members(Call const& call, db::Tx& tx, MembersChange const& body) {
  return set_members(call.ctx, tx, TRY(call.id<TeamId>("team")), body);
}

void add_people_routes(http::Routes& routes) {
  routes.get<list_staff>("/staff", Permission::StaffRead, "Lists people by name.");
  routes
      .post<invite_staff>("/staff", Permission::StaffWrite,
                          "Invites a person; the link to set her password is shown once.")
      .status(201)
      .secret();
  routes.get<read_staff>("/staff/{staff}", Permission::StaffRead, "Shows a person.");
  routes.patch<change_staff>("/staff/{staff}", Permission::StaffWrite, "Changes a person.");
  routes.post<suspend_staff>("/staff/{staff}/suspend", Permission::StaffWrite,
                             "Ends a person's sessions and keeps her out until she is resumed.");
  routes.post<resume_staff>("/staff/{staff}/resume", Permission::StaffWrite,
                            "Lets a suspended person in again.");
  routes.post<part_with_staff>("/staff/{staff}/leave", Permission::StaffWrite,
                               "Parts with a person for good; what she owned is handed over.");
  routes
      .post<invite_staff_again>("/staff/{staff}/invitation", Permission::StaffWrite,
                                "Makes a new link to set the password; shown once.")
      .secret();
}

void add_role_routes(http::Routes& routes) {
  routes.get<list_all_roles>("/roles", Permission::StaffRead, "Lists roles by name.");
  routes.post<create_role>("/roles", Permission::StaffWrite, "Adds a role.").status(201);
  routes.get<read_role>("/roles/{role}", Permission::StaffRead, "Shows a role.");
  routes.patch<update_role>("/roles/{role}", Permission::StaffWrite, "Changes a role.");
  routes.del<delete_role>("/roles/{role}", Permission::StaffWrite,
                          "Removes a role of the company's own that nobody has.");
}

void add_team_routes(http::Routes& routes) {
  routes.get<list_all_teams>("/teams", Permission::StaffRead, "Lists teams by name.");
  routes.post<create_team>("/teams", Permission::StaffWrite, "Adds a team.").status(201);
  routes.get<read_team>("/teams/{team}", Permission::StaffRead, "Shows a team.");
  routes.patch<update_team>("/teams/{team}", Permission::StaffWrite, "Changes a team.");
  routes.get<list_team_members>("/teams/{team}/members", Permission::StaffRead,
                                "Lists a team's members with their skills and presence.");
  routes.put<replace_team_members>("/teams/{team}/members", Permission::StaffWrite,
                                   "Replaces a team's members.");
}

}  // namespace

void add_routes(http::Routes& routes) {
  add_access_routes(routes);
  add_people_routes(routes);
  add_role_routes(routes);
  add_team_routes(routes);
}

}  // namespace vefa::staff
