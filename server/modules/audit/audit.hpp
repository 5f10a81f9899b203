// Who changed what, and who read which customer's file: the rows that http/ writes, for those who
// watch.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "base/json.hpp"

namespace vefa::db {
class Tx;
}
namespace vefa::http {
class Routes;
}

namespace vefa::audit {

struct EntryTag {
  static constexpr std::string_view kPrefix = "aud";
};
using EntryId = Id<EntryTag>;

struct AuditEntry {
  EntryId id;
  Instant at;
  std::string actor_kind;            // staff, customer, anonymous, system
  std::optional<std::string> actor;  // `stf_…` or `cus_…`; absent for the other kinds
  std::string actor_name;            // as it was then
  std::string action;                // the route's name, e.g. read_customer
  std::string path;
  std::string remote_address;
  std::string request_id;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (id, at, actor_kind, actor, actor_name, action, path, remote_address,
                       request_id))

struct AuditFilter {
  std::optional<std::string> actor;  // `stf_…` or `cus_…`
  std::optional<std::string> path;   // exactly; with a `*` at its end, everything that begins so
  std::optional<std::string> action;
  std::optional<Instant> from;
  std::optional<Instant> to;  // exclusive
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 200; absent: 50
};
BOOST_DESCRIBE_STRUCT(AuditFilter, (), (actor, path, action, from, to, cursor, limit))

/// The newest first. An actor and an exact path are found by index; a path's beginning and an
/// action are looked for along the time from `to` to `from`.
Result<Page<AuditEntry>> list_entries(db::Tx& tx, AuditFilter const& filter);

void add_routes(http::Routes& routes);

}  // namespace vefa::audit
