#include "http/api.hpp"

#include "modules/audit/audit.hpp"

namespace vefa::audit {
namespace {

Result<Page<AuditEntry>> list_audit(http::Call const&, db::Tx& tx,
                                    http::Query<AuditFilter> const& filter) {
  return list_entries(tx, *filter);
}

}  // namespace

void add_routes(http::Routes& routes) {
  routes.get<list_audit>("/audit", Permission::AuditRead,
                         "Lists who changed what and who read whose file, the newest first.");
}

}  // namespace vefa::audit
