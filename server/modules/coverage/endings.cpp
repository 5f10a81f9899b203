// What a unit was given ends, for a reason that its owner is told; an ending by mistake is taken
// back.
#include "calendar/zone.hpp"
#include "modules/company/company.hpp"
#include "modules/coverage/queries.hpp"
#include "modules/coverage/rows.hpp"
#include "modules/units/units.hpp"

namespace vefa::coverage {
namespace {

std::optional<Coverage> known(db::Tx& tx, CoverageId id) {
  auto const row = tx.find<CoverageRow>(sql::find_coverage, id);
  if (!row) return std::nullopt;
  for (auto& one : coverages(tx, row->unit_id))
    if (one.id == id) return std::move(one);
  return from_row(*row);
}

/// Held, so that of two which say the same not both end as the other's double.
std::optional<Coverage> held(db::Tx& tx, CoverageId id) {
  auto const row = tx.find<CoverageRow>(sql::find_coverage, id);
  if (!row) return std::nullopt;
  hold_caps(tx, row->unit_id);
  return known(tx, id);
}

struct Used {
  std::int64_t visits = 0;
  std::int64_t amount_minor = 0;
};
Used used_of(db::Tx& tx, CoverageId id) {
  Used used;
  for (auto const& one : uses(tx, id)) {
    if (one.taken_back_at) continue;
    used.visits += one.visits;
    used.amount_minor += one.amount_minor;
  }
  return used;
}

/// One that says the same, and of which no more was used: she loses nothing by it.
bool has_double(db::Tx& tx, Coverage const& c) {
  auto const all = coverages(tx, c.unit_id);
  auto const used = used_of(tx, c.id);
  return std::any_of(all.begin(), all.end(), [&](Coverage const& other) {
    if (other.id == c.id || other.state != CoverageState::Valid || other.lines != c.lines)
      return false;
    auto const there = used_of(tx, other.id);
    return there.visits <= used.visits && there.amount_minor <= used.amount_minor;
  });
}

std::optional<LocalDate> holds_until(LocalDate today, EndCause cause) {
  switch (cause) {
    case EndCause::Withdrawn:
      return calendar::plus_days(today, kNoticeDays);
    case EndCause::Returned:
      return today;
    case EndCause::Double:
      break;
  }
  return std::nullopt;
}

}  // namespace

Result<Coverage> end_coverage(Context const& ctx, db::Tx& tx, CoverageId id,
                              NewEnding const& input) {
  auto const row = held(tx, id);
  if (!row) return not_found("coverage");
  if (row->state == CoverageState::Ended)
    return refused("coverage.ended_before", {{"who", row->ended_by}});
  if (input.cause == EndCause::Double && !has_double(tx, *row))
    return refused("coverage.no_double", {}, "cause");
  Ending const ending{.id = ctx.new_id<CoverageEndingId>(),
                      .coverage_id = id,
                      .cause = input.cause,
                      .reason = input.reason,
                      .holds_until_on = holds_until(company::today(ctx, tx), input.cause),
                      .at = ctx.now,
                      .ended_by = actor_name(ctx)};
  tx.run(sql::end_coverage, id, ctx.now, ending.ended_by);
  tx.insert(sql::insert_ending, ending);
  record(ctx, tx, "coverage.ended", row->unit_id, id, ending.id);
  return *known(tx, id);
}

Result<Coverage> revive_coverage(Context const& ctx, db::Tx& tx, CoverageId id,
                                 std::string const& reason) {
  auto const row = held(tx, id);
  if (!row) return not_found("coverage");
  if (row->state == CoverageState::Valid || !row->ending) return refused("coverage.not_ended");
  auto const all = coverages(tx, row->unit_id);
  bool const again = std::any_of(all.begin(), all.end(), [&](Coverage const& other) {
    return row->automatic && other.automatic && other.state == CoverageState::Valid &&
           other.template_id == row->template_id;
  });
  if (again) return refused("coverage.given_again");
  tx.run(sql::revive_coverage, id);
  tx.run(sql::insert_revival, row->ending->id, reason, ctx.now, actor_name(ctx));
  record(ctx, tx, "coverage.revived", row->unit_id, id, row->ending->id);
  return *known(tx, id);
}

UnitId unit_covered_by(db::Tx& tx, CoverageId id) {
  auto const row = tx.find<CoverageRow>(sql::find_coverage, id);
  return row ? row->unit_id : UnitId{};
}

std::optional<Ended> find_ended(db::Tx& tx, CoverageEndingId id) {
  auto ending = tx.find<Ending>(sql::find_ending, id);
  if (!ending) return std::nullopt;
  auto row = tx.find<CoverageRow>(sql::find_coverage, ending->coverage_id).value();
  return Ended{std::move(*ending), row.unit_id, std::move(row.names),
               tx.scalar<std::string>(sql::reason_of_revival, id)};
}

}  // namespace vefa::coverage
