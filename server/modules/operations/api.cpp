#include "http/api.hpp"
#include "jobs/jobs.hpp"
#include "modules/operations/operations.hpp"

namespace vefa::operations {
namespace {

using http::Call;
using http::Query;

struct PageQuery {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (cursor, limit))

Result<jobs::Stats> count_jobs(Call const& call, db::Tx& tx) { return jobs::stats(call.ctx, tx); }

Result<Page<jobs::FailedJob>> list_failed_jobs(Call const&, db::Tx& tx,
                                               Query<PageQuery> const& query) {
  return jobs::failed(tx, query->cursor.value_or(""), query->limit.value_or(50));
}

Result<void> retry_job(Call const& call, db::Tx& tx) {
  return jobs::retry(call.ctx, tx, TRY(call.id<jobs::JobId>("job")));
}

Result<void> drop_job(Call const& call, db::Tx& tx) {
  return jobs::drop(tx, TRY(call.id<jobs::JobId>("job")));
}

}  // namespace

void add_routes(http::Routes& routes) {
  constexpr auto kMay = Permission::OperationsRead;
  routes.get<count_jobs>("/jobs", kMay, "Counts the work that is due, waits, runs or has failed.");
  routes.get<list_failed_jobs>("/jobs/failed", kMay, "Lists work that was given up, newest first.");
  routes.post<retry_job>("/jobs/{job}/retry", Permission::SettingsWrite,
                         "Tries failed work again, at once.");
  routes.del<drop_job>("/jobs/{job}", Permission::SettingsWrite, "Drops failed work for good.");
}

}  // namespace vefa::operations
