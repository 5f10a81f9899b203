// What is in danger now, whose it is, who has room, who waits longest.
#include <algorithm>
#include <map>

#include "modules/reports/queries.hpp"
#include "modules/reports/rows.hpp"

namespace vefa::reports {
namespace {

constexpr std::int64_t kMostWaiting = 20;

struct Owed {
  TeamId team_id;
  StaffId owner_id;
  std::int64_t pending = 0;
  std::int64_t half = 0;
  std::int64_t late = 0;
};
BOOST_DESCRIBE_STRUCT(Owed, (), (team_id, owner_id, pending, half, late))
struct Broken {
  TeamId team_id;
  StaffId owner_id;
  std::int64_t broken = 0;
};
BOOST_DESCRIBE_STRUCT(Broken, (), (team_id, owner_id, broken))
struct PersonRow {
  StaffId staff_id;
  std::string name;
  Presence presence = Presence::Offline;
  std::optional<Instant> away_until;
  std::int64_t max_open = 0;
  std::int64_t open_cases = 0;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (staff_id, name, presence, away_until, max_open, open_cases))
struct Membership {
  StaffId staff_id;
  TeamId team_id;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (staff_id, team_id))

void add(PromiseLoad& to, PromiseLoad const& more) {
  to.pending += more.pending;
  to.half += more.half;
  to.late += more.late;
  to.broken += more.broken;
}

bool is_nothing(PromiseLoad const& load) { return load.pending == 0 && load.broken == 0; }

/// What each team and each person owes; 0 is nobody.
struct Shares {
  PromiseLoad total;
  std::map<TeamId, PromiseLoad> teams;
  std::map<TeamId, PromiseLoad> unowned;
  std::map<StaffId, PromiseLoad> people;

  void put(TeamId team, StaffId owner, PromiseLoad const& load) {
    add(total, load);
    add(teams[team], load);
    if (owner) {
      add(people[owner], load);
    } else {
      add(unowned[team], load);
    }
  }
};

Shares shares_of(db::Tx& tx) {
  Shares out;
  for (auto const& row : tx.list<Owed>(sql::pending_now))
    out.put(row.team_id, row.owner_id, {row.pending, row.half, row.late, 0});
  for (auto const& row : tx.list<Broken>(sql::broken_now))
    out.put(row.team_id, row.owner_id, {0, 0, 0, row.broken});
  return out;
}

std::vector<TeamNow> teams_of(db::Tx& tx, Shares& shares) {
  std::vector<TeamNow> out;
  for (auto& row : tx.list<TeamRow>(sql::teams)) {
    auto const& load = shares.teams[row.team_id];
    if (row.state != "active" && is_nothing(load)) continue;
    TeamNow team{load};
    team.team_id = row.team_id;
    team.name = std::move(row.name);
    team.unowned = shares.unowned[row.team_id];
    out.push_back(std::move(team));
  }
  return out;
}

/// An absence that is over has ended, whoever has noticed.
Presence presence_of(PersonRow const& row, Instant at) {
  bool const is_back = row.presence == Presence::Away && row.away_until && *row.away_until <= at;
  return is_back ? Presence::Available : row.presence;
}

std::vector<PersonNow> people_of(db::Tx& tx, Shares& shares, Instant at) {
  std::map<StaffId, std::vector<TeamId>> memberships;
  for (auto const& m : tx.list<Membership>(sql::memberships))
    memberships[m.staff_id].push_back(m.team_id);
  std::vector<PersonNow> out;
  for (auto& row : tx.list<PersonRow>(sql::people_now)) {
    PersonNow person{shares.people[row.staff_id]};
    person.staff_id = row.staff_id;
    person.presence = presence_of(row, at);
    person.name = std::move(row.name);
    person.teams = memberships[row.staff_id];
    person.open_cases = row.open_cases;
    person.max_open = row.max_open;
    if (person.presence == Presence::Available)
      person.room = std::max<std::int64_t>(0, row.max_open - row.open_cases);
    out.push_back(std::move(person));
  }
  std::stable_sort(out.begin(), out.end(), [](PersonNow const& a, PersonNow const& b) {
    return std::tuple(-a.late, -a.broken, -a.pending) < std::tuple(-b.late, -b.broken, -b.pending);
  });
  return out;
}

std::vector<WaitingCase> waiting_of(Context const& ctx, db::Tx& tx) {
  auto out = tx.list<WaitingCase>(sql::unanswered_longest, kMostWaiting);
  for (auto& row : tx.list<WaitingCase>(sql::unheard_longest, kMostWaiting))
    out.push_back(std::move(row));
  std::sort(out.begin(), out.end(), [](WaitingCase const& a, WaitingCase const& b) {
    return std::pair(a.waiting_since, a.case_id) < std::pair(b.waiting_since, b.case_id);
  });
  if (out.size() > kMostWaiting) out.resize(kMostWaiting);
  if (!ctx.actor.may(Permission::CasesReadAll))
    for (auto& row : out) row.subject = row.customer_name = {};
  return out;
}

}  // namespace

NowReport now(Context const& ctx, db::Tx& tx) {
  auto shares = shares_of(tx);
  NowReport out{.at = ctx.now, .total = shares.total};
  out.teams = teams_of(tx, shares);
  out.people = people_of(tx, shares, ctx.now);
  out.waiting = waiting_of(ctx, tx);
  return out;
}

}  // namespace vefa::reports
