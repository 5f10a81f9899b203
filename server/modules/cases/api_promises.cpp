// Routes of promises: what is owed, one's own word, how a deadline was counted.
#include "modules/cases/api.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/queries.hpp"
#include "modules/cases/views.hpp"

namespace vefa::cases {
namespace {

using http::Call;
using http::Query;

struct WordBody {
  promises::PromiseKind kind = promises::PromiseKind::CallBackBy;
  Instant due_at;
  std::optional<Text<500>> what;
};
BOOST_DESCRIBE_STRUCT(WordBody, (), (kind, due_at, what))

Result<PromiseView> give_promise(Call const& call, db::Tx& tx, WordBody const& b) {
  auto const id = TRY(call.id<CaseId>("case"));
  return view_of(call.ctx,
                 TRY(give_word(call.ctx, tx, id, b.kind, b.due_at, b.what ? b.what->value : "")));
}

struct Reason {
  Text<500, 1> reason;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (reason))

Result<PromiseView> keep_promise(Call const& call, db::Tx& tx, Reason const& b) {
  return view_of(call.ctx,
                 TRY(keep_word(call.ctx, tx, TRY(call.id<PromiseId>("promise")), b.reason)));
}

Result<PromiseView> withdraw_promise(Call const& call, db::Tx& tx, Reason const& b) {
  return view_of(call.ctx,
                 TRY(take_back_word(call.ctx, tx, TRY(call.id<PromiseId>("promise")), b.reason)));
}

struct OwedWish {
  std::optional<TeamId> team_id;     // a team's
  std::optional<std::string> owner;  // a person's id, "anyone", or with a team "none"; absent,
                                     // without a team: one's own
  std::optional<promises::Risk> risk;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  // 1 to 100; absent: 50
};
BOOST_DESCRIBE_STRUCT(OwedWish, (), (team_id, owner, risk, cursor, limit))

/// A team's; with `owner` "none" those that no person has.
Result<Page<promises::Promise>> owed_by_team(Actor const& actor, db::Tx& tx, OwedWish const& wish,
                                             std::int64_t limit) {
  auto const& teams = actor.teams;
  bool const is_hers = std::find(teams.begin(), teams.end(), wish.team_id->value) != teams.end();
  if (!is_hers && !actor.may(Permission::CasesReadAll)) return not_found("team");
  if (wish.owner && *wish.owner != "none") return invalid("owner", "cases.owner_or_team");
  return promises::owed_by_team(tx, *wish.team_id, wish.cursor.value_or(""), limit, wish.risk,
                                wish.owner ? promises::Owned::ByNobody : promises::Owned::ByAnyone);
}

Result<Page<promises::Promise>> owed(Actor const& actor, db::Tx& tx, OwedWish const& wish,
                                     std::int64_t limit) {
  auto const cursor = wish.cursor.value_or("");
  if (wish.team_id) return owed_by_team(actor, tx, wish, limit);
  StaffId const self{actor.id};
  if (!wish.owner) return promises::owed_by(tx, self, cursor, limit, wish.risk);
  bool const all = actor.may(Permission::CasesReadAll);
  if (*wish.owner == "anyone") {
    if (!all) return forbidden();
    if (wish.risk.value_or(promises::Risk::None) == promises::Risk::None)
      return invalid("risk", "cases.anyone_at_risk");
    return promises::owed_at_risk(tx, *wish.risk, cursor, limit);
  }
  auto const person = StaffId::parse(*wish.owner);
  if (!person) return invalid("owner", "cases.bad_owner");
  if (!all && *person != self) return not_found("staff");
  return promises::owed_by(tx, *person, cursor, limit, wish.risk);
}

Result<Page<OwedPromise>> list_promises(Call const& call, db::Tx& tx, Query<OwedWish> const& wish) {
  auto const limit = wish->limit.value_or(50);
  if (limit < 1 || limit > 100)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  auto const page = TRY(owed(call.ctx.actor, tx, *wish, limit));
  Page<OwedPromise> out;
  out.next_cursor = page.next_cursor;
  for (auto const& p : page.items) out.items.push_back(owed_view_of(call.ctx, tx, p));
  return out;
}

constexpr std::int64_t kMostCounted = 500;
constexpr std::size_t kMostShown = 50;

/// What we promised a customer, on all her cases: how often we kept it, and the newest ones.
struct CustomerPromises {
  std::int64_t kept = 0;  // among the newest 500
  std::int64_t broken = 0;
  std::int64_t pending = 0;
  std::vector<OwedPromise> items;  // ≤ 50, the newest first, on cases that the actor may read
};
BOOST_DESCRIBE_STRUCT(CustomerPromises, (), (kept, broken, pending, items))

Result<CustomerPromises> list_customer_promises(Call const& call, db::Tx& tx) {
  auto const id = TRY(call.id<CustomerId>("customer"));
  if (!customers::find(tx, id)) return not_found("customer");
  CustomerPromises out;
  for (auto const& p : promises::of_customer(tx, id, kMostCounted)) {
    using S = promises::State;
    if (p.state == S::Withdrawn) continue;
    ++(p.state == S::Kept ? out.kept : p.state == S::Broken ? out.broken : out.pending);
    if (out.items.size() == kMostShown || !p.case_id) continue;
    auto const row = find(tx, p.case_id);
    if (row && can_read(tx, call.ctx.actor, *row))
      out.items.push_back(owed_view_of(call.ctx, tx, p));
  }
  return out;
}

struct PromisePage {
  PromiseView promise;
  std::vector<promises::Clock> clocks;  // results that were replaced, oldest first
};
BOOST_DESCRIBE_STRUCT(PromisePage, (), (promise, clocks))

Result<PromisePage> read_promise(Call const& call, db::Tx& tx) {
  auto const p = promises::find(tx, TRY(call.id<PromiseId>("promise")));
  if (!p || !p->case_id || !find_readable(call.ctx, tx, p->case_id).ok())
    return not_found("promise");
  return PromisePage{view_of(call.ctx, *p), promises::clocks_of(tx, p->id)};
}

}  // namespace

void add_promise_routes(http::Routes& routes) {
  routes.get<list_promises>(
      "/promises", Permission::CasesRead,
      "What one owes, or a team or a person does, the nearest deadline first.");
  routes.get_audited<list_customer_promises>(
      "/customers/{customer}/promises", Permission::CustomersRead,
      "What was promised to a customer on all her cases, the newest first.");
  routes.get<read_promise>("/promises/{promise}", Permission::CasesRead,
                           "One promise, and how its deadline was counted.");
  routes
      .post<give_promise>("/cases/{case}/promises", Permission::CasesWrite,
                          "Gives one's own word to the customer.")
      .status(201);
  routes.post<keep_promise>("/promises/{promise}/keep", Permission::CasesWrite,
                            "Says that a promise was kept, and how.");
  routes.post<withdraw_promise>("/promises/{promise}/withdraw", Permission::CasesWrite,
                                "Takes back a word of one's own, with the reason.");
}

}  // namespace vefa::cases
