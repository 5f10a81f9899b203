// What the meters of a unit show, and what was misread.
#include "modules/units/queries.hpp"
#include "modules/units/rules.hpp"
#include "modules/units/store.hpp"

namespace vefa::units {
namespace {

constexpr std::int64_t kMostOnMeter = 1'000'000'000'000;

std::vector<Reading> of_meter(db::Tx& tx, UnitId unit, std::string const& meter) {
  return tx.list<Reading>(sql::list_readings_of_meter, unit, meter);
}

Result<void> check_value(std::int64_t value) {
  if (value < 0 || value > kMostOnMeter)
    return invalid("value", "wire.out_of_range",
                   {{"min", "0"}, {"max", std::to_string(kMostOnMeter)}});
  return {};
}

bool is_of(db::Tx& tx, Reading const& reading, UnitId unit) {
  auto const merged = merged_into(tx, unit);
  return reading.unit_id == unit ||
         std::find(merged.begin(), merged.end(), reading.unit_id) != merged.end();
}

}  // namespace

Result<Reading> read_meter(Context const& ctx, db::Tx& tx, UnitId id, NewReading const& input) {
  auto const unit = TRY(load(tx, id));
  TRY(check_value(input.value));
  if (input.at && *input.at > ctx.now) return invalid("at", "units.read_in_future");
  Reading row{.id = ctx.new_id<ReadingId>(),
              .unit_id = unit.id,
              .meter = input.meter,
              .at = input.at.value_or(ctx.now),
              .value = input.value,
              .replaced = input.replaced.value_or(false),
              .source = input.source.value_or(ReadingSource::Staff),
              .note = input.note ? input.note->value : "",
              .recorded_at = ctx.now,
              .recorded_by = actor_name(ctx)};
  // Two readings at once of one meter: the second sees the first.
  hold(tx, unit.id);
  row.total =
      TRY(place_reading(of_meter(tx, unit.id, row.meter), row.at, row.value, row.replaced)).total;
  // Of a day on or before which she told of the fault, what the meter shows may end a guarantee.
  TRY(customers::change_within_law(ctx, tx, {.unit_id = unit.id, .customer_id = {}},
                                   customers::word_in(input.her_word), [&]() -> Result<void> {
                                     tx.insert(sql::insert_reading, row);
                                     return {};
                                   }));
  record(ctx, tx, id, {}, row.replaced ? "meter_replaced" : "meter_read",
         {{row.meter, {nullptr, row.value}}}, {{"at", to_text(row.at)}});
  return row;
}

Result<Reading> void_reading(Context const& ctx, db::Tx& tx, UnitId id, ReadingId which,
                             ReadingVoid const& input) {
  auto const unit = TRY(load(tx, id));
  if (input.value) TRY(check_value(*input.value));
  hold(tx, unit.id);
  auto gone = tx.find<Reading>(sql::find_reading, which);
  if (!gone || !is_of(tx, *gone, unit.id)) return not_found("reading");
  if (gone->voided_at) return refused("units.reading_voided");
  auto const mended = TRY(mend_reading(of_meter(tx, unit.id, gone->meter), *gone, input.value));
  auto right = *gone;
  right.id = ctx.new_id<ReadingId>();
  right.value = input.value.value_or(0);
  right.total = mended.total;
  right.note.clear();  // it stays with whose it was when it was written
  right.recorded_at = ctx.now;
  right.recorded_by = actor_name(ctx);
  gone->voided_at = ctx.now;
  gone->voided_by = actor_name(ctx);
  gone->void_reason = input.reason;
  auto const write = [&]() -> Result<void> {
    tx.run(sql::void_reading, gone->id, ctx.now, gone->voided_by, gone->void_reason);
    if (mended.raised_by != 0)
      tx.run(sql::raise_totals, unit.id, gone->meter, mended.at, mended.raised_by, mended.id);
    if (input.value) tx.insert(sql::insert_reading, right);
    return {};
  };
  TRY(customers::change_within_law(ctx, tx, {.unit_id = unit.id, .customer_id = {}},
                                   customers::word_in(input.her_word), write));
  record(ctx, tx, unit.id, {}, "reading_voided",
         {{gone->meter, {gone->value, input.value ? Json(right.value) : Json()}},
          {"reason", {nullptr, gone->void_reason}}},
         {{"at", to_text(gone->at)}});
  return *gone;
}

}  // namespace vefa::units
