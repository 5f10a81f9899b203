// Pure decisions about units: serials and meters.
#pragma once
#include "modules/units/units.hpp"

namespace vefa::units {

/// Capitals and digits alone: what is unique by manufacturer. Letters of other scripts stay.
std::string normalized_serial(std::string_view typed);
/// The same with letters that are mistaken for each other as one digit; for search only.
std::string lookalike_serial(std::string_view typed);

/// Two letters in capitals, e.g. TR; nothing for anything else.
std::optional<std::string> read_country(std::string_view typed);

/// A reading to be put among those of the same meter, which are in the order of time.
struct MeterAnswer {
  std::int64_t total = 0;
};
/// Errors: units.meter_runs_back with the reading it contradicts; units.meter_not_replaced_yet
/// where a later reading of the old meter stands. `replaced`: the first value of a new meter.
Result<MeterAnswer> place_reading(std::vector<Reading> const& of_meter, Instant at,
                                  std::int64_t value, bool replaced);

/// What follows when a reading was none: the total of the right one in its place, and by how much
/// those from the next one on are raised.
struct Mended {
  std::int64_t total = 0;
  Instant at;  // of the next one
  ReadingId id;
  std::int64_t raised_by = 0;  // 0: they stay as they are
};
/// `gone` is one of them; `right`: what it showed, nothing where nothing was read. Errors:
/// units.meter_runs_back as above; units.reading_begins_meter where a later one was read on the
/// meter that it began, and it is to go.
Result<Mended> mend_reading(std::vector<Reading> const& of_meter, Reading const& gone,
                            std::optional<std::int64_t> right);

}  // namespace vefa::units
