// What happens to units when customers are joined or forgotten; what each knows of a person.
#include "jobs/jobs.hpp"

#include <algorithm>

#include "calendar/zone.hpp"
#include "db/blobs.hpp"
#include "modules/company/company.hpp"
#include "modules/units/periods.hpp"
#include "modules/units/queries.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {
namespace {

template <class T>
Json as_json(T const& value) {
  return boost::json::parse(to_json_text(value));
}

void take_over(Context const&, db::Tx& tx, jobs::Event const& event) {
  auto const* text = event.payload.if_contains("merged_customer_id");
  auto const lost = text && text->is_string()
                        ? CustomerId::parse(std::string_view(text->get_string()))
                        : std::nullopt;
  auto const kept = customers::find(tx, CustomerId{event.customer_id});
  if (!lost || !kept || kept->id == *lost) return;
  tx.run(sql::give_ownerships, *lost, kept->id);
  tx.run(sql::give_places, *lost, kept->id);
  tx.run(sql::give_sales, *lost, kept->id);
  tx.run(sql::give_claims, *lost, kept->id);
  tx.run(sql::give_history, *lost, kept->id);
}

/// Days and countries stay, since terms are counted from them; what names her goes.
void forget(Context const& ctx, db::Tx& tx, CustomerId id) {
  for (auto const& sale : tx.list<Sale>(sql::list_sales_of_customer, id))
    if (sale.proof_blob_id) blobs::erase(ctx, tx, sale.proof_blob_id);
  tx.run(sql::clear_sales, id);
  tx.run(sql::clear_places, id);
  tx.run(sql::clear_claims, id);
  tx.run(sql::clear_history, id);
  for (auto const& time : recorded_as_hers(tx, id))
    tx.run(sql::clear_readings, time.unit_id, time.from, time.until);
}

void forget_all(Context const& ctx, db::Tx& tx, jobs::Event const& event) {
  forget(ctx, tx, CustomerId{event.customer_id});
  auto const* merged = event.payload.if_contains("merged_customer_ids");
  if (!merged || !merged->is_array()) return;
  for (auto const& one : merged->get_array())
    if (auto const id = CustomerId::parse(std::string_view(one.as_string()))) forget(ctx, tx, *id);
}

}  // namespace

std::vector<Ownership> ownerships_of(db::Tx& tx, CustomerId id) {
  return tx.list<Ownership>(sql::list_ownerships_of_customer, id);
}

std::vector<RecordedTime> recorded_as_hers(db::Tx& tx, CustomerId id) {
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  std::set<UnitId> units;
  for (auto const& period : ownerships_of(tx, id)) units.insert(period.unit_id);
  std::vector<RecordedTime> out;
  for (auto const unit : units) {
    auto all = ownerships(tx, unit);
    std::ranges::sort(all, {}, [](auto const& o) { return std::pair(o.recorded_at, o.id); });
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].customer_id != id) continue;
      auto const since = zone.instant(all[i].from_on, 0, calendar::Edge::Start);
      out.push_back({unit, i == 0 ? std::min(since, all[i].recorded_at) : all[i].recorded_at,
                     i + 1 < all.size() ? all[i + 1].recorded_at
                                        : Instant{std::numeric_limits<std::int64_t>::max()}});
    }
  }
  return out;
}

bool has_ties(db::Tx& tx, CustomerId id) {
  return tx.scalar<std::int64_t>(sql::has_ties, id).has_value();
}

customers::ExportPart export_part(Context const&, db::Tx& tx, CustomerId id) {
  boost::json::array owned;
  for (auto const& period : ownerships_of(tx, id)) {
    JsonObject one{{"ownership", as_json(period)}};
    if (auto const unit = find(tx, period.unit_id)) one["unit"] = as_json(*unit);
    boost::json::array places_of_hers;
    for (auto const& place : places(tx, period.unit_id))
      if (place.customer_id == id) places_of_hers.push_back(as_json(place));
    one["places"] = std::move(places_of_hers);
    owned.push_back(std::move(one));
  }
  boost::json::array bought;
  for (auto const& sale : tx.list<Sale>(sql::list_sales_of_customer, id))
    bought.push_back(as_json(sale));
  return {"units", {{"owned", std::move(owned)}, {"sales", std::move(bought)}}};
}

void add_jobs(jobs::Registry& registry) {
  registry.subscribe("units.take_over", {"customer.merged"}, take_over);
  registry.subscribe("units.forget", {"customer.erased"}, forget_all);
}

}  // namespace vefa::units
