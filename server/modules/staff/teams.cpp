#include <algorithm>

#include "base/text.hpp"
#include "modules/staff/people.hpp"

namespace vefa::staff {
namespace {

constexpr std::int64_t kMostTeams = 500;

Result<Team> load_team(db::Tx& tx, TeamId id) {
  auto team = find_team(tx, id);
  if (!team) return not_found("team");
  return std::move(*team);
}

Error name_taken() { return {Code::Conflict, "staff.name_taken", {}, "name", {}}; }

/// What `change` makes of `team`; the refusals of what a team cannot become.
Result<Team> changed(Team team, TeamChange const& change) {
  if (change.name) team.name = change.name->value;
  if (change.email_display) team.email_display = change.email_display->value;
  if (change.state) team.state = *change.state;
  if (change.calendar_id) team.calendar_id = *change.calendar_id;
  if (change.no_calendar.value_or(false)) team.calendar_id = {};
  if (change.is_default) {
    if (team.is_default && !*change.is_default)
      return refused("staff.default_team_needed", {}, "is_default");
    team.is_default = *change.is_default;
  }
  if (team.is_default && team.state == TeamState::Archived)
    return refused("staff.default_team_stays", {}, "state");
  return team;
}

boost::json::array texts_of(std::vector<StaffId> const& people) {
  boost::json::array texts;
  for (auto id : people) texts.emplace_back(id.text());
  return texts;
}

std::vector<StaffId> without(std::vector<StaffId> const& all, std::vector<StaffId> const& others) {
  std::vector<StaffId> rest;
  for (auto id : all)
    if (std::ranges::find(others, id) == others.end() && std::ranges::find(rest, id) == rest.end())
      rest.push_back(id);
  return rest;
}

}  // namespace

std::vector<Team> list_teams(db::Tx& tx) { return tx.list<Team>(sql::list_teams); }

Result<Team> add_team(Context const& ctx, db::Tx& tx, NewTeam const& team) {
  if (tx.scalar<std::int64_t>(sql::count_teams).value_or(0) >= kMostTeams)
    return refused("staff.too_many_teams", {{"most", std::to_string(kMostTeams)}});
  auto const id = ctx.new_id<TeamId>();
  bool const free = tx.attempt([&] {
    tx.run(sql::insert_team, id, team.name, fold(team.name.value), name_key(team.name.value),
           team.email_display.value_or(Text<120>{}), team.calendar_id.value_or(WorkCalendarId{}),
           ctx.now);
  });
  if (!free) return name_taken();
  record(ctx, tx, "team.added", "team", id.text());
  return load_team(tx, id);
}

Result<Team> change_team(Context const& ctx, db::Tx& tx, TeamId id, TeamChange const& change) {
  auto const before = TRY(load_team(tx, id));
  if (before.version != change.version) return stale(before.version);
  auto const after = TRY(changed(before, change));
  if (after.is_default && !before.is_default) tx.run(sql::clear_default_team, id);
  std::int64_t rows = 0;
  bool const free = tx.attempt([&] {
    rows = tx.change(sql::update_team, id, change.version, after.name, fold(after.name),
                     name_key(after.name), after.email_display, after.state, after.is_default,
                     after.calendar_id);
  });
  if (!free) return name_taken();
  if (rows == 0) return stale(before.version);
  bool const archived = after.state != before.state && after.state == TeamState::Archived;
  record(ctx, tx, archived ? "team.archived" : "team.changed", "team", id.text());
  return load_team(tx, id);
}

Result<Team> set_members(Context const& ctx, db::Tx& tx, TeamId id, MembersChange const& change) {
  auto const team = TRY(load_team(tx, id));
  for (std::size_t i = 0; i < change.members.size(); ++i) {
    auto const person = tx.find<PersonRow>(sql::find_person, change.members[i]);
    if (!person || person->state == PersonState::Left)
      return invalid("members[" + std::to_string(i) + "]", "staff.unknown_person");
  }
  if (tx.change(sql::touch_team, id, change.version) == 0) return stale(team.version);
  auto const before = tx.column<StaffId>(sql::people_of_team, id);
  auto const added = without(change.members, before);
  auto const removed = without(before, change.members);
  for (auto person : added) tx.run(sql::add_member, id, person);
  for (auto person : removed) tx.run(sql::remove_member, id, person);
  record(ctx, tx, "team.members_changed", "team", id.text(),
         {{"added", texts_of(added)}, {"removed", texts_of(removed)}});
  return load_team(tx, id);
}

}  // namespace vefa::staff
