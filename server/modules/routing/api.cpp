#include "http/api.hpp"
#include "modules/routing/routing.hpp"

namespace vefa::routing {
namespace {

using http::Call;

Result<RuleList> read_routing(Call const&, db::Tx& tx) { return rules(tx); }

Result<RuleList> set_routing(Call const& call, db::Tx& tx, RuleList const& body) {
  return set_rules(call.ctx, tx, body);
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.get<read_routing>("/routing", Permission::Self,
                           "Which team takes which new case, by rank.");
  routes.put<set_routing>("/routing", Permission::StandardsWrite, "Replaces the routing rules.");
}

}  // namespace vefa::routing
