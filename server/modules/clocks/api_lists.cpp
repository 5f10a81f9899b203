// What runs and what waits, over all cases that the reader may read.
#include <algorithm>
#include <tuple>

#include "http/api.hpp"
#include "http/paging.hpp"
#include "modules/cases/cases.hpp"
#include "modules/clocks/packs_api.hpp"
#include "modules/clocks/queries.hpp"
#include "modules/clocks/views.hpp"

namespace vefa::clocks {

/// What a consequence waits for: a person who decides; her word, or that she is paid; that a
/// document is issued or a supervisor called.
enum class WaitsFor { Decision, Customer, Deed };
BOOST_DESCRIBE_ENUM(WaitsFor, Decision, Customer, Deed)

struct ConsequenceWish : http::PageWish {
  std::optional<WaitsFor> waits_for;  // absent: a decision or the customer
  std::optional<law::Effect> effect;
  std::optional<bool> overdue;  // true: those alone whose deadline was missed
};
BOOST_DESCRIBE_STRUCT(ConsequenceWish, (http::PageWish), (waits_for, effect, overdue))

struct WaitingConsequence : WordedConsequence {
  std::string code;  // of the law
  std::string number;
  std::string subject;
  std::optional<Instant> due_at;   // of its rule
  std::optional<Instant> told_at;  // when she was told last
};
BOOST_DESCRIBE_STRUCT(WaitingConsequence, (WordedConsequence),
                      (code, number, subject, due_at, told_at))

namespace {

using http::Call;
using http::Place;
using http::Query;

Result<Page<LegalClock>> list_legal_clocks(Call const& call, db::Tx& tx,
                                           Query<http::PageWish> const& wish) {
  auto const limit = TRY(http::limit_of(*wish));
  auto const place = TRY(http::place_of<LegalClockId>(*wish));
  return http::page_of<LegalClock>(
      tx.list<LegalClock>(sql::open_clocks, place.at, place.id, limit + 1), limit,
      [](LegalClock const& clock) { return *clock.due_at; },
      [&](LegalClock clock) -> std::optional<LegalClock> {
        if (!cases::find_readable(call.ctx, tx, clock.case_id).ok()) return std::nullopt;
        return clock;
      });
}

/// Those who wait for the same are an index range each: every range is read up to the page's end,
/// and the page is the first of all.
std::vector<LegalConsequence> waiting(db::Tx& tx, ConsequenceWish const& wish, Place const& place,
                                      std::int64_t limit) {
  bool const deeds = wish.waits_for == WaitsFor::Deed;
  std::vector<std::string> states{"told"};
  if (!deeds) states = {"to_decide", "offered"};
  if (wish.waits_for == WaitsFor::Decision) states = {"to_decide"};
  if (wish.waits_for == WaitsFor::Customer) states = {"offered"};
  std::vector<LegalConsequence> all;
  for (auto const effect : deeds ? std::array{law::Effect::Issue, law::Effect::Call}
                                 : std::array{law::Effect::Grant, law::Effect::Owe}) {
    if (wish.effect && *wish.effect != effect) continue;
    for (auto const& state : states)
      for (bool const overdue : {false, true}) {
        if (wish.overdue.value_or(false) && !overdue) continue;
        auto const part =
            tx.list<LegalConsequence>(sql::consequences_that_wait, state, wire::enum_text(effect),
                                      overdue, place.at, place.id, limit);
        all.insert(all.end(), part.begin(), part.end());
      }
  }
  std::ranges::sort(all, [](auto const& a, auto const& b) {
    return std::tie(a.at, a.id.value) < std::tie(b.at, b.id.value);
  });
  if (static_cast<std::int64_t>(all.size()) > limit) all.resize(static_cast<std::size_t>(limit));
  return all;
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
  return out;
}

Result<Page<WaitingConsequence>> list_legal_consequences(Call const& call, db::Tx& tx,
                                                         Query<ConsequenceWish> const& wish) {
  auto const limit = TRY(http::limit_of(*wish));
  auto const place = TRY(http::place_of<LegalConsequenceId>(*wish));
  return http::page_of<WaitingConsequence>(
      waiting(tx, *wish, place, limit + 1), limit,
      [](LegalConsequence const& consequence) { return consequence.at; },
      [&](LegalConsequence row) -> std::optional<WaitingConsequence> {
        auto const of_case = cases::find_readable(call.ctx, tx, row.case_id);
        if (!of_case.ok()) return std::nullopt;
        return shown(call.ctx, tx, std::move(row), *of_case);
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
