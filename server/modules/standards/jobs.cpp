#include "jobs/jobs.hpp"

#include <algorithm>

#include "modules/standards/changes.hpp"
#include "modules/standards/queries.hpp"
#include "modules/standards/store.hpp"

namespace vefa::standards {
namespace {

bool names_zone(JsonObject const& payload) {
  auto const* members = payload.if_contains("members");
  if (!members || !members->is_array()) return false;
  auto const& names = members->get_array();
  return std::any_of(names.begin(), names.end(), [](auto const& n) { return n == "zone"; });
}

void follow_company(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  if (!names_zone(event.payload)) return;
  for (auto const& row : tx.list<CalendarRow>(sql::calendars_in_company_zone))
    record_calendar(ctx, tx, row.id, row.version, "company_zone");
}

}  // namespace

void add_jobs(jobs::Registry& registry) {
  registry.subscribe("standards", {"company.changed"}, follow_company);
}

}  // namespace vefa::standards
