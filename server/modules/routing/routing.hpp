// Routing: which team a new concern goes to, and who of it takes it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "db/database.hpp"
#include "modules/ids.hpp"

namespace vefa::routing {

struct Concern {
  std::string case_kind;       // snake case
  std::string channel;
  Language language = Language::En;
  MailboxId mailbox_id;
  TeamId team_id;              // already known (the mailbox's, a hand-over); none: by rule
};
struct Assignment {
  TeamId team_id;
  StaffId owner_id;            // none: no one of the team has room, the team owns it
};

/// The first rule that fits gives team and skills; without one the default team. Of the team's available
/// people who have the skills and speak the language, the one with the most room takes it; without a
/// speaker the language is let go before the case is.
Assignment assign(Context const& ctx, db::Tx& tx, Concern const& concern);

}  // namespace vefa::routing
