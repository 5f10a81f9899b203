#include "modules/clocks/clocks.hpp"

#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"
#include "modules/clocks/vocabulary.hpp"

namespace vefa::clocks {
namespace {

constexpr std::int64_t kMostEvents = 500;

std::string name_of(Actor const& actor) { return actor.name.empty() ? "Vefa" : actor.name; }

/// What was known, with what is new; null takes a fact back.
JsonObject merged(JsonObject known, JsonObject const& more) {
  for (auto const& [name, value] : more) {
    if (value.is_null()) {
      known.erase(name);
    } else {
      known[name] = value;
    }
  }
  return known;
}

/// The case, readable to her and held before its clocks and promises are; one that was merged away
/// has its law where it went.
Result<cases::Case> held(Context const& ctx, db::Tx& tx, CaseId id) {
  TRY(cases::find_readable(ctx, tx, id));
  auto const row = cases::lock(tx, id);
  if (row->merged_into_id)
    return refused("cases.merged", {{"number", cases::find_living(tx, id)->number}});
  return *row;
}

/// The codes are the pack's own; what stands already is left, whatever a newer pack calls it.
Result<void> check_group(std::vector<law::PackPtr> const& laws,
                         std::optional<std::string> const& code) {
  if (!code || code->empty()) return {};
  std::vector<std::string> known;
  for (auto const& pack : laws)
    for (auto const& group : pack->groups) {
      if (group.code == *code) return {};
      if (group_of(*pack, group.code) == &group) known.push_back(group.code);
    }
  if (known.empty())
    return invalid("product_group", "clocks.no_groups", {{"code", laws.front()->id}});
  return invalid("product_group", "clocks.no_such_group", {{"allowed", join(known, ", ")}});
}

Result<Matter> change(db::Tx& tx, Matter matter, NewMatter const& wanted, law::Pack const& pack) {
  if (matter.code != pack.id) return invalid("code", "clocks.other_law", {{"code", matter.code}});
  matter.facts = merged(matter.facts, wanted.facts);
  if (wanted.product_group) matter.product_group = *wanted.product_group;
  if (tx.change(sql::update_matter, matter.case_id, matter.version, matter.facts,
                matter.product_group) != 1)
    return stale(matter.version);
  ++matter.version;
  return matter;
}

}  // namespace

Result<Matter> take_up(Context const& ctx, db::Tx& tx, CaseId id, NewMatter const& wanted) {
  auto const row = TRY(held(ctx, tx, id));
  auto const law = pack_in_use(ctx, tx, wanted.code);
  if (!law) return invalid("code", "clocks.no_such_pack", {{"code", wanted.code}});
  TRY(facts_of(wanted.facts, *law->pack, "facts"));
  TRY(check_group(laws_in_use(ctx, tx, wanted.code), wanted.product_group));
  auto const known = tx.find<Matter>(sql::find_matter, id);
  Matter matter{.case_id = id, .code = law->pack->id, .facts = merged({}, wanted.facts)};
  if (known) {
    matter = TRY(change(tx, *known, wanted, *law->pack));
  } else {
    matter.product_group = wanted.product_group.value_or("");
    matter.taken_at = ctx.now;
    matter.taken_by_name = name_of(ctx.actor);
    tx.insert(sql::insert_matter, matter);
    jobs::record(ctx, tx,
                 {.kind = "case_law.taken_up",
                  .case_id = row.id.value,
                  .payload = {{"code", matter.code}, {"pack_version", law->pack->version}}});
  }
  recount(ctx, tx, matter, "facts");
  return matter;
}

namespace {

/// What a customer tells of happens about when her case begins, and what lies years before is a
/// slip of the pen, after which no later event would count. Goods are older.
Duration longest_before(std::string_view kind) {
  using namespace std::chrono_literals;
  bool const of_the_sale = kind.starts_with("goods.") || kind == "installation.completed" ||
                           kind == "certificate.issued" || kind == "order.received" ||
                           kind == "terms.received";
  return 24h * 366 * (of_the_sale ? 30 : 2);
}

}  // namespace

Result<void> happened(Context const& ctx, db::Tx& tx, CaseId id, NewHappening const& what) {
  auto const of_case = TRY(held(ctx, tx, id));
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  if (!matter) return refused("clocks.no_law");
  if (!i18n::has_message("law.event." + what.kind))
    return invalid("kind", "clocks.no_such_event", {{"kind", what.kind}});
  if (what.at && *what.at > ctx.now) return invalid("at", "clocks.in_future");
  if (what.at && *what.at < of_case.opened_at - longest_before(what.kind))
    return invalid("at", "clocks.too_long_ago");
  auto const law = pack_in_use(ctx, tx, matter->code);
  if (!law) return refused("clocks.no_law");
  TRY(facts_of(what.facts, *law->pack, "facts"));
  // The row of the matter is written first: one writer at a time on a case.
  tx.run(sql::touch_matter, id);
  if (tx.scalar<std::int64_t>(sql::count_events, id).value_or(0) >= kMostEvents)
    return refused("clocks.too_many", {{"limit", std::to_string(kMostEvents)}});
  Happening const row{.id = ctx.new_id<LawEventId>(),
                      .case_id = id,
                      .kind = what.kind,
                      .at = what.at.value_or(ctx.now),
                      .about_at = what.about_at,
                      .facts = what.facts,
                      .channel = what.channel,
                      .note = what.note,
                      .recorded_at = ctx.now,
                      .actor_kind = wire::enum_text(ctx.actor.kind),
                      .actor_id = ctx.actor.id,
                      .actor_name = name_of(ctx.actor)};
  tx.insert(sql::insert_event, row);
  jobs::record(ctx, tx,
               {.kind = "case_law.happened",
                .at = row.at,
                .case_id = id.value,
                .payload = {{"what", row.kind}, {"words", in_each_language([&](Language l) {
                                                   return i18n::message(l, "law.event." + row.kind);
                                                 })}}});
  recount(ctx, tx, *matter, row.kind);
  return {};
}

}  // namespace vefa::clocks
