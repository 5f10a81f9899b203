// What runs and what waits, over all cases that the reader may read.
#include "http/api.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/packs_api.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/views.hpp"

namespace vefa::clocks {

struct PageWish {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; absent: 50
};
BOOST_DESCRIBE_STRUCT(PageWish, (), (cursor, limit))

/// What a consequence waits for: a person who decides; her word, or that she is paid; that a
/// document is issued or a supervisor called.
enum class WaitsFor { Decision, Customer, Deed };
BOOST_DESCRIBE_ENUM(WaitsFor, Decision, Customer, Deed)

struct ConsequenceWish : PageWish {
  std::optional<WaitsFor> waits_for;  // absent: a decision or the customer
  std::optional<law::Effect> effect;
  std::optional<bool> overdue;  // true: those alone whose deadline was missed
};
BOOST_DESCRIBE_STRUCT(ConsequenceWish, (PageWish), (waits_for, effect, overdue))

struct WaitingConsequence : WordedConsequence {
  std::string code;  // of the law
  std::string number;
  std::string subject;
  std::optional<Instant> due_at;   // of its rule
  bool overdue = false;            // the deadline of its rule was missed
  std::optional<Instant> told_at;  // when she was told last
};
BOOST_DESCRIBE_STRUCT(WaitingConsequence, (WordedConsequence),
                      (code, number, subject, due_at, overdue, told_at))

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
/// Cut to what the actor may read; `at_of` orders them, `show` makes of each what is shown.
template <class Shown, class Row, class AtOf, class Show>
Page<Shown> page_of(Context const& ctx, db::Tx& tx, std::vector<Row> rows, std::int64_t limit,
                    AtOf at_of, Show show) {
  Page<Shown> page;
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = std::to_string(at_of(rows.back()).ms) + "." + rows.back().id.text();
  }
  for (auto& row : rows) {
    auto const of_case = cases::find_readable(ctx, tx, row.case_id);
    if (of_case.ok()) page.items.push_back(show(std::move(row), *of_case));
  }
  return page;
}

Result<Page<LegalClock>> list_legal_clocks(Call const& call, db::Tx& tx,
                                           Query<PageWish> const& wish) {
  auto const limit = TRY(limit_of(*wish));
  auto const place = TRY(place_of<LegalClockId>(*wish));
  return page_of<LegalClock>(
      call.ctx, tx, tx.list<LegalClock>(sql::open_clocks, place.at, place.id, limit + 1), limit,
      [](LegalClock const& clock) { return *clock.due_at; },
      [](LegalClock clock, cases::Case const&) { return clock; });
}

std::vector<LegalConsequence> waiting(db::Tx& tx, ConsequenceWish const& wish, Place const& place,
                                      std::int64_t limit) {
  std::string const effect = wish.effect ? wire::enum_text(*wish.effect) : "";
  std::string const clock_state = wish.overdue.value_or(false) ? "broken" : "";
  if (wish.waits_for == WaitsFor::Deed)
    return tx.list<LegalConsequence>(sql::consequences_to_do, place.at, place.id, effect,
                                     clock_state, limit);
  std::string state;
  if (wish.waits_for) state = wish.waits_for == WaitsFor::Decision ? "to_decide" : "offered";
  return tx.list<LegalConsequence>(sql::waiting_consequences, place.at, place.id, state, effect,
                                   clock_state, limit);
}

WaitingConsequence shown(Context const& ctx, db::Tx& tx, LegalConsequence row,
                         cases::Case const& of_case) {
  WaitingConsequence out{{row}};
  out.number = of_case.number;
  out.subject = of_case.subject;
  if (auto const told_ms = tx.scalar<std::int64_t>(sql::last_told, row.id))
    out.told_at = Instant{*told_ms};
  auto const matter = tx.find<Matter>(sql::find_matter, row.case_id);
  auto const clock = tx.find<LegalClock>(sql::find_clock, row.clock_id);
  if (!matter || !clock) return out;
  auto const title = titled(tx, {*clock}, ctx.language);
  auto rows = worded(ctx, tx, *matter, title.front(), {row});
  static_cast<WordedConsequence&>(out) = std::move(rows.front());
  out.code = clock->code;
  out.due_at = clock->due_at;
  out.overdue = clock->state == "broken";
  return out;
}

Result<Page<WaitingConsequence>> list_legal_consequences(Call const& call, db::Tx& tx,
                                                         Query<ConsequenceWish> const& wish) {
  auto const limit = TRY(limit_of(*wish));
  auto const place = TRY(place_of<LegalConsequenceId>(*wish));
  return page_of<WaitingConsequence>(
      call.ctx, tx, waiting(tx, *wish, place, limit + 1), limit,
      [](LegalConsequence const& consequence) { return consequence.at; },
      [&](LegalConsequence row, cases::Case const& of_case) {
        return shown(call.ctx, tx, std::move(row), of_case);
      });
}

}  // namespace

void add_list_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<list_legal_clocks>("/legal-clocks", P::CasesRead,
                                "Open legal clocks, the earliest deadline first.");
  routes.get<list_legal_consequences>("/legal-consequences", P::CasesRead,
                                      "What followed by law and waits, oldest first: for a "
                                      "decision, for the customer, for a deed.");
}

}  // namespace vefa::clocks
