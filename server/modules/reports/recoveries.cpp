// Each broken promise, what was done for it, what it cost.
#include <charconv>

#include "base/money.hpp"
#include "base/text.hpp"
#include "modules/reports/queries.hpp"
#include "modules/reports/rows.hpp"

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
};
BOOST_DESCRIBE_STRUCT(RemedyRow, (), (kind, state, amount_minor, currency, what, decided_at))
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
};

Result<Look> look_of(Context const& ctx, db::Tx& tx, RecoveryWish const& wish) {
  auto const zone = TRY(zone_of(wish.zone, company::profile(tx)));
  Look look{.zone = zone.name(), .state = wish.state};
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

std::vector<RemedyLine> remedies_of(db::Tx& tx, RecoveryId id) {
  std::vector<RemedyLine> out;
  for (auto& row : tx.list<RemedyRow>(sql::recovery_remedies, id))
    out.push_back({std::move(row.kind), std::move(row.state),
                   decimal(row.amount_minor, row.currency), row.currency, std::move(row.what),
                   row.decided_at});
  return out;
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
  for (auto& row : tx.list<CostRow>(sql::recovery_cost, look.from_at, look.until_at, look.team,
                                    look.owner, look.state))
    page.costs.push_back(
        {row.currency, std::move(row.kind), row.granted, decimal(row.amount_minor, row.currency)});
}

RecoveryPage page_of(Context const& ctx, db::Tx& tx, Look const& look, Place const& place,
                     std::int64_t limit) {
  RecoveryPage page{look.span.from_on, look.span.through_on, look.zone};
  put_totals(tx, look, page);
  auto rows = tx.list<BrokenRow>(sql::recoveries_between, look.from_at, look.until_at, place.at_ms,
                                 place.id, look.team, look.owner, look.state, limit + 1);
  if (static_cast<std::int64_t>(rows.size()) > limit) {
    rows.pop_back();
    page.next_cursor = std::to_string(rows.back().broken_at.ms) + "." + rows.back().id.text();
  }
  bool const sees_subjects = ctx.actor.may(Permission::CasesReadAll);
  for (auto& row : rows) {
    if (!sees_subjects) row.subject.clear();
    auto remedies = remedies_of(tx, row.id);
    page.items.push_back({std::move(row), std::move(remedies)});
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
  auto page = page_of(ctx, tx, TRY(look_of(ctx, tx, wish)), {}, kMostInFile);
  if (page.next_cursor)
    return refused("reports.too_many_rows", {{"most", std::to_string(kMostInFile)}});
  return page;
}

}  // namespace vefa::reports
