#include "http/api.hpp"

#include "http/paging.hpp"
#include "modules/cases/cases.hpp"
#include "modules/recovery/breaches.hpp"
#include "modules/recovery/queries.hpp"
#include "modules/recovery/views.hpp"

namespace vefa::recovery {
namespace {

using http::Call;
using http::Query;

Result<Page<Recovery>> list_recoveries(Call const& call, db::Tx& tx,
                                       Query<http::PageWish> const& wish) {
  auto const limit = TRY(http::limit_of(*wish));
  auto const place = TRY(http::place_of<RecoveryId>(*wish));
  return http::page_of<Recovery>(
      tx.list<Recovery>(sql::open_recoveries, place.at, place.id, limit + 1), limit,
      [](Recovery const& r) { return r.opened_at; },
      [&](Recovery r) -> std::optional<Recovery> {
        if (!cases::find_readable(call.ctx, tx, r.case_id).ok()) return std::nullopt;
        return r;
      });
}

struct CountWish {
  std::optional<Instant> since;  // absent: the last 24 hours
};
BOOST_DESCRIBE_STRUCT(CountWish, (), (since))

struct BreachCounts {
  Instant since;
  std::int64_t broken = 0;     // promises whose breach is recorded; each up to a million
  std::int64_t made_good = 0;  // breaches for which the house has apologised and promised anew
};
BOOST_DESCRIBE_STRUCT(BreachCounts, (), (since, broken, made_good))

Result<BreachCounts> count_breaches(Call const& call, db::Tx& tx, Query<CountWish> const& wish) {
  auto const since = wish->since.value_or(call.ctx.now - std::chrono::hours(24));
  return BreachCounts{since, breaches_since(tx, since),
                      tx.scalar<std::int64_t>(sql::count_opened, since).value_or(0)};
}

struct RemediesWish : http::PageWish {
  std::optional<RemedyState> state;  // proposed or awaiting_approval; absent: both
};
BOOST_DESCRIBE_STRUCT(RemediesWish, (http::PageWish), (state))

Result<Page<RemedyView>> list_remedies(Call const& call, db::Tx& tx,
                                       Query<RemediesWish> const& wish) {
  auto const limit = TRY(http::limit_of(*wish));
  auto const place = TRY(http::place_of<RemedyId>(*wish));
  return http::page_of<RemedyView>(
      tx.list<Remedy>(sql::awaiting_remedies, place.at, place.id, limit + 1, wish->state), limit,
      [](Remedy const& r) { return r.proposed_at; },
      [&](Remedy const& r) -> std::optional<RemedyView> {
        auto const of_case = cases::find_readable(call.ctx, tx, r.case_id);
        if (!of_case.ok()) return std::nullopt;
        return view_of(call.ctx, tx, *of_case, r);
      });
}

struct CaseRecoveries {
  std::vector<Recovery> recoveries;
  std::vector<RemedyView> remedies;
};
BOOST_DESCRIBE_STRUCT(CaseRecoveries, (), (recoveries, remedies))

Result<CaseRecoveries> read_case_recoveries(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<CaseId>("case"));
  auto const row = TRY(cases::find_readable(call.ctx, tx, id));
  CaseRecoveries shown{of_case(tx, id), {}};
  for (auto const& remedy : remedies_of_case(tx, id))
    shown.remedies.push_back(view_of(call.ctx, tx, row, remedy));
  return shown;
}

Result<Remedy> propose_remedy(Call const& call, db::Tx& tx, RemedyBody const& b) {
  return propose(call.ctx, tx, TRY(call.id<RecoveryId>("recovery")), TRY(new_remedy(b)));
}

struct AtVersion {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(AtVersion, (), (version))

Result<Remedy> grant_remedy(Call const& call, db::Tx& tx, AtVersion const& b) {
  return grant(call.ctx, tx, TRY(call.id<RemedyId>("remedy")), b.version);
}

struct Declining {
  std::int64_t version = 0;
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(Declining, (), (version, reason))

Result<Remedy> decline_remedy(Call const& call, db::Tx& tx, Declining const& b) {
  return decline(call.ctx, tx, TRY(call.id<RemedyId>("remedy")), b.version, b.reason);
}

struct Giving {
  Text<500, 1> note;  // what shows it: a bank's reference, who took it
};
BOOST_DESCRIBE_STRUCT(Giving, (), (note))

Result<Remedy> hand_over_remedy(Call const& call, db::Tx& tx, Giving const& b) {
  return hand_over(call.ctx, tx, TRY(call.id<RemedyId>("remedy")), b.note);
}

struct RemedyLettingGo {
  std::int64_t version = 0;
  Text<500, 1> reason;
  cases::HerWord her_word;  // where she says so, later than it was granted
};
BOOST_DESCRIBE_STRUCT(RemedyLettingGo, (), (version, reason, her_word))

LettingGo how_of(RemedyLettingGo const& b) { return {b.version, b.reason.value, b.her_word}; }

Result<Remedy> let_go_remedy(Call const& call, db::Tx& tx, RemedyLettingGo const& b) {
  return let_go(call.ctx, tx, TRY(call.id<RemedyId>("remedy")), how_of(b));
}

struct RemedyInstead : RemedyLettingGo {
  RemedyBody instead;
};
BOOST_DESCRIBE_STRUCT(RemedyInstead, (RemedyLettingGo), (instead))

Result<Remedy> give_another_remedy(Call const& call, db::Tx& tx, RemedyInstead const& b) {
  auto const id = TRY(call.id<RemedyId>("remedy"));
  return give_instead(call.ctx, tx, id, how_of(b), TRY(new_remedy(b.instead)));
}

}  // namespace

void add_routes(http::Routes& routes) {
  using P = Permission;
  routes.get<list_recoveries>("/recoveries", P::CasesRead,
                              "Broken promises whose customer is not content yet, oldest first.");
  routes.get<count_breaches>("/recoveries/counts", P::CasesReadAll,
                             "How many promises were broken, and how many of them made good.");
  routes.get<list_remedies>("/remedies", P::RemediesGrant,
                            "Remedies that await a decision, the oldest first.");
  routes.get<read_case_recoveries>("/cases/{case}/recoveries", P::CasesRead,
                                   "What was broken on a case, and what made it good.");
  routes
      .post<propose_remedy>("/recoveries/{recovery}/remedies", P::RemediesGrant,
                            "Proposes a remedy.")
      .status(201);
  routes.post<grant_remedy>("/remedies/{remedy}/grant", P::RemediesGrant,
                            "Gives a remedy; above one's authority it awaits approval.");
  routes.post<decline_remedy>("/remedies/{remedy}/decline", P::RemediesGrant,
                              "Declines a remedy, with the reason.");
  routes.post<hand_over_remedy>("/remedies/{remedy}/given", P::RemediesGrant,
                                "Says that a granted remedy was given to her, and what shows it.");
  routes.post<let_go_remedy>("/remedies/{remedy}/letting-go", P::RemediesGrant,
                             "Says that she does not want a granted remedy, on her word.");
  routes.post<give_another_remedy>("/remedies/{remedy}/instead", P::RemediesGrant,
                                   "Gives another remedy in place of a granted one, on her word.");
  add_offer_routes(routes);
}

}  // namespace vefa::recovery
