#include "modules/units/queries.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {
namespace {

/// What the kept row does not know and the lost one does.
JsonObject fill_gaps(Unit& kept, Unit const& lost) {
  JsonObject details;
  auto const fill = [&](char const* name, auto& mine, auto const& theirs, auto const& as_text) {
    if (!as_text(mine).empty() || as_text(theirs).empty()) return;
    details[name] = {as_text(mine), as_text(theirs)};
    mine = theirs;
  };
  auto const id_text = [](auto id) { return id.text(); };
  auto const itself = [](std::string const& text) { return text; };
  fill("manufacturer_id", kept.manufacturer_id, lost.manufacturer_id, id_text);
  fill("product_id", kept.product_id, lost.product_id, id_text);
  fill("serial", kept.serial, lost.serial, itself);
  fill("description", kept.description, lost.description, itself);
  fill("parent_id", kept.parent_id, lost.parent_id, id_text);
  fill("manufactured_on", kept.manufactured_on, lost.manufactured_on,
       [](auto const& day) { return day ? to_text(*day) : std::string(); });
  if (kept.state == UnitState::Provisional && lost.state == UnitState::Active && kept.product_id) {
    details["state"] = {"provisional", "active"};
    kept.state = UnitState::Active;
  }
  return details;
}

/// In the tree the kept row stands where it stood, without a circle: built into the lost one, it
/// takes that one's place; the lost one built into it, what holds the lost one does not hold it.
void keep_tree(db::Tx& tx, Unit& kept, Unit& lost) {
  auto const is_below = [&](UnitId whole, UnitId part) {
    return tx.scalar<std::int64_t>(sql::is_below, whole, part).has_value();
  };
  if (is_below(lost.id, kept.id)) kept.parent_id = lost.parent_id;
  if (is_below(kept.id, lost.id)) lost.parent_id = {};
}

/// One owner of today remains: hers on both sides is one period, from the earlier day on.
Result<JsonObject> join_owners(db::Tx& tx, UnitId kept, UnitId lost) {
  auto const mine = owner_today(tx, kept);
  auto const theirs = owner_today(tx, lost);
  JsonObject moved;
  if (mine && theirs) {
    if (mine->customer_id != theirs->customer_id) return refused("units.merge_owners", {}, "lost");
    if (theirs->from_on < mine->from_on) tx.run(sql::begin_ownership_at, mine->id, theirs->from_on);
    tx.run(sql::delete_ownership, theirs->id);
    moved["joined_ownership"] = theirs->id.text();
  }
  boost::json::array ids;
  for (auto const& period : ownerships(tx, lost)) ids.emplace_back(period.id.text());
  moved["ownerships"] = std::move(ids);
  tx.run(sql::move_ownerships, lost, kept);
  return moved;
}

}  // namespace

Result<Unit> merge(Context const& ctx, db::Tx& tx, UnitId kept_id, std::int64_t kept_version,
                   UnitId lost_id, std::string_view reason) {
  if (kept_id == lost_id) return refused("units.merge_same", {}, "lost");
  Unit kept = TRY(load(tx, kept_id, kept_version));
  Unit lost = TRY(load(tx, lost_id));
  hold(tx, std::min(kept_id, lost_id));
  hold(tx, std::max(kept_id, lost_id));
  bool const other_maker =
      kept.manufacturer_id && lost.manufacturer_id && kept.manufacturer_id != lost.manufacturer_id;
  if (other_maker) return refused("units.merge_makers", {}, "lost");
  auto moved = TRY(join_owners(tx, kept_id, lost_id));
  auto const stood_in = kept.parent_id;
  keep_tree(tx, kept, lost);
  lost.state = UnitState::Merged;
  lost.merged_into = kept_id;
  TRY(save(ctx, tx, lost));
  auto details = fill_gaps(kept, lost);
  if (kept.parent_id != stood_in) details["parent_id"] = {stood_in.text(), kept.parent_id.text()};
  TRY(save(ctx, tx, kept));
  boost::json::array sold;
  for (auto const& sale : sales(tx, lost_id)) sold.emplace_back(sale.id.text());
  moved["sales"] = std::move(sold);
  tx.run(sql::move_sales, lost_id, kept_id);
  tx.run(sql::move_places, lost_id, kept_id);
  tx.run(sql::move_claims, lost_id, kept_id);
  tx.run(sql::move_children, lost_id, kept_id);
  tx.run(sql::lead_merged_on, lost_id, kept_id);
  tx.run(sql::insert_merge, ctx.new_id<Id<UnitMergeTag>>(), kept_id, lost_id, ctx.now,
         actor_name(ctx), std::string(reason), moved);
  record(ctx, tx, kept_id, {}, "merged", details, {{"merged_unit_id", lost_id.text()}});
  return kept;
}

}  // namespace vefa::units
