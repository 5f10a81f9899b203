// Each broken promise, what was done for it, what it cost.
#include <charconv>
#include <map>

#include "base/money.hpp"
#include "base/text.hpp"
#include "modules/reports/queries.hpp"
#include "modules/reports/rows.hpp"
#include "modules/reports/rules.hpp"

namespace vefa::reports {
namespace {

constexpr std::int64_t kMostInFile = 10000;
constexpr std::int64_t kInTheEnd = std::numeric_limits<std::int64_t>::max();

struct RemedyRow {
  std::string kind;
  std::string state;
  std::int64_t amount_minor = 0;
  std::string currency;
  std::string what;
  std::optional<Instant> decided_at;
  std::optional<std::int64_t> cost_minor;
};
BOOST_DESCRIBE_STRUCT(RemedyRow, (),
                      (kind, state, amount_minor, currency, what, decided_at, cost_minor))
struct StateCount {
  RecoveryState state = RecoveryState::Open;
  std::int64_t n = 0;
  std::int64_t apologised = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, n, apologised))
struct CostRow {
  std::string currency;
  std::string kind;
  std::int64_t granted = 0;
  std::int64_t amount_minor = 0;
};
BOOST_DESCRIBE_STRUCT(CostRow, (), (currency, kind, granted, amount_minor))

struct GroupCount {
  std::string grp;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(GroupCount, (), (grp, n))
struct GroupCost {
  std::string grp;
  std::string currency;
  std::int64_t amount_minor = 0;
};
BOOST_DESCRIBE_STRUCT(GroupCost, (), (grp, currency, amount_minor))

std::string decimal(std::int64_t minor, std::string const& currency) {
  return decimal_text({minor, Currency::parse(currency).value_or(Currency{})});
}

/// Where to look: instants, and what narrows.
struct Look {
  Span span;
  std::string zone;
  Instant from_at;
  Instant until_at;
  std::optional<std::int64_t> team;
  std::optional<std::int64_t> owner;
  std::optional<RecoveryState> state;
  std::optional<CostBy> by;
};

Result<Look> look_of(Context const& ctx, db::Tx& tx, RecoveryWish const& wish) {
  auto const zone = TRY(zone_of(wish.zone, company::profile(tx)));
  Look look{.zone = zone.name(), .state = wish.state, .by = wish.by};
  auto from_on = wish.from_on;
  // Of those that are open none is left out, however old.
  bool const all_open = wish.state == RecoveryState::Open && !from_on;
  auto const oldest =
      all_open ? tx.scalar<Instant>(sql::oldest_open_recovery) : std::optional<Instant>();
  auto const today = zone.local(ctx.now).date;
  look.span = TRY(span_of(from_on, wish.through_on, today));
  if (oldest) look.span.from_on = std::min(look.span.from_on, zone.local(*oldest).date);
  look.from_at = zone.instant(look.span.from_on, 0, calendar::Edge::Start);
  look.until_at =
      zone.instant(look.span.through_on, calendar::kMinutesOfDay, calendar::Edge::Start);
  if (wish.team_id) look.team = wish.team_id->value;
  if (wish.owner_id) look.owner = wish.owner_id->value;
  return look;
}

struct Place {
  std::int64_t at_ms = kInTheEnd;
  std::int64_t id = kInTheEnd;
};
Result<Place> place_of(std::optional<std::string> const& cursor) {
  if (!cursor || cursor->empty()) return Place{};
  auto const parts = split(*cursor, '.');
  auto const id = parts.size() == 2 ? RecoveryId::parse(parts[1]) : std::nullopt;
  Place place;
  auto const* const end = parts[0].data() + parts[0].size();
  auto const read = std::from_chars(parts[0].data(), end, place.at_ms);
  if (!id || read.ec != std::errc{} || read.ptr != end)
    return invalid("cursor", "error.bad_cursor");
  place.id = id->value;
  return place;
}

using Sums = std::map<std::string, std::int64_t>;  // minor units, by currency

std::vector<CostSum> costs_of(Sums const& sums) {
  std::vector<CostSum> out;
  for (auto const& [currency, minor] : sums) out.push_back({currency, decimal(minor, currency)});
  return out;
}

void put_remedies(db::Tx& tx, BrokenPromise& broken) {
  Sums sums;
  for (auto& row : tx.list<RemedyRow>(sql::recovery_remedies, broken.id)) {
    if (row.cost_minor && *row.cost_minor > 0) sums[row.currency] += *row.cost_minor;
    auto amount = row.currency.empty() ? std::string() : decimal(row.amount_minor, row.currency);
    broken.remedies.push_back({std::move(row.kind), std::move(row.state), std::move(amount),
                               row.currency, std::move(row.what), row.decided_at});
  }
  broken.costs = costs_of(sums);
}

void put_totals(db::Tx& tx, Look const& look, RecoveryPage& page) {
  for (auto const& row : tx.list<StateCount>(sql::recoveries_by_state, look.from_at, look.until_at,
                                             look.team, look.owner, look.state)) {
    page.broken += row.n;
    page.apologised += row.apologised;
    if (row.state == RecoveryState::Open) page.open = row.n;
    if (row.state == RecoveryState::Satisfied) page.satisfied = row.n;
    if (row.state == RecoveryState::Unconfirmed) page.unconfirmed = row.n;
  }
  auto const told = tx.scalar<std::int64_t>(sql::recoveries_with_cost, look.from_at, look.until_at,
                                            look.team, look.owner, look.state);
  page.untold = page.broken - told.value_or(0);
  for (auto& row : tx.list<CostRow>(sql::recovery_cost, look.from_at, look.until_at, look.team,
                                    look.owner, look.state))
    page.costs.push_back(
        {row.currency, std::move(row.kind), row.granted, decimal(row.amount_minor, row.currency)});
}

/// Groups of the whole span, those with the most breaches first.
std::vector<CostGroup> groups_of(db::Tx& tx, Look const& look) {
  std::map<std::string, Sums> sums;
  for (auto const& row : tx.list<GroupCost>(sql::recovery_cost_by, look.from_at, look.until_at,
                                            look.team, look.owner, look.state, look.by))
    sums[row.grp][row.currency] += row.amount_minor;
  std::map<std::string, std::int64_t> told;
  for (auto const& row : tx.list<GroupCount>(sql::recoveries_told_by, look.from_at, look.until_at,
                                             look.team, look.owner, look.state, look.by))
    told[row.grp] = row.n;
  std::map<std::string, std::string> names;
  if (look.by == CostBy::Team)
    for (auto const& row : tx.list<TeamRow>(sql::teams)) names[row.team_id.text()] = row.name;
  std::vector<CostGroup> out;
  for (auto const& row : tx.list<GroupCount>(sql::recoveries_by, look.from_at, look.until_at,
                                             look.team, look.owner, look.state, look.by)) {
    auto const group = look.by == CostBy::Team ? TeamId{std::stoll(row.grp)}.text() : row.grp;
    out.push_back({group, names[group], row.n, row.n - told[row.grp], costs_of(sums[row.grp])});
  }
  return out;
}

/// Weeks or months, in their order.
Result<std::vector<CostGroup>> buckets_in(db::Tx& tx, Look const& look) {
  auto const zone = calendar::Zone::find(look.zone).value();
  auto const grain = look.by == CostBy::Week ? Grain::Week : Grain::Month;
  auto const week = first_weekday(company::profile(tx).country);
  std::vector<CostGroup> out;
  for (auto const& bucket : TRY(buckets_of(look.span, grain, zone, week))) {
    CostGroup group{.group = to_text(bucket.from_on), .name = {}, .costs = {}};
    for (auto const& row : tx.list<StateCount>(sql::recoveries_by_state, bucket.from_at,
                                               bucket.until_at, look.team, look.owner, look.state))
      group.broken += row.n;
    if (group.broken == 0) continue;
    Sums sums;
    for (auto const& row : tx.list<CostRow>(sql::recovery_cost, bucket.from_at, bucket.until_at,
                                            look.team, look.owner, look.state))
      sums[row.currency] += row.amount_minor;
    group.costs = costs_of(sums);
    auto const told = tx.scalar<std::int64_t>(sql::recoveries_with_cost, bucket.from_at,
                                              bucket.until_at, look.team, look.owner, look.state);
    group.untold = group.broken - told.value_or(0);
    out.push_back(std::move(group));
  }
  return out;
}

Result<void> put_groups(db::Tx& tx, Look const& look, RecoveryPage& page) {
  if (!look.by) return {};
  bool const by_time = look.by == CostBy::Week || look.by == CostBy::Month;
  page.groups = by_time ? TRY(buckets_in(tx, look)) : groups_of(tx, look);
  return {};
}

Result<RecoveryPage> page_of(Context const& ctx, db::Tx& tx, Look const& look, Place const& place,
                             std::int64_t limit) {
  RecoveryPage page{look.span.from_on, look.span.through_on, look.zone};
  put_totals(tx, look, page);
  TRY(put_groups(tx, look, page));
  auto rows = tx.list<BrokenRow>(sql::recoveries_between, look.from_at, look.until_at, place.at_ms,
                                 place.id, look.team, look.owner, look.state, limit + 1);
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = std::to_string(rows.back().broken_at.ms) + "." + rows.back().id.text();
  }
  bool const sees_subjects = ctx.actor.may(Permission::CasesReadAll);
  for (auto& row : rows) {
    if (!sees_subjects) row.subject.clear();
    page.items.push_back({std::move(row), {}, {}});
    put_remedies(tx, page.items.back());
  }
  return page;
}

}  // namespace

Result<RecoveryPage> recoveries(Context const& ctx, db::Tx& tx, RecoveryWish const& wish) {
  auto const limit = wish.limit.value_or(50);
  if (limit < 1 || limit > 100)
    return invalid("limit", "wire.out_of_range", {{"min", "1"}, {"max", "100"}});
  auto const place = TRY(place_of(wish.cursor));
  return page_of(ctx, tx, TRY(look_of(ctx, tx, wish)), place, limit);
}

Result<RecoveryPage> all_recoveries(Context const& ctx, db::Tx& tx, RecoveryWish const& wish) {
  auto page = TRY(page_of(ctx, tx, TRY(look_of(ctx, tx, wish)), {}, kMostInFile));
  if (page.next_cursor)
    return refused("reports.too_many_rows", {{"most", std::to_string(kMostInFile)}});
  return page;
}

}  // namespace vefa::reports
