// The people of a made-up company: a team for each language.
#pragma once
#include "base/context.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::generate {

struct Wanted;

struct Staffing {
  struct Agent {
    StaffId id;
    std::string name;
  };
  struct Team {
    TeamId id;
    std::vector<Agent> agents;  // never empty
  };
  std::array<Team, 4> teams;  // in the order of phrases()
};

/// A manager (manager@anka.example), and agents (agent1@anka.example, …) enough for the cases
/// wanted, who share them evenly.
Staffing hire(Context const& ctx, db::Tx& tx, Wanted const& wanted);

}  // namespace vefa::generate
