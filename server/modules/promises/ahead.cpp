#include "modules/promises/ahead.hpp"

#include <algorithm>
#include <set>

#include "db/ahead.hpp"
#include "modules/promises/knowing.hpp"
#include "modules/promises/queries.hpp"

namespace vefa::promises {
namespace {

struct ReadAhead {
  db::Ahead<Promise> by_id;
  db::Ahead<std::vector<Promise>> pending;  // by the id of their case
  std::set<PromiseId> unbroken;             // known to have no breach recorded
};

void in_order(std::vector<Promise>& pending) {
  std::ranges::sort(pending, {}, [](Promise const& p) { return std::pair(p.due_at, p.id); });
}

}  // namespace

Known::Known(db::Tx& tx, std::vector<CaseId> const& cases, std::vector<PromiseId> const& more)
    : tx_(tx) {
  auto& ahead = db::gathered<ReadAhead>(tx);
  auto const rows = tx.list<Promise>(sql::pending_of_each, db::id_list(cases), db::kMostAhead);
  if (static_cast<std::int64_t>(rows.size()) == db::kMostAhead) return;
  for (auto const id : cases) ahead.pending.of(id.text()) = {};
  for (auto const& row : rows) {
    ahead.by_id.of(row.id.text()) = row;
    ahead.pending.of(row.case_id.text()).push_back(row);
    ahead.unbroken.insert(row.id);
  }
  std::vector<PromiseId> others;
  for (auto const id : more)
    if (!ahead.by_id.find(id.text())) others.push_back(id);
  if (!others.empty())
    for (auto const& row : tx.list<Promise>(sql::find_each, db::id_list(others), db::kMostAhead))
      ahead.by_id.of(row.id.text()) = row;
  for (auto const id : tx.column<PromiseId>(sql::breached_of_each, db::id_list(ahead.unbroken)))
    ahead.unbroken.erase(id);
}

Known::~Known() { forget_known(tx_); }

Promise const* known(db::Tx& tx, PromiseId id) {
  auto const* const ahead = db::if_gathered<ReadAhead>(tx);
  return ahead ? ahead->by_id.find(id.text()) : nullptr;
}

std::vector<Promise> const* known_pending(db::Tx& tx, CaseId id) {
  auto const* const ahead = db::if_gathered<ReadAhead>(tx);
  return ahead ? ahead->pending.find(id.text()) : nullptr;
}

bool is_known_unbroken(db::Tx& tx, PromiseId id) {
  auto const* const ahead = db::if_gathered<ReadAhead>(tx);
  return ahead && ahead->unbroken.contains(id);
}

void note_written(db::Tx& tx, Promise const& p) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead || !ahead->pending.find(p.case_id.text())) return forget_known(tx, p.case_id);
  auto& pending = ahead->pending.of(p.case_id.text());
  auto const at = std::ranges::find(pending, p.id, &Promise::id);
  if (at == pending.end()) return forget_known(tx, p.case_id);
  *at = p;
  in_order(pending);
  ahead->by_id.of(p.id.text()) = p;
}

void forget_known(db::Tx& tx, CaseId id) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead) return;
  ahead->pending.forget(id.text());
  ahead->by_id.forget_where([&](Promise const& p) { return p.case_id == id; });
}

void forget_known(db::Tx& tx) {
  if (auto* const ahead = db::if_gathered<ReadAhead>(tx)) *ahead = {};
}

}  // namespace vefa::promises
