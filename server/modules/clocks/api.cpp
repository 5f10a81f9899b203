#include "http/api.hpp"

#include "i18n/i18n.hpp"
#include "law/tell.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/consequences.hpp"
#include "modules/clocks/notices.hpp"
#include "modules/clocks/packs_api.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/vocabulary.hpp"

namespace vefa::clocks {

struct MatterBody {
  Text<8, 2> code;  // of a pack: TR, HU, IL, EU
  std::optional<JsonObject> facts;
  std::optional<Text<60>> product_group;
};
BOOST_DESCRIBE_STRUCT(MatterBody, (), (code, facts, product_group))

struct HappeningBody {
  Text<60, 3> kind;
  std::optional<Instant> at;        // none: now
  std::optional<Instant> about_at;  // the instant it speaks of
  std::optional<JsonObject> facts;
  std::optional<Text<40>> channel;
  std::optional<Text<500>> note;
};
BOOST_DESCRIBE_STRUCT(HappeningBody, (), (kind, at, about_at, facts, channel, note))

struct TitledClock : LegalClock {
  std::string title;  // of its rule, in the reader's language
};
BOOST_DESCRIBE_STRUCT(TitledClock, (LegalClock), (title))

struct WordedHappening : Happening {
  std::string words;  // in the reader's language
};
BOOST_DESCRIBE_STRUCT(WordedHappening, (Happening), (words))

struct WordedConsequence : LegalConsequence {
  std::string title;                  // of its rule
  std::string words;                  // what follows; money as it is owed
  std::vector<NamedValue> decisions;  // that can be recorded of it now
};
BOOST_DESCRIBE_STRUCT(WordedConsequence, (LegalConsequence), (title, words, decisions))

struct CaseLaw {
  std::optional<Matter> matter;  // none: nobody said which law governs the case
  std::vector<WordedHappening> happenings;
  std::vector<TitledClock> clocks;
  std::vector<WordedConsequence> consequences;
  std::vector<Notice> notices;  // how she was told what she is given
  std::vector<Decision> decisions;
};
BOOST_DESCRIBE_STRUCT(CaseLaw, (), (matter, happenings, clocks, consequences, notices, decisions))

struct Explained {
  LegalClock clock;
  std::vector<std::string> sentences;  // in the reader's language, in order
  std::vector<FormerResult> former;    // what it was before, the oldest first
};
BOOST_DESCRIBE_STRUCT(Explained, (), (clock, sentences, former))

struct LanguageQuery {
  std::optional<Language> language;  // none: the reader's
};
BOOST_DESCRIBE_STRUCT(LanguageQuery, (), (language))

struct PageWish {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; absent: 50
};
BOOST_DESCRIBE_STRUCT(PageWish, (), (cursor, limit))

namespace {

using http::Call;
using http::Query;

struct Place {
  Instant at{std::numeric_limits<std::int64_t>::min()};
  std::int64_t id = 0;
};
Result<std::int64_t> limit_of(PageWish const& wish) {
  auto const limit = wish.limit.value_or(50);
  if (limit < 1 || limit > 100)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  return limit;
}
template <class IdType>
Result<Place> place_of(PageWish const& wish) {
  if (!wish.cursor || wish.cursor->empty()) return Place{};
  auto const parts = split(*wish.cursor, '.');
  auto const id = parts.size() == 2 ? IdType::parse(parts[1]) : std::nullopt;
  if (!id || parts[0].empty() || parts[0].size() > 15 ||
      parts[0].find_first_not_of("0123456789") != std::string::npos)
    return invalid("cursor", "error.bad_cursor");
  return Place{{std::stoll(parts[0])}, id->value};
}
/// Cut to what the actor may read; `at_of` orders them.
template <class Row, class AtOf>
Page<Row> page_of(Context const& ctx, db::Tx& tx, std::vector<Row> rows, std::int64_t limit,
                  AtOf at_of) {
  Page<Row> page;
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = std::to_string(at_of(rows.back()).ms) + "." + rows.back().id.text();
  }
  for (auto& row : rows)
    if (cases::find_readable(ctx, tx, row.case_id).ok()) page.items.push_back(std::move(row));
  return page;
}

std::vector<TitledClock> titled(db::Tx& tx, std::vector<LegalClock> clocks, Language language) {
  std::vector<TitledClock> out;
  for (auto& clock : clocks) {
    auto const* rule = law::find_any_edition(*pack_of(tx, clock.pack_id), clock.rule_id);
    out.push_back({std::move(clock), rule ? rule->title.in(language) : std::string()});
    if (out.back().title.empty()) out.back().title = out.back().rule_id;
  }
  return out;
}

std::vector<WordedHappening> worded(std::vector<Happening> happenings, Language language) {
  std::vector<WordedHappening> out;
  out.reserve(happenings.size());
  for (auto& one : happenings) {
    auto words = i18n::message(language, "law.event." + one.kind);
    out.push_back({std::move(one), std::move(words)});
  }
  return out;
}

/// Counted again by the version of the pack that counted it, so that it is told as it was.
Result<law::Clock> counted_again(Context const& ctx, db::Tx& tx, Matter const& matter,
                                 LegalClock const& clock, law::Pack const& pack) {
  law::Params params;
  params.facts = TRY(facts_of(matter.facts, pack, "facts"));
  params.product_group = matter.product_group;
  auto const events = law_events_of(happenings_of(tx, clock.case_id), pack);
  return law::due(pack, clock.rule_id, events, params, ctx.now, static_cast<int>(clock.cycle));
}

/// What followed from one clock, in words; what a correction undid is told by its effect alone.
std::vector<WordedConsequence> worded(Call const& call, db::Tx& tx, Matter const& matter,
                                      TitledClock const& clock,
                                      std::vector<LegalConsequence> const& of_case) {
  auto const language = call.ctx.language;
  auto const pack = pack_of(tx, clock.pack_id);
  auto const counted = counted_again(call.ctx, tx, matter, clock, *pack);
  std::vector<WordedConsequence> out;
  for (auto const& one : of_case) {
    if (one.clock_id != clock.id) continue;
    WordedConsequence row{one, clock.title, {}, {}};
    auto const ordinal = static_cast<std::size_t>(one.ordinal);
    if (counted.ok() && ordinal < counted->following.size())
      row.words = law::consequence_words(language, *pack, *counted->following[ordinal].what,
                                         pack->clock->local(one.at).date);
    for (auto const& decision : decisions_on(one))
      row.decisions.push_back({decision, decision_in_words(language, decision)});
    out.push_back(std::move(row));
  }
  return out;
}

CaseLaw view_of(Call const& call, db::Tx& tx, CaseId id) {
  auto const language = call.ctx.language;
  auto const matter = tx.find<Matter>(sql::find_matter, id);
  auto clocks = titled(tx, of_case(tx, id), language);
  std::vector<WordedConsequence> consequences;
  auto const rows = consequences_of(tx, id);
  for (auto const& clock : clocks) {
    bool const has_any = std::any_of(rows.begin(), rows.end(),
                                     [&](auto const& row) { return row.clock_id == clock.id; });
    if (!matter || !has_any) continue;
    for (auto& row : worded(call, tx, *matter, clock, rows)) consequences.push_back(std::move(row));
  }
  return {matter,
          worded(happenings_of(tx, id), language),
          std::move(clocks),
          std::move(consequences),
          notices_of_case(tx, id),
          tx.list<Decision>(sql::decisions_of_case, id)};
}

Result<CaseLaw> read_case_law(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<CaseId>("case"));
  TRY(cases::find_readable(call.ctx, tx, id));
  return view_of(call, tx, id);
}

