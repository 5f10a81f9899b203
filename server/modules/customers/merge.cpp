#include "modules/customers/ahead.hpp"
#include "modules/customers/queries.hpp"
#include "modules/customers/store.hpp"

namespace vefa::customers {
namespace {

/// What the kept row does not know and the lost one does.
JsonObject fill_gaps(Customer& kept, Customer const& lost, bool kept_has_name, bool lost_has_name) {
  JsonObject details;
  auto fill = [&](char const* name, std::string& mine, std::string const& theirs) {
    if (!mine.empty() || theirs.empty()) return;
    details[name] = {mine, theirs};
    mine = theirs;
  };
  if (!kept_has_name && lost_has_name) {
    details["display_name"] = {kept.display_name, lost.display_name};
    kept.display_name = lost.display_name;
  }
  // Halves of two names would make a third.
  if (kept.given_name.empty() && kept.family_name.empty()) {
    fill("given_name", kept.given_name, lost.given_name);
    fill("family_name", kept.family_name, lost.family_name);
  }
  fill("title", kept.title, lost.title);
  fill("address_as", kept.address_as, lost.address_as);
  fill("country", kept.country, lost.country);
  fill("languages", kept.languages, lost.languages);
  for (auto const& [key, value] : lost.custom) {
    if (kept.custom.contains(key)) continue;
    details["custom." + std::string(key)] = {nullptr, value};
    kept.custom[key] = value;
  }
  return details;
}

/// Moves the contact points; the same one on both sides becomes one that knows what either knew.
boost::json::array move_contacts(db::Tx& tx, CustomerId kept, CustomerId lost) {
  forget_points(tx, kept);
  forget_points(tx, lost);
  auto mine = contact_points(tx, kept);
  boost::json::array moved;
  for (auto& theirs : contact_points(tx, lost)) {
    auto const same = std::find_if(mine.begin(), mine.end(), [&](auto const& point) {
      return point.kind == theirs.kind && point.normalized == theirs.normalized;
    });
    if (same != mine.end()) {
      tx.run(sql::delete_contact, theirs.id);
      same->leads_here |= theirs.leads_here;
      if (!same->verified_at) same->verified_at = theirs.verified_at;
      if (same->label.empty()) same->label = theirs.label;
      if (!save_contact(tx, *same).ok())
        throw std::logic_error("a contact point changed in a merge");
    } else {
      moved.emplace_back(theirs.id.text());
      theirs.customer_id = kept;
      theirs.is_primary &= std::none_of(mine.begin(), mine.end(), [&](auto const& point) {
        return point.kind == theirs.kind && point.is_primary;
      });
      if (!save_contact(tx, theirs).ok())
        throw std::logic_error("a contact point changed in a merge");
      mine.push_back(theirs);
    }
  }
  return moved;
}

bool is_one_day(SpecialDay const& a, SpecialDay const& b) {
  return a.kind == b.kind && a.month == b.month && a.day == b.day &&
         (a.label == b.label || a.label.empty() || b.label.empty()) &&
         (!a.year || !b.year || a.year == b.year);
}

/// A day that both know stays once, as the row that tells more of it.
void move_days(db::Tx& tx, CustomerId kept, CustomerId lost) {
  auto const mine = special_days(tx, kept);
  auto const tells = [](SpecialDay const& day) { return (day.year ? 2 : 0) + !day.label.empty(); };
  for (auto const& day : special_days(tx, lost)) {
    auto const same = std::find_if(mine.begin(), mine.end(),
                                   [&](auto const& other) { return is_one_day(other, day); });
    if (same != mine.end() && tells(*same) >= tells(day)) {
      tx.run(sql::delete_special_day, day.id, lost);
      continue;
    }
    if (same != mine.end()) tx.run(sql::delete_special_day, same->id, kept);
    tx.run(sql::move_special_day, day.id, kept);
  }
}

void move_rest(db::Tx& tx, CustomerId kept, CustomerId lost) {
  move_days(tx, kept, lost);
  tx.run(sql::move_preferences, lost, kept);
  tx.run(sql::move_consents, lost, kept);
  tx.run(sql::move_holds, lost, kept);
  tx.run(sql::delete_doubled_relations, lost, kept);
  tx.run(sql::move_person_relations, lost, kept);
  tx.run(sql::move_organisation_relations, lost, kept);
  tx.run(sql::lead_merged_on, lost, kept);
}

}  // namespace

Result<Customer> merge(Context const& ctx, db::Tx& tx, CustomerId kept_id,
                       std::int64_t kept_version, CustomerId lost_id, std::string_view reason) {
  if (kept_id == lost_id) return refused("customers.merge_same", {}, "lost");
  Customer kept = TRY(load_active(tx, kept_id, kept_version));
  Customer lost = TRY(load_active(tx, lost_id));
  if (kept.kind != lost.kind) return refused("customers.merge_kinds", {}, "lost");
  JsonObject const details =
      fill_gaps(kept, lost, !with_keys(kept, kept.language).folded_name.empty(),
                !with_keys(lost, lost.language).folded_name.empty());
  lost.state = CustomerState::Merged;
  lost.merged_into = kept_id;
  TRY(save(ctx, tx, lost));
  TRY(save(ctx, tx, kept));
  JsonObject moved{{"contacts", move_contacts(tx, kept_id, lost_id)}};
  move_rest(tx, kept_id, lost_id);
  tx.insert(sql::insert_merge, MergeRow{ctx.new_id<MergeId>(), kept_id, lost_id, ctx.now,
                                        actor_name(ctx), std::string(reason), std::move(moved)});
  record(ctx, tx, kept_id, "merged", details, {{"merged_customer_id", lost_id.text()}});
  return kept;
}

}  // namespace vefa::customers
