#include "modules/audit/audit.hpp"

#include <limits>

#include "db/database.hpp"
#include "modules/audit/queries.hpp"
#include "modules/ids.hpp"

namespace vefa::audit {
namespace {

struct EntryRow {
  EntryId id;
  Instant at;
  std::string actor_kind;
  std::int64_t actor_id = 0;
  std::string actor_name;
  std::string action;
  std::string path;
  std::string remote_address;
  std::string request_id;
};
BOOST_DESCRIBE_STRUCT(EntryRow, (),
                      (id, at, actor_kind, actor_id, actor_name, action, path, remote_address,
                       request_id))

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

/// The number behind an actor's wire name: ids are unique over all kinds.
Result<std::int64_t> actor_of(std::optional<std::string> const& text) {
  if (!text) return std::int64_t{0};
  if (auto staff = StaffId::parse(*text)) return staff->value;
  if (auto customer = CustomerId::parse(*text)) return customer->value;
  return invalid("actor", "wire.bad_id");
}

Result<std::int64_t> before(std::optional<std::string> const& cursor) {
  if (!cursor) return kEnd;
  auto const id = EntryId::parse(*cursor);
  if (!id) return invalid("cursor", "error.bad_cursor");
  return id->value;
}

std::optional<std::string> actor_text(EntryRow const& row) {
  if (row.actor_id == 0) return std::nullopt;
  if (row.actor_kind == "customer") return CustomerId{row.actor_id}.text();
  return StaffId{row.actor_id}.text();
}

AuditEntry entry_of(EntryRow row) {
  auto actor = actor_text(row);
  return {row.id,
          row.at,
          std::move(row.actor_kind),
          std::move(actor),
          std::move(row.actor_name),
          std::move(row.action),
          std::move(row.path),
          std::move(row.remote_address),
          std::move(row.request_id)};
}

}  // namespace

Result<Page<AuditEntry>> list_entries(db::Tx& tx, AuditFilter const& filter) {
  auto const id = TRY(before(filter.cursor));
  auto const actor = TRY(actor_of(filter.actor));
  auto const limit = filter.limit.value_or(50);
  if (limit < 1 || limit > 200)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "200"}});
  auto const from = filter.from.value_or(Instant{0});
  auto const to = filter.to.value_or(Instant{kEnd});
  auto const action = filter.action.value_or("");
  std::string path = filter.path.value_or("*");
  bool const exact = !path.ends_with('*');
  if (!exact) path.pop_back();
  std::vector<EntryRow> rows;
  if (exact) {
    rows =
        tx.list<EntryRow>(sql::list_entries_of_path, id, from, to, action, path, limit + 1, actor);
  } else if (actor != 0) {
    rows =
        tx.list<EntryRow>(sql::list_entries_of_actor, id, from, to, action, path, limit + 1, actor);
  } else {
    rows = tx.list<EntryRow>(sql::list_entries, id, from, to, action, path, limit + 1);
  }
  Page<AuditEntry> page;
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = rows.back().id.text();
  }
  for (auto& row : rows) page.items.push_back(entry_of(std::move(row)));
  return page;
}

}  // namespace vefa::audit