Result<CaseLaw> set_case_law(Call const& call, db::Tx& tx, MatterBody const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  TRY(take_up(call.ctx, tx, id,
              {body.code.value, body.facts.value_or(JsonObject{}),
               body.product_group ? body.product_group->value : ""}));
  return view_of(call, tx, id);
}

Result<CaseLaw> add_happening(Call const& call, db::Tx& tx, HappeningBody const& body) {
  auto const id = TRY(call.id<CaseId>("case"));
  NewHappening what{.kind = body.kind.value, .at = body.at, .about_at = body.about_at};
  what.facts = body.facts.value_or(JsonObject{});
  if (body.channel) what.channel = body.channel->value;
  if (body.note) what.note = body.note->value;
  TRY(happened(call.ctx, tx, id, what));
  return view_of(call, tx, id);
}

Result<Page<LegalClock>> list_legal_clocks(Call const& call, db::Tx& tx,
                                           Query<PageWish> const& wish) {
  auto const limit = TRY(limit_of(*wish));
  auto const place = TRY(place_of<LegalClockId>(*wish));
  return page_of(call.ctx, tx, tx.list<LegalClock>(sql::open_clocks, place.at, place.id, limit + 1),
                 limit, [](LegalClock const& clock) { return *clock.due_at; });
}

