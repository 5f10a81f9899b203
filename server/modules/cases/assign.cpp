// Who takes a case.
#include "modules/cases/steps.hpp"
#include "modules/cases/store.hpp"
#include "modules/routing/routing.hpp"
#include "modules/staff/staff.hpp"

namespace vefa::cases {

Assignment assign(Context const& ctx, db::Tx& tx, Case const& row, TeamId team, StaffId not_to) {
  auto const target = routing::target(tx, {.case_kind = wire::enum_text(row.kind),
                                           .channel = wire::enum_text(row.channel),
                                           .language = row.language,
                                           .mailbox_id = row.mailbox_id,
                                           .team_id = team});
  std::vector<routing::Candidate> people;
  for (auto& member : staff::candidates(tx, target.team_id, ctx.now)) {
    if (member.id == not_to || !member.available) continue;
    people.push_back({member.id, true, store::load_of(tx, member.id, member.max_open),
                      member.max_open, std::move(member.skills), std::move(member.languages)});
  }
  return {target.team_id, routing::choose(people, target.skills, row.language)};
}

}  // namespace vefa::cases
