#include "modules/units/ahead.hpp"

#include "modules/units/bringing_in.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/rules.hpp"

namespace vefa::units {
namespace {

using Keys = std::set<std::string>;

/// The rows of all keys, by key; nothing where they are too many to be read ahead.
template <class Row, class KeyOf, class OrderOf>
std::vector<Row> fill(db::Tx& tx, db::Statement const& statement, Json const& list,
                      db::Ahead<std::vector<Row>>& ahead, Keys const& keys, KeyOf const& key_of,
                      OrderOf const& order_of) {
  if (keys.empty()) return {};
  auto rows = tx.list<Row>(statement, boost::json::serialize(list), db::kMostAhead);
  if (static_cast<std::int64_t>(rows.size()) == db::kMostAhead) return {};
  for (auto const& key : keys) ahead.of(key) = {};
  std::sort(rows.begin(), rows.end(),
            [&](Row const& a, Row const& b) { return order_of(a) < order_of(b); });
  for (auto const& row : rows) ahead.of(key_of(row)).push_back(row);
  return rows;
}

Json texts(Keys const& keys) {
  boost::json::array out;
  for (auto const& key : keys) out.emplace_back(key);
  return out;
}

/// Whose the known ones are, and how they were sold.
void fill_known(db::Tx& tx, ReadAhead& ahead, std::vector<Unit> const& units) {
  boost::json::array ids;
  Keys keys;
  for (auto const& unit : units)
    if (keys.insert(unit.id.text()).second) ids.emplace_back(unit.id.value);
  if (ids.empty()) return;
  for (auto const& key : keys) ahead.owner_today.of(key) = {};
  for (auto const& row :
       tx.list<Ownership>(sql::owners_of, boost::json::serialize(ids), db::kMostAhead))
    ahead.owner_today.of(row.unit_id.text()) = row;
  fill(
      tx, sql::sales_of, ids, ahead.sales, keys, [](Sale const& row) { return row.unit_id.text(); },
      [](Sale const& row) { return std::pair(row.sold_on, row.id); });
}

}  // namespace

ReadAhead const* read_ahead(db::Tx& tx) { return db::if_gathered<ReadAhead>(tx); }

void look_ahead(db::Tx& tx, std::vector<std::string> const& serials) {
  auto& ahead = db::gathered<ReadAhead>(tx);
  Keys exact, alike;
  for (auto const& serial : serials) {
    if (auto key = normalized_serial(serial); !key.empty()) exact.insert(std::move(key));
    if (auto key = lookalike_serial(serial); !key.empty()) alike.insert(std::move(key));
  }
  auto const oldest_first = [](Unit const& row) { return row.id; };
  auto const known = fill(
      tx, sql::list_of_serials, texts(exact), ahead.by_serial, exact,
      [](Unit const& row) { return normalized_serial(row.serial); }, oldest_first);
  fill(
      tx, sql::list_of_lookalikes, texts(alike), ahead.by_lookalike, alike,
      [](Unit const& row) { return lookalike_serial(row.serial); }, oldest_first);
  fill_known(tx, ahead, known);
}

void forget_ahead(db::Tx& tx, Unit const& unit) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead) return;
  auto const has_it = [&](std::vector<Unit> const& all) {
    return std::any_of(all.begin(), all.end(), [&](Unit const& one) { return one.id == unit.id; });
  };
  ahead->by_serial.forget_where(has_it);
  ahead->by_lookalike.forget_where(has_it);
  ahead->by_serial.forget(normalized_serial(unit.serial));
  ahead->by_lookalike.forget(lookalike_serial(unit.serial));
  forget_ahead(tx, unit.id);
}

void forget_ahead(db::Tx& tx, UnitId id) {
  auto* const ahead = db::if_gathered<ReadAhead>(tx);
  if (!ahead) return;
  ahead->owner_today.forget(id.text());
  ahead->sales.forget(id.text());
}

}  // namespace vefa::units