Result<Page<LegalConsequence>> list_legal_consequences(Call const& call, db::Tx& tx,
                                                       Query<PageWish> const& wish) {
  auto const limit = TRY(limit_of(*wish));
  auto const place = TRY(place_of<LegalConsequenceId>(*wish));
  return page_of(
      call.ctx, tx,
      tx.list<LegalConsequence>(sql::waiting_consequences, place.at, place.id, limit + 1), limit,
      [](LegalConsequence const& consequence) { return consequence.at; });
}

Result<Explained> explain_legal_clock(Call const& call, db::Tx& tx,
                                      Query<LanguageQuery> const& query) {
  auto const id = TRY(call.id<LegalClockId>("legal_clock"));
  auto const clock = tx.find<LegalClock>(sql::find_clock, id);
  if (!clock) return not_found("legal_clock");
  auto const readable = cases::find_readable(call.ctx, tx, clock->case_id);
  if (!readable.ok()) return not_found("legal_clock");
  auto const matter = tx.find<Matter>(sql::find_matter, clock->case_id);
  if (!matter) return not_found("legal_clock");
  auto const pack = pack_of(tx, clock->pack_id);
  auto const counted = TRY(counted_again(call.ctx, tx, *matter, *clock, *pack));
  return Explained{*clock, law::tell(query->language.value_or(call.ctx.language), *pack, counted),
                   tx.list<FormerResult>(sql::results_of, id)};
}

Result<Decision> decide_consequence(Call const& call, db::Tx& tx, NewDecision const& body) {
  return decide(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body);
}

Result<Notice> add_notice(Call const& call, db::Tx& tx, NewNotice const& body) {
  return note_notice(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body);
}

struct Offering {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(Offering, (), (reason))

Result<LegalConsequence> offer_consequence(Call const& call, db::Tx& tx, Offering const& body) {
  return offer(call.ctx, tx, TRY(call.id<LegalConsequenceId>("legal_consequence")), body.reason);
}

}  // namespace

void add_routes(http::Routes& routes) {
  using P = Permission;
  add_pack_routes(routes);
  routes.get<read_case_law>(
      "/cases/{case}/law", P::CasesRead,
      "The law of a case: what is known, what happened, its clocks and what followed.");
  routes.put<set_case_law>("/cases/{case}/law", P::CasesWrite,
                           "Says which law governs a case, or what more is known of it.");
  routes
      .post<add_happening>("/cases/{case}/law/events", P::CasesWrite,
                           "Notes what happened; every clock of the case is counted anew.")
      .status(201);
  routes.get<list_legal_clocks>("/legal-clocks", P::CasesRead,
                                "Open legal clocks, the earliest deadline first.");
  routes.get<explain_legal_clock>(
      "/legal-clocks/{legal_clock}", P::CasesRead,
      "A legal clock in words: rule, source, each skipped day and why; and what it was before.");
  routes.get<list_legal_consequences>("/legal-consequences", P::CasesRead,
                                      "What the law grants and nobody decided on, oldest first.");
  routes
      .post<decide_consequence>("/legal-consequences/{legal_consequence}/decision", P::CasesWrite,
                                "Records what was chosen, paid, issued or refused, and why.")
      .status(201);
  routes
      .post<add_notice>("/legal-consequences/{legal_consequence}/notices", P::CasesWrite,
                        "Notes how the customer was told: what, when, by which way, where to.")
      .status(201);
  routes.post<offer_consequence>("/legal-consequences/{legal_consequence}/offer",
                                 P::RemediesApprove,
                                 "Offers to the customer what the law leaves to a person.");
}

}  // namespace vefa::clocks
