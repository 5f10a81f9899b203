// Who takes a case.
#include "modules/cases/queries.hpp"
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

void give_to(Context const& ctx, db::Tx& tx, Case& row, Assignment const& to,
             std::string const& reason) {
  tx.run(sql::insert_hand_over, ctx.ids->next_value(), row.id, ctx.now,
         wire::enum_text(ctx.actor.kind), ctx.actor.id, row.team_id, row.owner_id, to.team_id,
         to.owner_id, reason);
  row.team_id = to.team_id;
  row.owner_id = to.owner_id;
  promises::assign(tx, row.id, to.team_id, to.owner_id);
  settle(ctx, tx, row);
  JsonObject payload{{"team_id", to.team_id.text()}, {"reason", reason}};
  if (to.owner_id) payload["owner_id"] = to.owner_id.text();
  record(ctx, tx, "case.handed_over", row, std::move(payload));
}

}  // namespace vefa::cases
