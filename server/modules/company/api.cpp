#include "http/api.hpp"
#include "modules/company/company.hpp"

namespace vefa::company {
namespace {

Result<Profile> read_company(http::Call const&, db::Tx& tx) { return profile(tx); }

Result<Profile> change_company(http::Call const& call, db::Tx& tx, Profile const& body) {
  return change(call.ctx, tx, body);
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.get<read_company>("/company", Permission::Self, "Shows the company's profile.");
  routes.put<change_company>("/company", Permission::SettingsWrite,
                             "Replaces the company's profile.");
}

}  // namespace vefa::company
