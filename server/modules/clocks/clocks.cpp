#include "modules/clocks/clocks.hpp"

#include <algorithm>
#include <set>

#include "base/spoken.hpp"
#include "calendar/zone.hpp"
#include "i18n/i18n.hpp"
#include "jobs/jobs.hpp"
#include "modules/cases/debts.hpp"
#include "modules/cases/her_word.hpp"
#include "modules/cases/namings.hpp"
#include "modules/clocks/basis.hpp"
#include "modules/clocks/by_itself.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/clocks/debts.hpp"
#include "modules/clocks/dismissing.hpp"
#include "modules/clocks/lessening.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/recount.hpp"
#include "modules/clocks/vocabulary.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/coverage.hpp"

namespace vefa::clocks {
namespace {

constexpr std::int64_t kMostEvents = 500;

std::string name_of(Actor const& actor) { return actor.name.empty() ? "Vefa" : actor.name; }

/// The case, readable to her and held before its clocks and promises are; one that was merged away
/// has its law where it went.
Result<cases::Case> held(Context const& ctx, db::Tx& tx, CaseId id) {
  TRY(cases::find_readable(ctx, tx, id));
  auto const row = cases::lock(tx, id);
  if (row->merged_into_id)
    return refused("cases.merged", {{"number", cases::find_living(tx, id)->number}});
  bool const is_told = ctx.actor.kind == ActorKind::Staff || ctx.actor.kind == ActorKind::Customer;
  if (is_told) TRY(cases::check_not_erased(tx, *row));
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

bool is_same(Json const& a, Json const& b, law::Pack const& pack) {
  auto const read = [&](Json const& value) { return facts_of({{"listed", value}}, pack, "facts"); };
  auto const one = read(a);
  auto const other = read(b);
  return one.ok() && other.ok() && *one == *other;
}

/// What a person says of a case, above what the program knows of it.
class Said {
 public:
  Said(Context const& ctx, NewMatter const& wanted, law::Pack const& pack, Matter& matter)
      : ctx_(ctx), wanted_(wanted), pack_(pack), matter_(matter), known_(known_of(matter)) {}

  Result<void> keep() {
    for (auto const& [name, value] : wanted_.facts) TRY(keep_fact(std::string(name), value));
    if (wanted_.product_group) TRY(keep_group(*wanted_.product_group));
    if (wanted_.not_so) TRY(keep_not_so(*wanted_.not_so));
    return {};
  }

 private:
  /// Null takes back what was said; what the program knows as well is not kept beside it.
  Result<void> keep_fact(std::string const& name, Json const& value) {
    auto const* known = known_.facts.if_contains(name);
    bool const is_known_so = known && is_same(*known, value, pack_);
    if (value.is_null() || is_known_so) {
      matter_.facts.erase(name);
      matter_.contradictions.erase(name);
      return {};
    }
    if (known) TRY(contradict(name));
    matter_.facts[name] = value;
    return {};
  }

  Result<void> keep_group(std::string const& group) {
    bool const is_known_so = !known_.product_group.empty() && known_.product_group == group;
    matter_.product_group = is_known_so ? "" : group;
    if (is_known_so || known_.product_group.empty() || group.empty()) {
      matter_.contradictions.erase("product_group");
      return {};
    }
    return contradict("product_group");
  }

  Result<void> keep_not_so(std::vector<std::string> const& kinds) {
    std::set<std::string> before;
    for (auto const& [name, what] : matter_.contradictions)
      if (i18n::has_message("law.event." + std::string(name))) before.emplace(name);
    for (auto const& kind : kinds) {
      bool const is_known = std::ranges::any_of(
          known_.happenings, [&](KnownHappening const& one) { return one.kind == kind; });
      if (before.erase(kind) > 0) continue;
      if (!is_known) return invalid("not_so", "clocks.not_known", {{"kind", kind}});
      TRY(contradict(kind));
    }
    for (auto const& kind : before) matter_.contradictions.erase(kind);
    return {};
  }

  Result<void> contradict(std::string const& name) {
    if (wanted_.reason.empty()) return invalid("reason", "clocks.known_otherwise");
    if (!has_words(wanted_.reason)) return invalid("reason", "cases.not_words");
    matter_.contradictions[name] = JsonObject{
        {"reason", wanted_.reason}, {"by_name", name_of(ctx_.actor)}, {"at", to_text(ctx_.now)}};
    return {};
  }

  Context const& ctx_;
  NewMatter const& wanted_;
  law::Pack const& pack_;
  Matter& matter_;
  KnownOfCase known_;
};

/// One that the program took up itself gives way to the law that a person names.
Result<void> turn_to(Context const& ctx, db::Tx& tx, Matter& matter, law::Pack const& pack) {
  if (matter.code == pack.id) return {};
  if (is_touched(tx, matter)) return invalid("code", "clocks.other_law", {{"code", matter.code}});
  leave_law(ctx, tx, matter);
  matter.code = pack.id;
  return {};
}

void tell_contradictions(Context const& ctx, db::Tx& tx, Matter const& was, Matter const& now) {
  for (auto const& [name, what] : now.contradictions) {
    auto const* before = was.contradictions.if_contains(name);
    if (before && *before == what) continue;
    std::string const key(name);
    bool const is_event = i18n::has_message("law.event." + key);
    auto const text = (is_event ? "law.event." : "law.fact.") + key;
    jobs::record(ctx, tx,
                 {.kind = "case_law.contradicted",
                  .case_id = now.case_id.value,
                  .payload = {{"what", key},
                              {"words", in_each_language([&](Language l) {
                                 return i18n::has_message(text) ? i18n::message(l, text) : key;
                               })},
                              {"reason", what.at("reason")}}});
  }
}

Matter new_matter(Context const& ctx, CaseId id, law::Pack const& pack) {
  return {.case_id = id,
          .code = pack.id,
          .facts = {},
          .product_group = {},
          .taken_at = ctx.now,
          .taken_by_name = name_of(ctx.actor),
          .known = {},
          .contradictions = {}};
}

/// When that was last said which is said otherwise now.
Instant said_before(Matter const& was, Matter const& now) {
  Instant last{};
  for (auto const& [name, what] : was.contradictions) {
    auto const* still = now.contradictions.if_contains(name);
    if (still && *still == what) continue;
    if (auto const at = parse_instant(std::string_view(what.at("at").as_string())))
      last = std::max(last, *at);
  }
  return last;
}

}  // namespace

Result<Matter> take_up(Context const& ctx, db::Tx& tx, CaseId id, NewMatter wanted,
                       cases::HerWord const* her_word) {
  auto const row = TRY(held(ctx, tx, id));
  if (wanted.reason.empty() && her_word) wanted.reason = her_word->words.value;
  auto const law = pack_in_use(ctx, tx, wanted.code);
  if (!law) return invalid("code", "clocks.no_such_pack", {{"code", wanted.code}});
  TRY(facts_of(wanted.facts, *law->pack, "facts"));
  TRY(check_group(laws_in_use(ctx, tx, wanted.code), wanted.product_group));
  auto const was = tx.find<Matter>(sql::find_matter, id);
  auto matter = was.value_or(new_matter(ctx, id, *law->pack));
  auto owed = owed_by_law(tx, id);
  TRY(turn_to(ctx, tx, matter, *law->pack));
  if (!was) tx.insert(sql::insert_matter, matter);
  bool const learned = look_up_anew(ctx, tx, row, *law->pack, matter);
  if (learned && was && was->code == matter.code) {  // not by what she says
    recount(ctx, tx, matter, kKnown);
    owed = owed_by_law(tx, id);
  }
  TRY(Said(ctx, wanted, *law->pack, matter).keep());
  matter.by_itself = false;
  if (tx.change(sql::update_matter, id, matter.version, matter.facts, matter.product_group,
                matter.known, matter.contradictions, matter.by_itself, matter.code) != 1)
    return stale(matter.version);
  ++matter.version;
  if (!was || was->code != matter.code)
    jobs::record(ctx, tx,
                 {.kind = "case_law.taken_up",
                  .case_id = row.id.value,
                  .payload = {{"code", matter.code}, {"pack_version", law->pack->version}}});
  auto const before = was.value_or(new_matter(ctx, id, *law->pack));
  tell_contradictions(ctx, tx, before, matter);
  if (before.facts != matter.facts || before.contradictions != matter.contradictions)
    jobs::record(ctx, tx, {.kind = "case_law.said", .case_id = row.id.value, .payload = {}});
  recount(ctx, tx, matter, "facts");
  TRY(check_not_lessened(ctx, tx, row, owed,
                         {said_before(before, matter), wanted.reason, her_word}));
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

bool goes_back(Happening const& row) {
  return row.kind == "goods.handed_back" || row.kind == kReturnedUnrepaired;
}

/// What is handed over or back on a case is a time in repair of its unit.
Result<void> keep_stay(Context const& ctx, db::Tx& tx, Happening const& row) {
  bool const comes_in = row.kind == "goods.handed_over";
  auto const unit = comes_in || goes_back(row) ? cases::unit_of(tx, row.case_id) : UnitId{};
  if (!unit) return {};
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const on = zone.local(row.at).date;
  TRY(comes_in ? coverage::hand_in(ctx, tx, unit, row.case_id, on)
               : coverage::hand_back(ctx, tx, unit, row.case_id, on));
  return {};
}

/// Goods on our table are never owed by nobody: what was over, or was no case, is open again,
/// unless they are told to have gone back since.
void open_for_goods(Context const& ctx, db::Tx& tx, cases::Case& row, NewHappening const& what) {
  if (row.open || what.kind != "goods.handed_over") return;
  auto const told = happenings_of(tx, row.id);
  bool const are_back = std::ranges::any_of(told, [&](Happening const& one) {
    return goes_back(one) && !one.taken_back_at && one.at >= what.at.value_or(ctx.now);
  });
  if (are_back) return;
  cases::open_for_goods(ctx, tx, row.id);
  lift_dismissal(ctx, tx, row.id);
  row = cases::find(tx, row.id).value();
}

/// What it made of a time in repair goes with it.
void undo_stay(Context const& ctx, db::Tx& tx, Happening const& row) {
  bool const comes_in = row.kind == "goods.handed_over";
  if (!comes_in && !goes_back(row)) return;
  auto const zone = calendar::Zone::find(company::profile(tx).zone).value();
  auto const on = zone.local(row.at).date;
  if (auto const unit = cases::unit_of(tx, row.case_id))
    coverage::undo_hand(ctx, tx, unit, row.case_id, on,
                        comes_in ? std::optional(row.recorded_at) : std::nullopt);
}

/// Her wish is no person's claim: a message of hers says so, since what it ends began.
Result<void> check_word(Context const& ctx, db::Tx& tx, cases::Case const& row,
                        NewHappening const& what) {
  bool const of_program = ctx.actor.kind == ActorKind::System;
  if (what.kind == kNothingOwed && !of_program) return invalid("kind", "clocks.bills_say_so");
  if (!what.interaction_id) {
    if (what.kind != kReturnedUnrepaired || of_program) return {};
    return invalid("interaction_id", "clocks.unrepaired_needs_word");
  }
  auto const said = TRY(cases::her_message(tx, row, what.interaction_id, {}));
  auto const ends = awaited(tx, row.id, what.kind, ctx.language);
  bool const is_older = !ends.empty() && std::ranges::all_of(ends, [&](Awaited const& one) {
    return tx.find<LegalClock>(sql::find_clock, one.clock_id)->starts_at >= said.at;
  });
  if (is_older) return invalid("interaction_id", "cases.word_is_older");
  return {};
}

JsonObject words_of(std::string const& kind) {
  return in_each_language([&](Language l) { return i18n::message(l, "law.event." + kind); });
}

}  // namespace

Result<LawEventId> happened(Context const& ctx, db::Tx& tx, CaseId id, NewHappening const& what) {
  auto of_case = TRY(held(ctx, tx, id));
  auto matter = tx.find<Matter>(sql::find_matter, id);
  if (!matter) return refused("clocks.no_law");
  if (!i18n::has_message("law.event." + what.kind))
    return invalid("kind", "clocks.no_such_event", {{"kind", what.kind}});
  if (what.at && *what.at > ctx.now) return invalid("at", "clocks.in_future");
  if (what.at && *what.at < of_case.opened_at - longest_before(what.kind))
    return invalid("at", "clocks.too_long_ago");
  auto const law = pack_in_use(ctx, tx, matter->code);
  if (!law) return refused("clocks.no_law");
  TRY(facts_of(what.facts, *law->pack, "facts"));
  TRY(check_word(ctx, tx, of_case, what));
  open_for_goods(ctx, tx, of_case, what);
  // The row of the matter is written first: one writer at a time on a case.
  tx.run(sql::touch_matter, id);
  ++matter->version;
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
                      .actor_name = name_of(ctx.actor),
                      .interaction_id = what.interaction_id};
  tx.run(sql::insert_event, row.id, row.case_id, row.kind, row.at, row.about_at, row.facts,
         row.channel, row.note, row.recorded_at, row.actor_kind, row.actor_id, row.actor_name,
         row.interaction_id);
  jobs::record(ctx, tx,
               {.kind = "case_law.happened",
                .at = row.at,
                .case_id = id.value,
                .payload = {{"what", row.kind}, {"words", words_of(row.kind)}}});
  TRY(keep_stay(ctx, tx, row));
  look_up_anew(ctx, tx, of_case, *law->pack, *matter);
  recount(ctx, tx, *matter, row.kind);
  follow_debts(ctx, tx, id);
  if (what.interaction_id)
    cases::tell_heard(ctx, tx, of_case, i18n::message(of_case.language, "law.event." + row.kind),
                      interactions::find(tx, what.interaction_id)->text);
  return row.id;
}

namespace {

/// What the law gives the customer, and she has not chosen or got yet.
std::set<LegalConsequenceId> given_to_her(db::Tx& tx, CaseId id) {
  std::set<LegalConsequenceId> out;
  for (auto const& row : consequences_of(tx, id))
    if (row.party == "consumer" && (row.state == "offered" || row.state == "to_decide"))
      out.insert(row.id);
  return out;
}

Error by_authority() { return {Code::Forbidden, "clocks.taken_back_by_authority", {}, {}, {}}; }

}  // namespace

bool may_take_back(Context const& ctx, Happening const& row) {
  bool const own = row.actor_kind == wire::enum_text(ActorKind::Staff) &&
                   ctx.actor.kind == ActorKind::Staff && row.actor_id == ctx.actor.id;
  return !row.taken_back_at && (own || ctx.actor.may(Permission::RemediesApprove));
}

Result<void> take_back(Context const& ctx, db::Tx& tx, CaseId id, LawEventId event,
                       std::string const& reason) {
  auto const of_case = TRY(held(ctx, tx, id));
  auto matter = tx.find<Matter>(sql::find_matter, id);
  auto const law = matter ? pack_in_use(ctx, tx, matter->code) : std::nullopt;
  if (!law) return not_found("law_event");
  tx.run(sql::touch_matter, id);
  ++matter->version;
  auto const all = happenings_of(tx, id);
  auto const row = std::ranges::find(all, event, &Happening::id);
  if (row == all.end()) return not_found("law_event");
  if (row->taken_back_at) return Error{Code::Conflict, "clocks.already_taken_back", {}, {}, {}};
  if (trim(reason).empty()) return invalid("reason", "clocks.reason_needed");
  if (!has_words(reason)) return invalid("reason", "cases.not_words");
  if (!may_take_back(ctx, *row)) return by_authority();
  tx.run(sql::insert_withdrawal, event, ctx.now, wire::enum_text(ctx.actor.kind), ctx.actor.id,
         name_of(ctx.actor), reason);
  jobs::record(ctx, tx,
               {.kind = "case_law.taken_back",
                .case_id = id.value,
                .payload = {{"what", row->kind},
                            {"words", words_of(row->kind)},
                            {"happened_at", to_text(row->at)},
                            {"reason", reason}}});
  auto const before = given_to_her(tx, id);
  undo_stay(ctx, tx, *row);
  look_up_anew(ctx, tx, of_case, *law->pack, *matter);
  recount(ctx, tx, *matter, kTakenBack);
  follow_debts(ctx, tx, id);
  auto const after = given_to_her(tx, id);
  if (!ctx.actor.may(Permission::RemediesApprove) && !std::ranges::includes(after, before))
    return by_authority();
  return {};
}

}  // namespace vefa::clocks
